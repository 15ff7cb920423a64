/* fill.c - the points in the platforms' own files; see scores.h */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../exercise.h"
#include "../utf8.h"
#include "roster.h"
#include "scores.h"
#include "standing.h"

/* --- which column --------------------------------------------------------- */

static size_t column_named(const struct grid *grid, const char *title)
{
    for (size_t k = 0; grid->count > 0 && k < grid->rows[0].count; k++)
        if (strcasecmp(grid_cell(grid, 0, k), title) == 0)
            return k;
    return SIZE_MAX;
}

/* The row in which Canvas says how much an assignment is worth; 0: none. */
static size_t points_row(const struct grid *grid)
{
    for (size_t row = 1; row < grid->count && row < 4; row++)
        if (strstr(grid_cell(grid, row, 0), "Points Possible") != NULL)
            return row;
    return 0;
}

static bool is_read_only(const struct grid *grid, size_t k)
{
    size_t points = points_row(grid);
    return strstr(grid_cell(grid, 0, k), "(read only)") != NULL ||
           (points > 0 &&
            strstr(grid_cell(grid, points, k), "read only") != NULL);
}

/* NULL if exactly one column fits, else why not. */
static char *find_column(const struct grid *grid, const char *title,
                         size_t *column)
{
    size_t found = 0;
    *column = column_named(grid, title);
    if (*column != SIZE_MAX)
        return is_read_only(grid, *column)
                   ? text_format("column \"%s\" is marked as read only", title)
                   : NULL;
    for (size_t k = 0; grid->count > 0 && k < grid->rows[0].count; k++) {
        if (strcasestr(grid_cell(grid, 0, k), title) == NULL ||
            is_read_only(grid, k))
            continue;
        *column = k;
        found++;
    }
    if (found == 1)
        return NULL;
    return text_format("%zu columns of the first line have \"%s\" in their "
                       "title; say which: COLUMN=...",
                       found, title);
}

static char *choose_column(const struct grid *grid,
                           const struct episode *episode,
                           enum scores_platform platform, const char *title,
                           size_t *column)
{
    bool worksheet = platform == SCORES_MOODLE && title == NULL &&
                     column_named(grid, "Grade") != SIZE_MAX;
    return find_column(grid,
                       worksheet       ? "Grade"
                       : title == NULL ? episode->name
                                       : title,
                       column);
}

/* --- whose row ------------------------------------------------------------ */

/* The columns that platforms have, surest first. */
static const struct {
    const char *title;
    bool number; /* the platform's, not a name */
} columns[] = {
    {"SIS Login ID", false},
    {"Email address", false},
    {"SIS User ID", true},
    {"ID number", true},
    {"ID", true},
    {"Student", false},
    {"Full name", false},
    {"Name", false},
    {"Username", false},
};

static const char *cell_named(const struct grid *grid, size_t row,
                              const char *title)
{
    size_t k = column_named(grid, title);
    return k == SIZE_MAX ? "" : grid_cell(grid, row, k);
}

static const struct roster_entry *
by_two_names(const struct roster *people, const struct grid *grid, size_t row)
{
    static const char *const titles[][2] = {{"FirstName", "LastName"},
                                            {"First name", "Last name"},
                                            {"First name", "Surname"}};
    const struct roster_entry *e = NULL;
    for (size_t i = 0; i < sizeof titles / sizeof *titles && e == NULL; i++) {
        char *name = text_format("%s %s", cell_named(grid, row, titles[i][0]),
                                 cell_named(grid, row, titles[i][1]));
        e = roster_find(people, name, "");
        free(name);
    }
    return e;
}

static const struct roster_entry *who(const struct roster *people,
                                      const struct grid *grid, size_t row)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const char *cell = cell_named(grid, row, columns[i].title);
        const struct roster_entry *e =
            roster_find(people, cell, columns[i].number ? cell : "");
        if (e != NULL)
            return e;
    }
    return by_two_names(people, grid, row);
}

static bool is_person(const struct grid *grid, size_t row)
{
    const char *first = grid_cell(grid, row, 0);
    first += strspn(first, " ");
    return *first != '\0' && strcasecmp(first, "Points Possible") != 0;
}

/* --- filling -------------------------------------------------------------- */

static void add_line(struct scores_fill *fill, const char *who, const char *why)
{
    char *line = text_format("%s: %s", who, why);
    text_addf(&fill->lines, "%s\n", utf8_clean(line));
    free(line);
}

/* Why the platform would not take points for this row; NULL: it would. */
static const char *is_kept(const struct grid *grid, size_t row, size_t column)
{
    if (strcasecmp(grid_cell(grid, row, column), "EX") == 0)
        return "is excused on the platform, which is left as it is";
    if (strcasecmp(cell_named(grid, row, "Grade can be changed"), "No") == 0)
        return "the platform has this grade locked";
    return NULL;
}

/* `met` has a mark for each student who had a row already. */
static void fill_row(const struct standing *s, struct grid *grid, size_t row,
                     size_t column, bool *met, struct scores_fill *fill)
{
    const struct roster_entry *e = who(&s->people, grid, row);
    const char *why = is_kept(grid, row, column);
    double sum;
    if (e == NULL || met[e - s->people.entries]) {
        add_line(fill, grid_cell(grid, row, 0),
                 e == NULL ? "not in the gradebook"
                           : "is taken for the student of an earlier row");
        fill->unmatched++;
        return;
    }
    met[e - s->people.entries] = true;
    if (!standing_total(s, (size_t)(e - s->people.entries), &sum)) {
        return;
    } else if (why != NULL) {
        add_line(fill, grid_cell(grid, row, 0), why);
        fill->kept++;
    } else {
        char *points = text_format("%g", sum);
        grid_set(grid, row, column, points);
        free(points);
        fill->filled++;
    }
}

/* Moodle leaves out in silence what is more than its most, Canvas takes it for
 * extra points. */
static void compare_most(const struct grid *grid, double most, size_t column,
                         struct scores_fill *fill)
{
    size_t points = points_row(grid);
    double theirs =
        strtod(points > 0 ? grid_cell(grid, points, column)
                          : cell_named(grid, grid->count > 1, "Maximum Grade"),
               NULL);
    char *why = text_format("the platform's most is %g points, the episode's "
                            "%g; make them the same there first",
                            theirs, most);
    if (theirs > 0 && theirs != most)
        add_line(fill, grid_cell(grid, 0, column), why);
    free(why);
}

char *scores_fill(struct gradebook *book, const struct episode *episode,
                  enum scores_platform platform, const char *column,
                  struct grid *grid, struct scores_fill *fill)
{
    struct standing s;
    size_t k;
    *fill = (struct scores_fill){0};
    text_init(&fill->lines);
    char *why = choose_column(grid, episode, platform, column, &k);
    if (why != NULL)
        return why;
    compare_most(grid, standing_most(episode), k, fill);
    standing_read(book, episode, &s);
    bool *met = calloc(s.people.count + 1, sizeof *met);
    if (met == NULL)
        die("out of memory");
    for (size_t row = 1; row < grid->count; row++)
        if (is_person(grid, row))
            fill_row(&s, grid, row, k, met, fill);
    free(met);
    standing_clear(&s);
    return NULL;
}
