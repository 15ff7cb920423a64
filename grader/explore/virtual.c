#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cache.h"
#include "calls.h"
#include "code.h"
#include "cores.h"
#include "costs.h"
#include "elf_file.h"
#include "explore.h"
#include "fault.h"
#include "holds.h"
#include "names.h"
#include "panic.h"
#include "run.h"
#include "state.h"
#include "strategy.h"
#include "thread.h"

#define DEFAULT_STEPS 1000000000ull
#define NANOSECOND 1000u

/* The part of the run that counts. */
struct window {
    uint64_t start, stop; /* picoseconds */
    uint64_t work_start, work_stop;
    uint64_t steps_start, steps_stop;
    bool stopped;
};

EXPLORE_STATE static struct window window;

void explore_timing_start(void)
{
    if (!cores_on)
        return;
    cache_restart();
    holds_restart();
    window = (struct window){.start = cores_now(),
                             .work_start = cores_work(),
                             .steps_start = cores_steps()};
}

void explore_timing_stop(void)
{
    if (!cores_on || window.stopped)
        return;
    cache_stop();
    holds_stop();
    window.stop = cores_now();
    window.work_stop = cores_work();
    window.steps_stop = cores_steps();
    window.stopped = true;
}

static char *timing_copy(const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        explore_panic("no memory for the report");
    return copy;
}

/* ---- lines ---- */

/* The entry of a name among `count`, or `count` if there is none. */
static size_t line_use_find(const struct explore_line_use *uses, size_t count,
                            const char *name)
{
    size_t i = 0;
    while (i < count && strcmp(uses[i].name, name))
        i++;
    return i;
}

struct line_uses {
    struct explore_line_use *items;
    size_t count, room;
    size_t last; /* the one asked for last */
};

static struct explore_line_use *line_uses_at(struct line_uses *uses,
                                             const char *name)
{
    size_t at = uses->last;
    if (!uses->count || strcmp(uses->items[at].name, name))
        at = line_use_find(uses->items, uses->count, name);
    uses->last = at;
    if (at < uses->count)
        return &uses->items[at];
    if (uses->count == uses->room) {
        uses->room = uses->room ? 2 * uses->room : 64;
        uses->items =
            reallocarray(uses->items, uses->room, sizeof *uses->items);
        if (!uses->items)
            explore_panic("no memory for the report");
    }
    uses->items[uses->count] =
        (struct explore_line_use){.name = timing_copy(name)};
    return &uses->items[uses->count++];
}

static void line_uses_add(struct line_uses *uses, const struct moves *moves)
{
    struct explore_line_use *last = NULL;
    for (unsigned word = 0; word < LINE_WORDS; word++) {
        char name[NAME_SIZE];
        if (!moves->transfers[word])
            continue;
        name_whole(moves->address + 4 * word + moves->first[word], name);
        struct explore_line_use *use = line_uses_at(uses, name);
        use->transfers += moves->transfers[word];
        use->needless += moves->needless[word];
        use->lines += use != last;
        last = use;
    }
}

