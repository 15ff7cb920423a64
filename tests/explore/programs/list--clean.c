/* A list in heap memory, freed after all threads have ended. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
};

static struct node *head;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *push(void *unused)
{
    struct node *node = malloc(sizeof *node);
    node->name = strdup("node");
    node->name = realloc(node->name, 16);
    strcat(node->name, "s");
    pthread_mutex_lock(&lock);
    node->next = head;
    head = node;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    int count = 0;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, push, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    for (struct node *node = head, *next; node; node = next) {
        next = node->next;
        assert(!strcmp(node->name, "nodes"));
        free(node->name);
        free(node);
        count++;
    }
    assert(count == 2);
}
