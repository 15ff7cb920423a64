/*
 * exchange.h - collectives with a count per rank: who gives whom how much.
 *
 * A rank brings what it gives to each rank, and what it takes from each; what
 * it cannot know is left open. The board has a table for each such collective
 * in flight, from and to; both sides of a place in it have to agree. Ranks are
 * those of the communicator.
 */
#ifndef PARCOURS_MPI_EXCHANGE_H
#define PARCOURS_MPI_EXCHANGE_H

#include "comm.h"
#include "type.h"

/* What this rank brings. */
struct offer {
    bool used;
    struct amount gives[BOARD_RANKS], takes[BOARD_RANKS];
};

/* Nothing is known yet. */
void offer_begin(struct offer *offer);
struct amount amount_of(int64_t count, MPI_Datatype type);

/* Takes a free table, or NONE when there is none: then nothing is compared.
 * Board locked, here and below. */
int exchange_open(int size);
void exchange_close(int index);
/* Enters the offer, and compares it with those that came before. The run ends
 * when two do not agree. */
void exchange_join(int index, const struct comm *comm,
                   const struct offer *offer);

#endif
