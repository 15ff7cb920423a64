#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "panic.h"
#include "state.h"

/* Made by the linker: the variables, and the runtime's section among them. */
extern char __data_start[], _end[];
extern char __start_explore_state[], __stop_explore_state[];

struct piece {
    char *start;
    size_t size;
    char *copy;
};

EXPLORE_STATE static struct piece pieces[2];

static void snapshot_piece(struct piece *piece, char *start, char *end)
{
    if (start >= end)
        return;
    free(piece->copy);
    piece->start = start;
    piece->size = (size_t)(end - start);
    piece->copy = malloc(piece->size);
    if (!piece->copy)
        explore_panic("no memory for a copy of the program's variables");
    memcpy(piece->copy, start, piece->size);
}

void snapshot_take(void)
{
    snapshot_piece(&pieces[0], __data_start, __start_explore_state);
    snapshot_piece(&pieces[1], __stop_explore_state, _end);
}

void snapshot_restore(void)
{
    for (int i = 0; i < 2; i++)
        if (pieces[i].size)
            memcpy(pieces[i].start, pieces[i].copy, pieces[i].size);
}
