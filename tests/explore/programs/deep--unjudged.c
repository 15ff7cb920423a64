/* Recursion that no stack is deep enough for. */
#include <pthread.h>

static int deep(int level)
{
    volatile char room[1000];
    room[0] = (char)level;
    return level ? deep(level - 1) + room[0] : 0;
}

static void *work(void *unused)
{
    deep(1000000);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
}
