#include "omp_doacross.h"

#include <string.h>

#include "omp_team.h"
#include "omp_work.h"
#include "region.h"
#include "run.h"
#include "scheduler.h"
#include "strand.h"

#define MOST_ITERATIONS 10000000u

struct doacross {
    unsigned loops;
    uint64_t counts[DOACROSS_LOOPS];
    struct vclock **posts; /* by iteration, row by row; NULL: not posted */
};

void doacross_set(struct work *work, unsigned loops, const uint64_t *counts)
{
    struct doacross *doacross = region_alloc(sizeof *doacross);
    uint64_t all = 1;
    if (loops > DOACROSS_LOOPS)
        run_refuse(work->pc, "it has ordered(%u)", loops);
    doacross->loops = loops;
    memcpy(doacross->counts, counts, loops * sizeof *counts);
    for (unsigned i = 0; i < loops; i++)
        if (counts[i] && (all *= counts[i]) > MOST_ITERATIONS)
            run_refuse(work->pc,
                       "its ordered loops have more than %u "
                       "iterations; make the input smaller",
                       MOST_ITERATIONS);
    doacross->posts = region_alloc(all * sizeof(struct vclock *));
    work->doacross = doacross;
}

static const struct work *doacross_work(void)
{
    const struct member *member = team_member();
    return member->around ? member->around : member->work;
}

unsigned doacross_loops(void)
{
    const struct work *work = doacross_work();
    return work && work->doacross ? work->doacross->loops : 1;
}

/* Where an iteration is noted; NULL if the loops do not have it. */
static struct vclock **doacross_post_of(const uint64_t *at)
{
    const struct work *work = doacross_work();
    const struct doacross *doacross = work ? work->doacross : NULL;
    uint64_t index = 0;
    for (unsigned i = 0; doacross && i < doacross->loops; i++) {
        if (at[i] >= doacross->counts[i])
            return NULL;
        index = index * doacross->counts[i] + at[i];
    }
    return doacross ? &doacross->posts[index] : NULL;
}

void doacross_post(const uint64_t *at, uintptr_t pc)
{
    struct vclock **post = doacross_post_of(at);
    scheduler_point(pc);
    if (!post || *post)
        return;
    *post = region_alloc(sizeof **post);
    strand_release(scheduler_current()->strand, *post);
}

static bool doacross_is_posted(const struct wait *wait)
{
    struct vclock *const *post = wait->subject;
    return *post;
}

void doacross_wait(const uint64_t *at, uintptr_t pc)
{
    struct vclock **post = doacross_post_of(at);
    scheduler_point(pc);
    if (!post)
        return;
    while (!*post)
        team_wait(doacross_is_posted, post, 0,
                  "for an iteration that its sink names", pc);
    strand_acquire(scheduler_current()->strand, *post);
}
