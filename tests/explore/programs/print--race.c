/* A string is printed while another thread writes it. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static char name[32] = "nobody";

static void *rename_it(void *to)
{
    strcpy(name, to);
    return NULL;
}

static void *report(void *unused)
{
    char text[64];
    snprintf(text, sizeof text, "%d of %5.1f%% are called %s", 1, 2.0, name);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, rename_it, "somebody");
    pthread_create(&threads[1], NULL, report, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
