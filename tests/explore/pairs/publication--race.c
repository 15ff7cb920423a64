/* The pointer is published relaxed: what it points to may not be there. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

struct message {
    int length;
    char text[8];
};

static struct message message;
static _Atomic(struct message *) mailbox;

static void *send(void *unused)
{
    message.length = 5;
    atomic_store_explicit(&mailbox, &message, memory_order_relaxed);
    return unused;
}

int main(void)
{
    pthread_t thread;
    struct message *got;
    pthread_create(&thread, NULL, send, NULL);
    do
        got = atomic_load_explicit(&mailbox, memory_order_acquire);
    while (!got);
    int length = got->length;
    pthread_join(thread, NULL);
    return length != 5;
}
