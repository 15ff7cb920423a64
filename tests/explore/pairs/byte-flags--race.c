/* Bits of one byte are not variables of their own. */
#include <pthread.h>
#include <stdio.h>

static struct {
    unsigned a : 1, b : 1;
} flags;

static void *set_a(void *unused)
{
    flags.a = 1;
    return unused;
}

static void *set_b(void *unused)
{
    flags.b = 1;
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, set_a, NULL);
    pthread_create(&b, NULL, set_b, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", flags.a, flags.b);
    return 0;
}
