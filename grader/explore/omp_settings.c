#include "omp_settings.h"

#include <stdlib.h>
#include <string.h>

#include "cores.h"
#include "omp_team.h"
#include "scheduler.h"
#include "state.h"

#define MANY_LEVELS 3
#define MOST_THREADS 256u

struct settings {
    unsigned threads; /* 0: not decided yet */
    unsigned levels;
    struct loop_schedule schedule;
};

EXPLORE_STATE static struct settings settings;

static unsigned settings_number(const char *name)
{
    const char *text = getenv(name);
    return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

/* OMP_SCHEDULE is kind[,chunk]; what is left out or unknown stays open. */
static struct loop_schedule settings_environment(void)
{
    static const char *const kinds[] = {"static", "dynamic", "guided", "auto"};
    struct loop_schedule schedule = {0};
    const char *text = getenv("OMP_SCHEDULE");
    for (unsigned i = 0; text && i < 4; i++)
        if (!strncmp(text, kinds[i], strlen(kinds[i])))
            schedule.kind = (enum loop_kind)(i + 1);
    if (schedule.kind && strchr(text, ','))
        schedule.chunk = strtoul(strchr(text, ',') + 1, NULL, 10);
    return schedule;
}

void settings_reset(void)
{
    settings.threads = settings_number("OMP_NUM_THREADS");
    settings.levels = settings_number("OMP_MAX_ACTIVE_LEVELS");
    settings.schedule = settings_environment();
}

unsigned settings_threads(uintptr_t pc)
{
    static const unsigned sizes[] = {2, 4, 3, 8};
    if (!settings.threads)
        settings.threads =
            cores_on ? cores_count() : sizes[scheduler_waiter(4, pc)];
    return settings.threads;
}

void settings_set_threads(int size)
{
    settings.threads = size > 0 ? (unsigned)size : 1;
}

unsigned settings_levels(uintptr_t pc)
{
    if (!settings.levels)
        settings.levels = scheduler_waiter(2, pc) ? 1 : MANY_LEVELS;
    return settings.levels;
}

void settings_set_levels(int levels)
{
    settings.levels = levels > 0 ? (unsigned)levels : 1;
}

/* Nested regions get few threads, because their numbers multiply. */
unsigned settings_team_size(unsigned wanted, uintptr_t pc)
{
    unsigned active = team_task()->team->active;
    if (wanted == 1 || (active && active >= settings_levels(pc)))
        return 1;
    unsigned size = wanted ? wanted : settings_threads(pc);
    if (active && !wanted && size > 3)
        size = 3;
    return size < MOST_THREADS ? size : MOST_THREADS;
}

struct loop_schedule settings_schedule(uintptr_t pc)
{
    static const struct loop_schedule open[] = {{LOOP_STATIC, 0},
                                                {LOOP_DYNAMIC, 1},
                                                {LOOP_STATIC, 1},
                                                {LOOP_GUIDED, 1}};
    if (cores_on && !settings.schedule.kind)
        return open[0];
    if (!settings.schedule.kind)
        settings.schedule = open[scheduler_waiter(4, pc)];
    return settings.schedule;
}

void settings_set_schedule(struct loop_schedule schedule)
{
    settings.schedule = schedule;
}
