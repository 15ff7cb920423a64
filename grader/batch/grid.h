/*
 * grid.h - a CSV file as rows of cells, read and written without loss.
 */
#ifndef PARCOURS_GRID_H
#define PARCOURS_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "../text.h"

struct grid_row {
    char **cells;
    size_t count;
};

struct grid {
    struct grid_row *rows;
    size_t count;
    char separator; /* of cells: ',' (or 0), ';' or a tab */
    bool marked;    /* begins with the mark of UTF-8 */
};

/* NULL, or what is wrong with the file, named; to be freed. Cells are separated
 * by what stands most often in the first line, for where commas are for numbers
 * platforms and spreadsheets write semicolons. */
char *grid_read(const char *path, struct grid *grid);
void grid_clear(struct grid *grid);

/* The cell, "" beyond the end of its row. */
const char *grid_cell(const struct grid *grid, size_t row, size_t column);

/* Replaces a cell; a row that is too short is made longer. */
void grid_set(struct grid *grid, size_t row, size_t column, const char *value);

/* A new last row; returns its index. */
size_t grid_add(struct grid *grid);

/* Appends the file, with separator and mark as it was read: cells with any
 * separator, quotes or line ends are quoted, lines end with \n. */
void grid_write(const struct grid *grid, struct text *to);

/* A cell that was written by a stranger, such as a name, for a file that will
 * be opened in a spreadsheet: one that begins like a formula (= + - @, also
 * wide ones, a tab or a line end) gets an apostrophe in front. To be freed. */
char *grid_harmless(const char *cell);

/* What the cell was before that; points into it. */
const char *grid_plain(const char *cell);

#endif
