/* grid.c - see grid.h */
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../files.h"
#include "grid.h"

static const char mark[] = "\xef\xbb\xbf"; /* of a file in UTF-8 */

static void *grow(void *list, size_t count, size_t size)
{
    list = realloc(list, (count + 1) * size);
    if (list == NULL)
        die("out of memory");
    return list;
}

size_t grid_add(struct grid *grid)
{
    grid->rows = grow(grid->rows, grid->count, sizeof *grid->rows);
    grid->rows[grid->count] = (struct grid_row){0};
    return grid->count++;
}

const char *grid_cell(const struct grid *grid, size_t row, size_t column)
{
    return row < grid->count && column < grid->rows[row].count
               ? grid->rows[row].cells[column]
               : "";
}

void grid_set(struct grid *grid, size_t row, size_t column, const char *value)
{
    struct grid_row *r = &grid->rows[row];
    while (r->count <= column) {
        r->cells = grow(r->cells, r->count, sizeof *r->cells);
        r->cells[r->count++] = text_copy("");
    }
    char *copy = text_copy(value); /* may be the cell itself */
    free(r->cells[column]);
    r->cells[column] = copy;
}

/* --- reading -------------------------------------------------------------- */

struct reader {
    struct grid *grid;
    bool open; /* a row is under way */
};

static void take_cell(void *cell, size_t length, void *data)
{
    struct reader *r = data;
    if (!r->open)
        grid_add(r->grid);
    r->open = true;
    size_t row = r->grid->count - 1;
    char *word = text_format("%.*s", (int)length, (const char *)cell);
    grid_set(r->grid, row, r->grid->rows[row].count, word);
    free(word);
}

static void end_row(int terminator, void *data)
{
    struct reader *r = data;
    (void)terminator;
    r->open = false;
}

/* Blanks around a cell are part of it. */
static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static const char separators[] = ",;\t";

/* The first of those that the first line has most of, not counting what is in
 * quotes. */
static char find_separator(const char *from)
{
    size_t counts[sizeof separators] = {0}, best = 0;
    bool quoted = false;
    for (; *from != '\0' && (quoted || strchr("\r\n", *from) == NULL); from++) {
        const char *at = strchr(separators, *from);
        quoted ^= *from == '"';
        if (at != NULL && !quoted)
            counts[at - separators]++;
    }
    for (size_t i = 1; separators[i] != '\0'; i++)
        best = counts[i] > counts[best] ? i : best;
    return separators[best];
}

static char *parse(const char *path, const char *from, struct grid *grid)
{
    struct reader reader = {grid, false};
    struct csv_parser parser;
    for (; strncmp(from, mark, strlen(mark)) == 0; grid->marked = true)
        from += strlen(mark);
    size_t length = strlen(from);
    grid->separator = find_separator(from);
    if (csv_init(&parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI) != 0)
        die("out of memory");
    csv_set_space_func(&parser, no_space);
    csv_set_delim(&parser, (unsigned char)grid->separator);
    size_t done = csv_parse(&parser, from, length, take_cell, end_row, &reader);
    char *why = done == length
                    ? NULL
                    : text_format("%s: row %zu: %s", path, grid->count,
                                  csv_strerror(csv_error(&parser)));
    if (csv_fini(&parser, take_cell, end_row, &reader) != 0 && why == NULL)
        why = text_format("%s: row %zu: a quote is opened and never closed",
                          path, grid->count + !reader.open);
    csv_free(&parser);
    return why;
}

/* Older programs for tables write Latin-1, in which names have other bytes. */
char *grid_read(const char *path, struct grid *grid)
{
    struct text bytes;
    char *utf8 = NULL;
    *grid = (struct grid){0};
    text_init(&bytes);
    const char *failure = files_read(path, &bytes);
    char *why =
        failure != NULL ? text_format("%s: %s", path, failure)
        : memchr(bytes.bytes, '\0', bytes.length) != NULL
            ? text_format("%s: is not text; save it as CSV, UTF-8", path)
            : parse(path, utf8 = text_utf8(bytes.bytes), grid);
    if (why == NULL && grid->count == 0)
        why = text_format("%s: is empty", path);
    text_clear(&bytes);
    free(utf8);
    if (why != NULL)
        grid_clear(grid);
    return why;
}

void grid_clear(struct grid *grid)
{
    for (size_t i = 0; i < grid->count; i++) {
        for (size_t k = 0; k < grid->rows[i].count; k++)
            free(grid->rows[i].cells[k]);
        free(grid->rows[i].cells);
    }
    free(grid->rows);
    *grid = (struct grid){0};
}

/* --- writing -------------------------------------------------------------- */

/* A cell that begins with a byte order mark must not look like the file's. */
static void write_cell(const char *cell, struct text *to)
{
    if (strpbrk(cell, ",;\t\"\r\n") == NULL &&
        strncmp(cell, mark, strlen(mark)) != 0) {
        text_addf(to, "%s", cell);
        return;
    }
    text_addf(to, "\"");
    for (; *cell != '\0'; cell++)
        text_addf(to, *cell == '"' ? "\"\"" : "%c", *cell);
    text_addf(to, "\"");
}

void grid_write(const struct grid *grid, struct text *to)
{
    const char between[] = {grid->separator == 0 ? ',' : grid->separator, 0};
    text_addf(to, "%s", grid->marked ? mark : "");
    for (size_t i = 0; i < grid->count; i++) {
        if (grid->rows[i].count == 1 && *grid->rows[i].cells[0] == '\0')
            text_addf(to, "\"\""); /* an empty line would be no row */
        for (size_t k = 0; k < grid->rows[i].count; k++) {
            text_addf(to, "%s", k == 0 ? "" : between);
            write_cell(grid->rows[i].cells[k], to);
        }
        text_addf(to, "\n");
    }
}

/* Wide forms are what a spreadsheet in some languages takes for the same. */
static bool is_formula(const char *cell)
{
    static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b",
                                       "\xef\xbc\x8d", "\xef\xbc\xa0"};
    bool is = *cell != '\0' && strchr("=+-@\t\r\n", *cell) != NULL;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        is = is || strncmp(cell, wide[i], 3) == 0;
    return is;
}

char *grid_harmless(const char *cell)
{
    return text_format("%s%s", is_formula(cell) ? "'" : "", cell);
}

const char *grid_plain(const char *cell)
{
    return *cell == '\'' && is_formula(cell + 1) ? cell + 1 : cell;
}
