/* A struct that ends in an array, and that is smaller than an element of it. */
#include <pthread.h>
#include <stdlib.h>

struct account {
    long number, balance;
};

struct bank {
    unsigned accounts;
    struct account account[];
};

static struct bank *bank;

static void *post(void *account)
{
    bank->account[(long)account].balance++;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    bank = calloc(1, sizeof *bank + 2 * sizeof bank->account[0]);
    bank->accounts = 2;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, post, (void *)1l);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    free(bank);
}
