#include "minimise.h"

#include <stdlib.h>
#include <string.h>

#include "strategy.h"

#define MOST_PREEMPTIONS 2
#define STEPS_PER_BOUND 1000000ul /* about a tenth of a second */
#define STEPS_FOR_CUTS 2000000ul
#define MARGIN 100000 /* steps that a simpler schedule may be longer */
#define RUN_COST 50   /* of beginning a run, in steps */

/* What a run took out of the budget. */
static unsigned long minimise_cost(const struct run_result *result)
{
    return result->log.steps + RUN_COST;
}

static bool minimise_shows(const struct run_result *result,
                           const struct finding *finding)
{
    for (size_t i = 0; i < result->count; i++)
        if (finding_same(&result->findings[i], finding))
            return true;
    return false;
}

/* Tries all schedules with at most `bound` preemptions, as far as it gets. */
static bool minimise_bound(const struct run_program *program,
                           const struct run_options *options,
                           const struct finding *finding, unsigned bound,
                           struct run_result *scratch, bool *complete)
{
    struct bounded search;
    bool found = false;
    unsigned long spent = 0;
    bounded_init(&search, bound);
    do {
        run_once(program, &search.base, options, scratch);
        found = minimise_shows(scratch, finding);
        spent += minimise_cost(scratch);
    } while (!found && bounded_next(&search) && spent < STEPS_PER_BOUND);
    *complete = !found && !search.count && !search.diverged;
    bounded_clear(&search);
    return found;
}

static bool minimise_search(const struct run_program *program,
                            const struct run_options *options,
                            const struct finding *finding,
                            struct minimised *minimised,
                            struct run_result *scratch)
{
    bool proved = true;
    for (unsigned bound = 0;
         bound <= MOST_PREEMPTIONS && bound <= minimised->preemptions;
         bound++) {
        bool complete;
        if (minimise_bound(program, options, finding, bound, scratch,
                           &complete)) {
            schedule_copy(&minimised->schedule, &scratch->schedule);
            minimised->preemptions = scratch->log.preemptions;
            minimised->fewest = proved;
            return true;
        }
        proved = proved && complete;
    }
    return false;
}

/* Runs without stretch `left_out`; true if that is simpler and still fails. */
static bool minimise_try_cut(const struct run_program *program,
                             const struct run_options *options,
                             const struct finding *finding,
                             const struct stretches *whole, size_t left_out,
                             const struct minimised *minimised,
                             struct run_result *scratch)
{
    struct stretches part = {0};
    struct guided guided;
    for (size_t i = 0; i < whole->count; i++)
        if (i != left_out)
            stretches_add(&part, whole->items[i]);
    guided_init(&guided, &part);
    run_once(program, &guided.base, options, scratch);
    stretches_clear(&part);
    return minimise_shows(scratch, finding) &&
           (scratch->log.preemptions < minimised->preemptions ||
            (scratch->log.preemptions == minimised->preemptions &&
             scratch->schedule.count < minimised->schedule.count));
}

/* The stretches of the schedule reached so far. */
static void minimise_record(const struct run_program *program, uint32_t steps,
                            const struct schedule *schedule,
                            struct stretches *stretches,
                            struct run_result *scratch)
{
    struct run_options options = {.steps = steps, .stretches = stretches};
    struct replay replay;
    stretches->count = 0;
    replay_init(&replay, schedule);
    run_once(program, &replay.base, &options, scratch);
}

static void minimise_cut(const struct run_program *program,
                         const struct run_options *options,
                         const struct finding *finding,
                         struct minimised *minimised,
                         struct run_result *scratch)
{
    struct stretches whole = {0};
    size_t at = 0;
    unsigned long spent = 0;
    minimise_record(program, options->steps, &minimised->schedule, &whole,
                    scratch);
    while (at < whole.count && spent < STEPS_FOR_CUTS) {
        bool simpler = minimise_try_cut(program, options, finding, &whole, at,
                                        minimised, scratch);
        spent += minimise_cost(scratch);
        if (!simpler) {
            at++;
            continue;
        }
        schedule_copy(&minimised->schedule, &scratch->schedule);
        minimised->preemptions = scratch->log.preemptions;
        minimise_record(program, options->steps, &minimised->schedule, &whole,
                        scratch);
        at = at ? at - 1 : 0;
    }
    stretches_clear(&whole);
}

void minimise(const struct run_program *program, uint32_t steps,
              const struct finding *finding, struct minimised *minimised,
              struct run_result *scratch)
{
    uint32_t enough =
        finding->step < steps / 4 ? 2 * finding->step + MARGIN : steps;
    struct run_options options = {.steps = enough < steps ? enough : steps};
    minimised->fewest = false;
    if (!minimise_search(program, &options, finding, minimised, scratch))
        minimise_cut(program, &options, finding, minimised, scratch);
}
