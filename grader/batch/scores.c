/* scores.c - see scores.h */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../exercise.h"
#include "../gradebook/gradebook.h"
#include "../utf8.h"
#include "scores.h"
#include "standing.h"

/* --- tables --------------------------------------------------------------- */

static char *points_text(bool has, double points)
{
    return has ? text_format("%g", points) : text_copy("");
}

static void set(struct grid *grid, size_t row, size_t column, char *value)
{
    grid_set(grid, row, column, value);
    free(value);
}

void scores_grid(struct gradebook *book, const struct episode *episode,
                 struct grid *grid)
{
    static const char *const titles[] = {"key", "name", "email", "number"};
    struct standing s;
    standing_read(book, episode, &s);
    *grid = (struct grid){0};
    size_t row = grid_add(grid), k = 0;
    for (; k < 4; k++)
        grid_set(grid, row, k, titles[k]);
    for (size_t i = 0; i < episode->count; i++)
        grid_set(grid, row, k++, episode->exercises[i].name);
    grid_set(grid, row, k, "total");
    for (size_t p = 0; p < s.people.count; p++) {
        const struct roster_entry *e = &s.people.entries[p];
        const char *who[] = {e->key, e->name, e->email, e->number};
        double sum;
        row = grid_add(grid);
        for (k = 0; k < 4; k++)
            set(grid, row, k, grid_harmless(who[k]));
        for (size_t i = 0; i < episode->count; i++)
            set(grid, row, k++,
                points_text(standing_at(&s, p, i)->has,
                            standing_at(&s, p, i)->points));
        bool any = standing_total(&s, p, &sum);
        set(grid, row, k, points_text(any, sum));
    }
    standing_clear(&s);
}

enum { NAME_COLUMNS = 24 };

static void print_name(const char *name, struct text *to)
{
    char *clean = utf8_clean(text_copy(name));
    for (char *c = clean; *c != '\0'; c++)
        if (*c == '\n')
            *c = '?';
    size_t fits = utf8_fit(clean, strlen(clean), NAME_COLUMNS);
    text_addf(to, "%.*s%*s", (int)fits, clean,
              (int)(NAME_COLUMNS - utf8_columns(clean, fits)), "");
    free(clean);
}

/* Numbers head the columns, so that any number of exercises fits. */
void scores_print(struct gradebook *book, const struct episode *episode,
                  struct text *to)
{
    struct standing s;
    standing_read(book, episode, &s);
    for (size_t i = 0; i < episode->count; i++) {
        size_t passed = 0, handed_in = 0;
        for (size_t p = 0; p < s.people.count; p++) {
            passed += standing_at(&s, p, i)->passed;
            handed_in += standing_at(&s, p, i)->has;
        }
        text_addf(to, "%2zu  %-20s %zu handed in, %zu passed\n", i + 1,
                  episode->exercises[i].name, handed_in, passed);
    }
    text_addf(to, "\n%-*s", NAME_COLUMNS, "");
    for (size_t i = 0; i < episode->count; i++)
        text_addf(to, "%4zu", i + 1);
    text_addf(to, "  total\n");
    for (size_t p = 0; p < s.people.count; p++) {
        double sum;
        print_name(s.people.entries[p].key, to);
        for (size_t i = 0; i < episode->count; i++) {
            char *points = points_text(standing_at(&s, p, i)->has,
                                       standing_at(&s, p, i)->points);
            text_addf(to, "%4.4s", *points == '\0' ? "-" : points);
            free(points);
        }
        standing_total(&s, p, &sum);
        text_addf(to, "%7.4g\n", sum);
    }
    standing_clear(&s);
}
