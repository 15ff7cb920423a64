#include "omp_lanes.h"

#include "omp_task.h"
#include "omp_team.h"
#include "region.h"
#include "scheduler.h"
#include "stack.h"
#include "strand.h"

struct lane {
    struct strand *strand;
    struct vclock ended; /* past of its last iteration */
};

struct lanes {
    struct task_pool *pool; /* where spent strands go */
    struct strand *outer;   /* of the thread that met the loop */
    bool outer_private;
    uintptr_t frame; /* what lies below on the stack is private */
    bool limited;    /* by safelen */
    unsigned count;
    uint64_t begun;       /* iterations */
    struct vclock before; /* past of those that safelen orders */
    struct lane lane[];
};

struct lanes *lanes_new(unsigned wanted)
{
    struct thread *self = scheduler_current();
    unsigned safe = wanted - LANES_MARK;
    if (safe > LANES_MOST)
        return NULL;
    unsigned count = safe && safe < LANES ? safe : LANES;
    struct lanes *lanes =
        region_alloc(sizeof *lanes + count * sizeof lanes->lane[0]);
    lanes->count = count;
    lanes->limited = safe && safe == count;
    lanes->pool = &team_task()->team->tasks;
    lanes->outer = self->strand;
    lanes->outer_private = self->private_tls;
    lanes->frame = (uintptr_t)__builtin_frame_address(0);
    return lanes;
}

/* From one round to the next everybody moves up by one, so that iterations one
 * round apart are told from each other; not with safelen, which orders them. */
static struct lane *lane_of(struct lanes *lanes, uint64_t iteration)
{
    uint64_t round = lanes->limited ? 0 : iteration / lanes->count;
    return &lanes->lane[(iteration + round) % lanes->count];
}

static void lanes_finish(struct lanes *lanes)
{
    struct thread *self = scheduler_current();
    if (lanes->begun)
        strand_release_store(self->strand,
                             &lane_of(lanes, lanes->begun - 1)->ended);
    self->strand = lanes->outer;
    self->private_tls = lanes->outer_private;
}

void lanes_next(struct lanes *lanes)
{
    struct thread *self = scheduler_current();
    lanes_finish(lanes);
    struct lane *lane = lane_of(lanes, lanes->begun++);
    if (!lane->strand)
        lane->strand = task_strand(lanes->pool);
    else if (lanes->limited)
        vclock_join(&lanes->before, &lane->ended);
    self->strand = lane->strand;
    self->strand->thread = self->id;
    self->private_tls = true;
    strand_acquire(self->strand, &lanes->before);
    stack_forget(self->stack, lanes->frame);
}

void lanes_end(struct lanes *lanes)
{
    lanes_finish(lanes);
    for (unsigned i = 0; i < lanes->count && lanes->lane[i].strand; i++) {
        strand_acquire(lanes->outer, &lanes->lane[i].ended);
        task_link(&lanes->pool->spent, lanes->lane[i].strand);
    }
    stack_forget(scheduler_current()->stack, lanes->frame);
    lanes->begun = 0;
    for (unsigned i = 0; i < lanes->count; i++)
        lanes->lane[i].strand = NULL;
}
