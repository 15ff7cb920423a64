/* strtok() remembers where it stopped, once for all threads. */
#include <pthread.h>
#include <string.h>

static void *count_words(void *text)
{
    long words = 0;
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        words++;
    return (void *)words;
}

int main(void)
{
    char texts[2][8] = {"a b c", "d e"};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, count_words, texts[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
