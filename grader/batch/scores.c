/* scores.c - see scores.h */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../exercise.h"
#include "../gradebook/gradebook.h"
#include "../utf8.h"
#include "roster.h"
#include "scores.h"

/* Points of everybody in the gradebook; NaN-free: `has` says if there are. */
struct scores {
    const struct episode *episode;
    struct roster people; /* in order of keys */
    struct score {
        double points;
        bool has, passed;
    } * points; /* people x exercises */
};

static struct score *at(const struct scores *s, size_t person, size_t exercise)
{
    return &s->points[person * s->episode->count + exercise];
}

/* --- reading -------------------------------------------------------------- */

static void add_person(void *data, const char *const *c)
{
    struct roster_entry e = {(char *)c[0], (char *)c[1], (char *)c[2],
                             (char *)c[3], 0};
    roster_add(data, &e);
}

static size_t find_person(const struct scores *s, const char *key)
{
    size_t i = 0;
    while (i < s->people.count && strcmp(s->people.entries[i].key, key) != 0)
        i++;
    return i;
}

static void add_points(void *data, const char *const *c)
{
    struct scores *s = data;
    size_t person = find_person(s, c[0]), i = 0;
    while (i < s->episode->count &&
           strcmp(s->episode->exercises[i].name, c[1]) != 0)
        i++;
    if (person == s->people.count || i == s->episode->count)
        return; /* of an exercise that is no more */
    *at(s, person, i) =
        (struct score){.points = strtod(c[2], NULL),
                       .has = true,
                       .passed = c[3] != NULL && strcmp(c[3], "pass") == 0};
}

static void read_scores(struct gradebook *book, const struct episode *episode,
                        struct scores *s)
{
    *s = (struct scores){.episode = episode};
    const char *arguments[] = {episode->name};
    bool good = gradebook_query(
        book, "SELECT key, name, email, number FROM student ORDER BY key", NULL,
        0, add_person, &s->people);
    s->points = calloc(s->people.count * episode->count + 1, sizeof *s->points);
    if (s->points == NULL)
        die("out of memory");
    good = good &&
           gradebook_query(book,
                           "SELECT t.key, s.exercise, s.points, s.verdict "
                           "FROM score s JOIN student t ON t.id = s.student "
                           "WHERE s.episode = ?",
                           arguments, 1, add_points, s);
    if (!good)
        die("the gradebook cannot be read: %s", gradebook_error(book));
}

static void clear(struct scores *s)
{
    roster_clear(&s->people);
    free(s->points);
}

/* Whether there is any, and the sum. */
static bool total(const struct scores *s, size_t person, double *sum)
{
    bool any = false;
    *sum = 0;
    for (size_t i = 0; i < s->episode->count; i++) {
        any = any || at(s, person, i)->has;
        *sum += at(s, person, i)->points;
    }
    return any;
}

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
    struct scores s;
    read_scores(book, episode, &s);
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
                points_text(at(&s, p, i)->has, at(&s, p, i)->points));
        bool any = total(&s, p, &sum);
        set(grid, row, k, points_text(any, sum));
    }
    clear(&s);
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
    struct scores s;
    read_scores(book, episode, &s);
    for (size_t i = 0; i < episode->count; i++) {
        size_t passed = 0, handed_in = 0;
        for (size_t p = 0; p < s.people.count; p++) {
            passed += at(&s, p, i)->passed;
            handed_in += at(&s, p, i)->has;
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
            char *points = points_text(at(&s, p, i)->has, at(&s, p, i)->points);
            text_addf(to, "%4.4s", *points == '\0' ? "-" : points);
            free(points);
        }
        total(&s, p, &sum);
        text_addf(to, "%7.4g\n", sum);
    }
    clear(&s);
}

/* --- the platforms' own files ----------------------------------------------
 */

static size_t column_named(const struct grid *grid, const char *title)
{
    for (size_t k = 0; grid->count > 0 && k < grid->rows[0].count; k++)
        if (strcasecmp(grid_cell(grid, 0, k), title) == 0)
            return k;
    return SIZE_MAX;
}

/* NULL if exactly one column fits, else why not. */
static char *column_with(const struct grid *grid, const char *part,
                         size_t *column)
{
    size_t found = 0;
    for (size_t k = 0; grid->count > 0 && k < grid->rows[0].count; k++) {
        const char *title = grid_cell(grid, 0, k);
        if (strcasestr(title, part) == NULL ||
            strstr(title, "(read only)") != NULL)
            continue;
        *column = k;
        found++;
    }
    if (found == 1)
        return NULL;
    return text_format("%zu columns of the first line have \"%s\" in their "
                       "title; say which: COLUMN=...",
                       found, part);
}

static char *choose_column(const struct grid *grid,
                           enum scores_platform platform, const char *part,
                           size_t *column)
{
    *column =
        platform == SCORES_MOODLE ? column_named(grid, "Grade") : SIZE_MAX;
    return *column != SIZE_MAX ? NULL : column_with(grid, part, column);
}

/* Whose row it is: by the columns that platforms have, surest first. */
static const struct roster_entry *who(const struct roster *people,
                                      const struct grid *grid, size_t row)
{
    static const char *const titles[] = {
        "SIS Login ID", "Email address", "SIS User ID", "ID number", "ID",
        "Student",      "Full name",     "Name",        "Username"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t k = column_named(grid, titles[i]);
        const char *cell = k == SIZE_MAX ? "" : grid_cell(grid, row, k);
        const struct roster_entry *e = roster_find(people, cell, cell);
        if (e != NULL)
            return e;
    }
    return NULL;
}

static bool is_person(const struct grid *grid, size_t row)
{
    const char *first = grid_cell(grid, row, 0);
    first += strspn(first, " ");
    return *first != '\0' && strcasecmp(first, "Points Possible") != 0;
}

static void fill_row(const struct scores *s, struct grid *grid, size_t row,
                     size_t column, struct scores_fill *fill)
{
    const struct roster_entry *e = who(&s->people, grid, row);
    double sum;
    if (e == NULL) {
        char *name = utf8_clean(text_copy(grid_cell(grid, row, 0)));
        text_addf(&fill->lines, "%s: not in the gradebook\n", name);
        free(name);
        fill->unmatched++;
    } else if (total(s, (size_t)(e - s->people.entries), &sum)) {
        set(grid, row, column, text_format("%g", sum));
        fill->filled++;
    }
}

char *scores_fill(struct gradebook *book, const struct episode *episode,
                  enum scores_platform platform, const char *column,
                  struct grid *grid, struct scores_fill *fill)
{
    struct scores s;
    size_t k;
    *fill = (struct scores_fill){0};
    text_init(&fill->lines);
    char *why = choose_column(grid, platform,
                              column == NULL ? episode->name : column, &k);
    if (why != NULL)
        return why;
    read_scores(book, episode, &s);
    for (size_t row = 1; row < grid->count; row++)
        if (is_person(grid, row))
            fill_row(&s, grid, row, k, fill);
    clear(&s);
    return NULL;
}
