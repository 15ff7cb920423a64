#include "omp_team.h"

#include <string.h>

#include "cores.h"
#include "omp_lanes.h"
#include "omp_league.h"
#include "omp_settings.h"
#include "omp_work.h"
#include "region.h"
#include "run.h"
#include "scheduler.h"
#include "stack.h"
#include "state.h"
#include "strand.h"
#include "trace.h"
#include "watch.h"

/* A thread that serves the parallel regions of one other thread. */
struct recruit {
    struct thread *thread;
    struct member *member;
    void (*body)(void *);
    void *data;
    uintptr_t pc;
    bool called; /* to the next region; in virtual time */
};

/*
 * The recruits of a thread. Those of the outermost region come first, so that
 * a member with the same number is the same thread the next time.
 */
struct crew {
    struct recruit **recruits;
    unsigned count;
    unsigned busy; /* in the regions that the thread is in now */
};

EXPLORE_STATE static struct crew crews[MAX_THREADS];

void team_reset(void)
{
    memset(crews, 0, sizeof crews);
    settings_reset();
    league_reset();
}

static struct team *team_new(struct task *outer, unsigned size)
{
    struct team *team = region_alloc(sizeof *team);
    team->size = size;
    team->members = region_alloc(size * sizeof *team->members);
    for (unsigned i = 0; i < size; i++)
        team->members[i] = (struct member){.team = team, .number = i};
    task_pool_init(&team->tasks);
    if (outer) {
        team->outer = outer->team;
        team->outer_member = outer->member;
        team->level = team->outer->level + 1;
        team->active = team->outer->active + (size > 1);
    }
    return team;
}

static struct task *team_implicit_task(struct member *member)
{
    struct task *task = region_alloc(sizeof *task);
    task->team = member->team;
    task->member = member;
    return task;
}

struct task *team_task(void)
{
    struct thread *self = scheduler_current();
    if (!self->front_end)
        self->front_end = team_implicit_task(team_new(NULL, 1)->members);
    return self->front_end;
}

struct member *team_member(void)
{
    return team_task()->member;
}

void team_wait(bool (*over)(const struct wait *), void *subject,
               uint64_t ticket, const char *words, uintptr_t pc)
{
    struct wait wait = {
        .reason = WAIT_OTHER,
        .subject = subject,
        .over = over,
        .pc = pc,
        .deadline = NO_DEADLINE,
        .ticket = ticket,
        .words = words,
    };
    if (!over(&wait))
        scheduler_wait(&wait);
}

/* ---- the barrier ---- */

static bool team_is_complete(const struct team *team)
{
    return team->arrived == team->size && !team->tasks.unfinished;
}

static bool team_may_pass(const struct wait *wait)
{
    const struct task *task = wait->subject;
    const struct team *team = task->team;
    return team->round != wait->ticket || team_is_complete(team) ||
           task_any(task, true);
}

static void team_arrive(struct team *team)
{
    struct vclock *clock = &team->barrier[team->round % 2];
    if (!team->arrived++)
        vclock_clear(clock);
    strand_release(scheduler_current()->strand, clock);
}

static void team_open(struct team *team)
{
    vclock_join(&team->barrier[team->round % 2], &team->tasks.ended);
    team->arrived = 0;
    team->round++;
    watch_progress();
}

void team_barrier(uintptr_t pc)
{
    struct thread *self = scheduler_current();
    struct task *task = team_task();
    struct team *team = task->team;
    uint64_t round = team->round;
    scheduler_point(pc);
    cores_charge(COST_LOCK);
    trace_call(self, "arrives at the barrier", NULL, pc);
    team_arrive(team);
    while (team->round == round) {
        if (team_is_complete(team))
            team_open(team);
        else if (!task_run_one(true, pc))
            team_wait(team_may_pass, task, round,
                      "at a barrier for the rest of its team", pc);
    }
    strand_acquire(self->strand, &team->barrier[round % 2]);
}

/* ---- the parallel region ---- */

static void team_serve(struct member *member, void (*body)(void *), void *data,
                       uintptr_t pc)
{
    scheduler_current()->front_end = team_implicit_task(member);
    body(data);
    team_barrier(pc);
}

static bool recruit_is_called(const struct wait *wait)
{
    const struct recruit *recruit = wait->subject;
    return recruit->called;
}

