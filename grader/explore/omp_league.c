#include "omp_league.h"

#include "omp_team.h"
#include "scheduler.h"
#include "stack.h"
#include "state.h"
#include "strand.h"
#include "trace.h"

#define DEFAULT_TEAMS 3u

struct league {
    unsigned number;
    unsigned size;
    struct strand *outer; /* of the thread that met the region */
    struct vclock join;
    uintptr_t frame; /* of the target region, 0: none */
};

EXPLORE_STATE static struct league league;

void league_reset(void)
{
    league = (struct league){.size = 1};
}

unsigned league_number(void)
{
    return league.number;
}

unsigned league_size(void)
{
    return league.size;
}

static void league_begin(unsigned wanted, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    trace_call(self, "begins a league of teams", NULL, pc);
    league.number = 0;
    league.size = !wanted               ? DEFAULT_TEAMS
                  : wanted < MOST_TEAMS ? wanted
                                        : MOST_TEAMS;
    league.outer = self->strand;
    vclock_clear(&league.join);
}

/* The variables of the region lie in the same place for each team. */
static void league_enter_team(struct thread *self)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    self->strand = strand_new(league.outer);
    self->strand->thread = self->id;
    stack_forget(self->stack, league.frame ? league.frame : here);
}

bool league_next(bool first, unsigned wanted, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    scheduler_point(pc);
    if (first) {
        team_task();
        league_begin(wanted, pc);
    } else {
        strand_release(self->strand, &league.join);
        league.number++;
    }
    if (league.number < league.size) {
        league_enter_team(self);
        return true;
    }
    self->strand = league.outer;
    strand_acquire(self->strand, &league.join);
    league.number = 0;
    league.size = 1;
    return false;
}

void league_target(void (*body)(void *), void *data)
{
    uintptr_t outer = league.frame;
    league.frame = (uintptr_t)__builtin_frame_address(0);
    body(data);
    league.frame = outer;
}
