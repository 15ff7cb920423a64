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
};

/* NULL, or what is wrong with the file, named; to be freed. The mark that
 * some programs put before the first line is left out. */
char *grid_read(const char *path, struct grid *grid);
void grid_clear(struct grid *grid);

/* The cell, "" beyond the end of its row. */
const char *grid_cell(const struct grid *grid, size_t row, size_t column);

/* Replaces a cell; a row that is too short is made longer. */
void grid_set(struct grid *grid, size_t row, size_t column, const char *value);

/* A new last row; returns its index. */
size_t grid_add(struct grid *grid);

/* Appends the file: cells with commas, quotes or line ends are quoted, lines
 * end with \n. */
void grid_write(const struct grid *grid, struct text *to);

/* A cell that was written by a stranger, such as a name, for a file that will
 * be opened in a spreadsheet: one that begins like a formula (= + - @ or a
 * tab) gets an apostrophe in front. To be freed. */
char *grid_harmless(const char *cell);

#endif
