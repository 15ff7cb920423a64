/* pthread_once. */
#include <pthread.h>
#include <stdio.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int table[4];

static void set_up(void)
{
    table[1] = 5;
}

static void *work(void *unused)
{
    pthread_once(&once, set_up);
    return table[1] == 5 ? unused : &table[1];
}

int main(void)
{
    pthread_t a, b;
    void *wrong;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, &wrong);
    return wrong != NULL;
}
