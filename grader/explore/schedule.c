#define _GNU_SOURCE
#include "schedule.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "panic.h"

void schedule_init(struct schedule *schedule)
{
    *schedule = (struct schedule){0};
}

void schedule_clear(struct schedule *schedule)
{
    free(schedule->turns);
    schedule_init(schedule);
}

void schedule_restart(struct schedule *schedule)
{
    schedule->count = 0;
    schedule->steps = 0;
}

static void schedule_reserve(struct schedule *schedule, size_t count)
{
    if (count <= schedule->room)
        return;
    size_t room = schedule->room ? schedule->room * 2 : 64;
    while (room < count)
        room *= 2;
    struct turn *turns = realloc(schedule->turns, room * sizeof *turns);
    if (!turns)
        explore_panic("no memory for a schedule");
    schedule->turns = turns;
    schedule->room = room;
}

void schedule_add(struct schedule *schedule, uint32_t step, uint32_t option)
{
    schedule_reserve(schedule, schedule->count + 1);
    schedule->turns[schedule->count++] = (struct turn){step, option};
}

void schedule_copy(struct schedule *to, const struct schedule *from)
{
    schedule_reserve(to, from->count);
    if (from->count)
        memcpy(to->turns, from->turns, from->count * sizeof *from->turns);
    to->count = from->count;
    to->steps = from->steps;
}

char *schedule_format(const struct schedule *schedule)
{
    size_t size = schedule->count * 22 + 16;
    char *text = malloc(size);
    if (!text)
        explore_panic("no memory for a schedule string");
    char *end = text;
    for (size_t i = 0; i < schedule->count; i++)
        end += sprintf(end, "%s%u:%u", i ? "," : "", schedule->turns[i].step,
                       schedule->turns[i].option);
    sprintf(end, "/%u", schedule->steps);
    return text;
}

/* Reads decimal digits that fit 32 bits and moves past them. */
static bool schedule_number(const char **text, uint32_t *number)
{
    if (**text < '0' || **text > '9')
        return false;
    char *end;
    errno = 0;
    unsigned long value = strtoul(*text, &end, 10);
    *text = end;
    *number = (uint32_t)value;
    return !errno && value <= UINT32_MAX;
}

static bool schedule_turn(struct schedule *schedule, const char **text,
                          const char **error)
{
    uint32_t step, option;
    *error = "a turn is written as step:thread, for example 12:2";
    if (!schedule_number(text, &step) || *(*text)++ != ':' ||
        !schedule_number(text, &option))
        return false;
    *error = "the steps of a schedule must ascend from 1";
    uint32_t last =
        schedule->count ? schedule->turns[schedule->count - 1].step : 0;
    if (step <= last)
        return false;
    schedule_add(schedule, step, option);
    return true;
}

bool schedule_parse(struct schedule *schedule, const char *text,
                    const char **error)
{
    schedule_restart(schedule);
    while (*text != '/') {
        if (!schedule_turn(schedule, &text, error))
            return false;
        if (*text == ',' && text[1] != '/')
            text++;
        else if (*text != '/') {
            *error = "a schedule ends with / and the number of steps";
            return false;
        }
    }
    text++;
    *error = "after the / stands the number of steps, and nothing else";
    return schedule_number(&text, &schedule->steps) && !*text;
}
