/*
 * match.h - the model of messages: which send goes to which receive.
 *
 * The rules of MPI, applied to the board before MPICH sees anything. A receive
 * is handed to MPICH only when its message is known, with that exact source
 * and tag, so MPICH cannot match otherwise.
 *
 * A receive from any of several ranks stays open until every rank waits; then
 * all messages that it could take are there and one is chosen (wait.c). So
 * every order that MPI allows can be had, and had again.
 *
 * All functions are called with the board locked, except match_new.
 */
#ifndef PARCOURS_MPI_MATCH_H
#define PARCOURS_MPI_MATCH_H

#include "comm.h"
#include "layer.h"

/* A new operation of this rank; peer is a rank of `comm`, or ANY. NULL: the
 * board is full, the operation is not followed. Takes the lock itself. */
struct op *match_new(enum op_kind kind, const struct comm *comm, int peer,
                     int tag, const struct signature *signature);
void match_post_send(struct op *send);
void match_post_receive(struct op *receive);
/* The message that a probe would tell of now, or NULL. */
struct op *match_probe(const struct op *probe);
/* Takes the message out of the queue, as MPI_Mprobe does. */
void match_take(struct op *message, struct op *by);
/* The owner is done with it; a receiver now knows what the sender knew. */
void match_drop(struct op *op);
/* A pending receive is withdrawn (MPI_Cancel). */
void match_cancel(struct op *receive);

/* The messages, one per rank, that an open receive could take now. */
int match_candidates(const struct op *receive, struct op *found[BOARD_RANKS]);
void match_resolve(struct op *receive, struct op *message);

int match_index(const struct op *op);

#endif
