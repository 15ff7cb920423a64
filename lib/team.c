/* team.c - see team.h */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "team.h"

struct member {
    pthread_t thread;
    unsigned rank, threads;
    team_body *body;
    void *shared;
};

static void *run(void *arg)
{
    const struct member *m = arg;
    m->body(m->rank, m->threads, m->shared);
    return NULL;
}

void team_run(unsigned threads, team_body *body, void *shared)
{
    struct member *members = calloc(threads, sizeof *members);
    if (members == NULL && threads > 0)
        abort();
    for (unsigned i = 0; i < threads; i++) {
        struct member *m = &members[i];
        *m = (struct member){
            .rank = i, .threads = threads, .body = body, .shared = shared};
        if (pthread_create(&m->thread, NULL, run, m) != 0) {
            fprintf(stderr, "team_run: cannot start thread %u\n", i);
            abort();
        }
    }
    for (unsigned i = 0; i < threads; i++)
        pthread_join(members[i].thread, NULL);
    free(members);
}
