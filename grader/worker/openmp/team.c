/* team.c - teams and their barriers, see openmp.h */
#include <omp.h>

#include "openmp.h"

_Thread_local struct member member;

bool team_counts(void)
{
    return member.team != NULL && model_active();
}

/* --- clocks -------------------------------------------------------------- */

static void raise_to(_Atomic double *latest, double value)
{
    double seen = atomic_load_explicit(latest, memory_order_relaxed);
    while (seen < value && !atomic_compare_exchange_weak(latest, &seen, value))
        ;
}

void meet_report(struct meet *m, const struct clock *clock)
{
    raise_to(&m->span, clock->span);
    raise_to(&m->signal, clock->signal);
}

void meet_join(struct clock *clock, const struct meet *m)
{
    struct clock latest = {m->span, m->signal};
    model_join_clock(clock, &latest);
}

void team_lock(struct team *team)
{
    while (atomic_flag_test_and_set_explicit(&team->lock, memory_order_acquire))
        ;
}

void team_unlock(struct team *team)
{
    atomic_flag_clear_explicit(&team->lock, memory_order_release);
}

/* --- teams --------------------------------------------------------------- */

void team_begin(struct team *team, void (*body)(void *), void *data,
                bool dealing)
{
    model_team();
    if (member.team == NULL)
        task_forget();
    *team = (struct team){
        .fork = model_advance()->now,
        .body = body,
        .data = data,
        .dealing = dealing,
        .lock = ATOMIC_FLAG_INIT,
    };
}

void team_body(void *of)
{
    struct team *team = of;
    struct member outside = member;
    struct thread *t = model_me();
    member = (struct member){
        .team = team,
        .rank = (unsigned)omp_get_thread_num(),
        .base = team->fork,
        .stride = 1,
        .task = task_implicit(),
    };
    team_lock(team);
    team->size = (unsigned)omp_get_num_threads();
    team_unlock(team);
    if (member.rank != 0) { /* the first one is the thread that began it */
        model_advance();
        t->now = team->fork;
    }
    if (team->dealing)
        loop_enter(false);
    team->body(team->data);
    meet_report(&team->latest, &model_advance()->now);
    task_release(member.task);
    member = outside;
}

void team_end(struct team *team)
{
    meet_join(&model_advance()->now, &team->latest);
}

void team_dismiss(void)
{
    omp_pause_resource_all(omp_pause_soft);
}

/* --- barriers ------------------------------------------------------------ */

void team_arrive(void)
{
    struct team *team = member.team;
    struct thread *t = model_advance();
    team_lock(team);
    unsigned generation = team->arrivals / team->size % OPENMP_GENERATIONS;
    if (team->arrivals++ % team->size == 0)
        team->barrier[generation] = (struct clock){0};
    model_join_clock(&team->barrier[generation], &t->now);
    team_unlock(team);
}

void team_report(void)
{
    meet_report(&member.team->latest, &model_advance()->now);
}

void team_leave(void)
{
    struct team *team = member.team;
    struct thread *t = model_advance();
    team_lock(team);
    unsigned generation = team->left++ / team->size % OPENMP_GENERATIONS;
    model_join_clock(&t->now, &team->barrier[generation]);
    team_unlock(team);
    meet_join(&t->now, &team->latest); /* chunks, and tasks it waited for */
    member.base = t->now;
}
