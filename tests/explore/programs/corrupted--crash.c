/* The library notices a wrong free() of its own and aborts. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *work(void *unused)
{
    char *line = NULL;
    size_t room = 0;
    FILE *stream = fmemopen("one line\n", 9, "r");
    if (getline(&line, &room, stream) > 0)
        free(line + 16);
    fclose(stream);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
}