static int line_use_order(const void *a, const void *b)
{
    const struct explore_line_use *x = a, *y = b;
    if (x->transfers != y->transfers)
        return x->transfers < y->transfers ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void timing_lines(struct explore_timing *timing)
{
    struct line_uses uses = {0};
    for (const struct moves *m = cache_moves(); m; m = m->next)
        line_uses_add(&uses, m);
    if (uses.count)
        qsort(uses.items, uses.count, sizeof *uses.items, line_use_order);
    for (size_t i = 0; i < uses.count; i++)
        if (i < EXPLORE_MAX_USES)
            timing->lines[timing->line_count++] = uses.items[i];
        else
            free(uses.items[i].name);
    free(uses.items);
}

/* ---- locks ---- */

static int lock_use_order(const void *a, const void *b)
{
    const struct explore_lock_use *x = a, *y = b;
    if (x->total != y->total)
        return x->total < y->total ? 1 : -1;
    return strcmp(x->name, y->name);
}

static void timing_add_lock(struct explore_timing *timing,
                            const struct hold *hold)
{
    char name[NAME_SIZE];
    struct explore_lock_use use = {
        .taken = hold->taken,
        .waited = hold->waited,
        .longest = hold->longest / NANOSECOND,
        .total = hold->total / NANOSECOND,
    };
    size_t at = timing->lock_count;
    if (!hold->taken)
        return;
    use.name = timing_copy(name_address(hold->address, name));
    if (at == EXPLORE_MAX_USES) {
        if (lock_use_order(&use, &timing->locks[--at]) > 0) {
            free(use.name);
            return;
        }
        free(timing->locks[at].name);
    } else {
        timing->lock_count++;
    }
    for (; at && lock_use_order(&use, &timing->locks[at - 1]) < 0; at--)
        timing->locks[at] = timing->locks[at - 1];
    timing->locks[at] = use;
}

/* ---- entry ---- */

static void timing_explain(struct explore_timing *timing,
                           const struct run_result *result)
{
    char place[NAME_SIZE] = "", text[FINDING_TEXT];
    if (result->refused) {
        timing->verdict = EXPLORE_NOT_JUDGED;
        if (result->refusal_pc)
            name_place(result->refusal_pc, place);
        snprintf(text, sizeof text, "%s%s%s\n", result->refusal,
                 *place ? ", " : "", place);
        timing->why = timing_copy(text);
    } else if (result->count) {
        timing->verdict = EXPLORE_FOUND;
        timing->why = timing_copy(result->findings[0].text);
    }
}

static void timing_fill(struct explore_timing *timing,
                        const struct run_result *result)
{
    explore_timing_stop();
    timing->time = (window.stop - window.start) / NANOSECOND;
    timing->work = (window.work_stop - window.work_start) / NANOSECOND;
    timing->accesses = window.steps_stop - window.steps_start;
    timing->transfers = cache_transfers();
    timing->threads = thread_count();
    timing_explain(timing, result);
    timing_lines(timing);
    for (const struct hold *hold = holds_all(); hold; hold = hold->next)
        timing_add_lock(timing, hold);
}

static void timing_run(const struct run_program *program,
                       const struct run_options *options,
                       struct explore_timing *timing)
{
    static const struct schedule standard;
    struct replay replay;
    struct run_result *result = calloc(1, sizeof *result);
    if (!result)
        explore_panic("no memory for the run");
    replay_init(&replay, &standard);
    window = (struct window){0};
    elf_open();
    code_prepare();
    run_prepare();
    calls_watch_exit();
    fault_prepare();
    run_once(program, &replay.base, options, result);
    fault_clear();
    timing_fill(timing, result);
    cores_begin(0, 0);
    run_restore();
    schedule_clear(&result->schedule);
    free(result);
}

/* Puts the costs in use that are asked for; NULL, or what is wrong. */
static const char *timing_costs(const struct explore_machine *machine)
{
    costs_reset();
    return machine->costs ? costs_read(machine->costs) : NULL;
}

enum explore_verdict explore_virtual(const struct explore_machine *machine,
                                     void (*body)(void *), void *argument,
                                     struct explore_timing *timing)
{
    struct run_program program = {body, argument, NULL};
    struct run_options options = {
        .steps = machine->steps ? machine->steps : DEFAULT_STEPS,
        .explain = true,
        .cores = machine->cores ? machine->cores : 1,
    };
    *timing = (struct explore_timing){.verdict = EXPLORE_CLEAN,
                                      .cores = options.cores};
    const char *wrong = timing_costs(machine);
    if (!wrong && options.cores > EXPLORE_MAX_CORES)
        wrong = "there are 64 virtual cores at most";
    if (wrong) {
        timing->verdict = EXPLORE_NOT_JUDGED;
        timing->why = timing_copy(wrong);
    } else {
        timing_run(&program, &options, timing);
    }
    return timing->verdict;
}

void explore_timing_clear(struct explore_timing *timing)
{
    for (size_t i = 0; i < timing->line_count; i++)
        free(timing->lines[i].name);
    for (size_t i = 0; i < timing->lock_count; i++)
        free(timing->locks[i].name);
    free(timing->why);
    *timing = (struct explore_timing){0};
}
