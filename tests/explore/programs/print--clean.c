/* Arguments of every kind; a string that does not end, and need not. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const char open_end[4] = {'o', 'p', 'e', 'n'};
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char last[64];

static void *report(void *name)
{
    char text[64];
    int length;
    snprintf(text, sizeof text, "%.4s", open_end);
    assert(!strcmp(text, "open"));
    snprintf(text, sizeof text, "%c %hhd %ld %zu %Lg %g %*d %p%n %s", 'c',
             (signed char)1, 2L, (size_t)3, 4.5L, 5.5, 2, 6, NULL, &length,
             (char *)name);
    assert(!strcmp(text, "c 1 2 3 4.5 5.5  6 (nil) name"));
    pthread_mutex_lock(&lock);
    sprintf(last, "%s", text);
    fprintf(stdout, "%s\n", last);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, report, "name");
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
