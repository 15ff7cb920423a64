/* Copies a buffer while another thread fills it. */
#include <pthread.h>
#include <string.h>

static char buffer[16], copy[16];

static void *fill(void *unused)
{
    strcpy(buffer, "hello");
    return unused;
}

static void *take(void *unused)
{
    memcpy(copy, buffer, sizeof copy);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, fill, NULL);
    pthread_create(&threads[1], NULL, take, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}