/* In virtual time a thread that has left its core for good cannot come back. */
static void recruit_rest(struct recruit *recruit)
{
    if (!cores_on) {
        scheduler_park();
        return;
    }
    while (!recruit->called)
        team_wait(recruit_is_called, recruit, 0, "for a parallel region",
                  recruit->pc);
    recruit->called = false;
}

static void *recruit_main(void *argument)
{
    struct recruit *recruit = argument;
    struct thread *self = recruit->thread;
    for (;;) {
        struct team *team = recruit->member->team;
        stack_forget(self->stack, (uintptr_t)__builtin_frame_address(0));
        team_serve(recruit->member, recruit->body, recruit->data, recruit->pc);
        strand_release(self->strand, &team->join);
        team->ended++;
        recruit_rest(recruit);
    }
    return NULL;
}

/* The crew of the running thread, with `more` that are not busy. */
static struct crew *team_crew(unsigned more)
{
    struct crew *crew = &crews[scheduler_current()->id];
    unsigned needed = crew->busy + more;
    if (crew->count >= needed)
        return crew;
    struct recruit **recruits = region_alloc(needed * sizeof *recruits);
    for (unsigned i = 0; i < needed; i++)
        recruits[i] = i < crew->count ? crew->recruits[i]
                                      : region_alloc(sizeof *recruits[i]);
    crew->recruits = recruits;
    crew->count = needed;
    return crew;
}

static void recruit_first(struct recruit *recruit)
{
    recruit->thread =
        thread_new(scheduler_current(), recruit_main, recruit, recruit->pc);
    if (!recruit->thread)
        run_refuse(recruit->pc, "it has more than %d threads", MAX_THREADS);
}

static void recruit_again(struct recruit *recruit)
{
    struct strand *mine = scheduler_current()->strand;
    struct strand *strand = strand_take_over(recruit->thread->strand, mine);
    recruit->thread->strand = strand ? strand : strand_new(mine);
    recruit->thread->strand->thread = recruit->thread->id;
}

static void team_recruit(struct team *team, void (*body)(void *), void *data,
                         uintptr_t pc)
{
    struct crew *crew = team_crew(team->size - 1);
    struct recruit **recruits = crew->recruits + crew->busy;
    for (unsigned i = 1; i < team->size; i++) {
        struct recruit *recruit = recruits[i - 1];
        recruit->member = &team->members[i];
        recruit->body = body;
        recruit->data = data;
        recruit->pc = pc;
        recruit->called = recruit->thread && cores_on;
        if (recruit->thread)
            recruit_again(recruit);
        else
            recruit_first(recruit);
    }
    for (unsigned i = 1; i < team->size; i++)
        if (!recruits[i - 1]->called)
            scheduler_enter(recruits[i - 1]->thread);
    crew->busy += team->size - 1;
}

static bool team_has_ended(const struct wait *wait)
{
    const struct team *team = wait->subject;
    return team->ended + 1 == team->size;
}

static void team_join(struct team *team, uintptr_t pc)
{
    while (team->ended + 1 < team->size)
        team_wait(team_has_ended, team, 0, "for its team to end", pc);
    strand_acquire(scheduler_current()->strand, &team->join);
    crews[scheduler_current()->id].busy -= team->size - 1;
}

void team_run(void (*body)(void *), void *data, unsigned wanted,
              struct work *work, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    struct task *outer = team_task();
    scheduler_point(pc);
    struct lanes *lanes = lanes_new(wanted);
    struct team *team =
        team_new(outer, lanes ? 1 : settings_team_size(wanted, pc));
    team->lanes = lanes;
    trace_call(self, "begins a parallel region", NULL, pc);
    team->works = work;
    for (unsigned i = 0; i < team->size; i++)
        team->members[i].work = work;
    team_recruit(team, body, data, pc);
    team_serve(&team->members[0], body, data, pc);
    team_join(team, pc);
    self->front_end = outer;
}

void team_begin_alone(void)
{
    struct task *outer = team_task();
    struct task *task = team_implicit_task(team_new(outer, 1)->members);
    task->data = outer;
    scheduler_current()->front_end = task;
}

void team_end_alone(void)
{
    struct thread *self = scheduler_current();
    self->front_end = team_task()->data;
}
