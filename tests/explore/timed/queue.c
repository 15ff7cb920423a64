/* A queue with a lock and a condition: main() puts, the others take. */
#include "work.h"

#define ROOM 16
#define JOBS 800

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int queue[ROOM], head, tail;
static volatile uint64_t totals[MOST_THREADS * 8];

static void put(int job)
{
    pthread_mutex_lock(&lock);
    while (tail - head == ROOM)
        pthread_cond_wait(&changed, &lock);
    queue[tail++ % ROOM] = job;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static int take(void)
{
    pthread_mutex_lock(&lock);
    while (tail == head)
        pthread_cond_wait(&changed, &lock);
    int job = queue[head++ % ROOM];
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return job;
}

static void *worker(void *share)
{
    int job, number = number_of(share);
    while ((job = take()) >= 0)
        totals[number * 8] += work((uint32_t)job, 8000);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t handles[MOST_THREADS];
    struct share shares[MOST_THREADS];
    get_threads(argc, argv);
    for (int i = 0; i < threads; i++) {
        shares[i].number = i;
        pthread_create(&handles[i], NULL, worker, &shares[i]);
    }
    for (int job = 0; job < JOBS; job++)
        put(job);
    for (int i = 0; i < threads; i++)
        put(-1);
    for (int i = 0; i < threads; i++)
        pthread_join(handles[i], NULL);
    return 0;
}
