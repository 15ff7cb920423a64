#include "costs.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "state.h"

#define COST_OURS(name, value, meaning, origin) \
    [COST_##name] = (uint64_t)((value)*1000.0 + 0.5),
#define COST_NAME(name, value, meaning, origin) [COST_##name] = #name,
#define LARGEST 1e9 /* nanoseconds */
#define ERROR_SIZE 400

static const uint64_t costs_ours[] = {COST_TABLE(COST_OURS)};
static const char *const costs_names[] = {COST_TABLE(COST_NAME)};

EXPLORE_STATE uint64_t costs[COST_COUNT];
EXPLORE_STATE static char costs_error[ERROR_SIZE];

void costs_reset(void)
{
    memcpy(costs, costs_ours, sizeof costs);
}

static bool costs_set(const char *name, double value)
{
    for (size_t i = 0; i < COST_COUNT; i++) {
        if (strcasecmp(name, costs_names[i]))
            continue;
        costs[i] = (uint64_t)(value * 1000.0 + 0.5);
        return true;
    }
    return false;
}

/* What is wrong with a line, or NULL; empty lines and # comments are fine. */
static const char *costs_line(char *line)
{
    char name[32], rest;
    double value;
    line[strcspn(line, "#\n")] = '\0';
    if (!line[strspn(line, " \t")])
        return NULL;
    if (sscanf(line, " %31[a-zA-Z] = %lf %c", name, &value, &rest) != 2)
        return "is not `name = nanoseconds'";
    if (!(value >= 0 && value <= LARGEST))
        return "is not a time between 0 and 1e9 nanoseconds";
    return costs_set(name, value) ? NULL : "names no cost; see costs.h";
}

const char *costs_read(const char *path)
{
    char line[256];
    const char *wrong = NULL;
    FILE *file = fopen(path, "re");
    if (!file) {
        snprintf(costs_error, ERROR_SIZE, "%s: %s", path, strerror(errno));
        return costs_error;
    }
    for (unsigned number = 1; !wrong && fgets(line, sizeof line, file);
         number++) {
        wrong = costs_line(line);
        if (wrong)
            snprintf(costs_error, ERROR_SIZE, "%s:%u: the line %s", path,
                     number, wrong);
    }
    fclose(file);
    return wrong ? costs_error : NULL;
}
