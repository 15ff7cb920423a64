/* What learners do beside threads: print, draw numbers, ask the environment. */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int lines;

static void say(const char *format, ...)
{
    char text[80];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    pthread_mutex_lock(&lock);
    lines++;
    printf("%d: %s\n", lines, text);
    puts(text);
    fflush(stdout);
    pthread_mutex_unlock(&lock);
}

static void *work(void *number)
{
    unsigned seed = 7;
    char copy[16];
    say("thread %d drew %d and %d", *(int *)number, rand() % 6,
        rand_r(&seed) % 6);
    strcpy(copy, "done");
    strcat(copy, getenv("HOME") ? "." : "!");
    say("%s", copy);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {1, 2};
    srand((unsigned)time(NULL));
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return lines == 4 ? 0 : 1;
}
