/*
 * ranks.h - what the suite of an exercise with ranks is written with, beside
 * judge.h.
 *
 *     ranks_begin(5);
 *     unsigned call = ranks_call(OP_SUM, (struct sum_args){n});
 *     for (unsigned r = 0; r < 5; r++) {
 *         ranks_in(call, r, numbers[r], n * sizeof *numbers[r]);
 *         ranks_out(call, r, sizeof(double));
 *     }
 *     ranks_run("sums on 5 ranks", check_sums, &expected);
 *
 * In the check, ranks_got(call, r) is what rank r has left in its result, and
 * judge_expect says what is wrong with it. A rank is given its own inputs and
 * no others; nothing but these results is believed.
 *
 * All calls given since ranks_begin are made one after the other by one
 * program: starting one costs as much as hundreds of small calls.
 */
#ifndef PARCOURS_JUDGE_RANKS_H
#define PARCOURS_JUDGE_RANKS_H

#include "judge.h"

/* A program of so many ranks; what was given before is forgotten. */
void ranks_begin(unsigned ranks);

/* Adds a call that every rank makes, with a copy of the arguments; its
 * number. */
#define ranks_call(op, ...) \
    ranks_call_bytes((op), &(__VA_ARGS__), sizeof(__VA_ARGS__))
unsigned ranks_call_bytes(unsigned op, const void *args, size_t size);

/* MPI is started at this level of threads (none: single). The mini-MPI goes up
 * to funneled. */
enum ranks_level {
    RANKS_SINGLE,
    RANKS_FUNNELED,
    RANKS_SERIALISED,
    RANKS_MULTIPLE
};
void ranks_threads(enum ranks_level level);

/* The ranks of this call are numbered in the other order than those of
 * MPI_COMM_WORLD: who uses that one gets it wrong. Under MPICH only. */
void ranks_reverse(unsigned call);

/* The input of one rank (copied), and the size of its result. */
void ranks_in(unsigned call, unsigned rank, const void *bytes, size_t size);
void ranks_out(unsigned call, unsigned rank, size_t size);

/* Within a check: the result of one rank. */
const void *ranks_got(unsigned call, unsigned rank);

/* Within a check, under MPICH: how many calls of MPI other threads than the
 * main one have made on that rank of MPI_COMM_WORLD, in the whole program. */
long ranks_thread_calls(unsigned rank);

/* Has MPICH run it once, under the layer of grader/mpi, with sends that do not
 * wait for their receiver. A deadlock, a mismatch, a crash, a leak ... or a
 * failed expectation ends the test. For checks of kind "ranks". */
void ranks_run(const char *what, void (*check)(void *data), void *data);

/* The same with sends that wait, as MPI allows, and in every order in which
 * messages can come to receives from any source, up to `most` runs. */
void ranks_orders(const char *what, unsigned most, void (*check)(void *data),
                  void *data);

/* What structure decides. A message carries one call of a send; a round is one
 * message after another on the longest path. */
struct ranks_figures {
    double messages, bytes, rounds;
    double most;    /* messages of one rank */
    double seconds; /* by the model alone: 2 us and 1 ns per byte */
    double inside;  /* of the messages, those that collectives send; is told,
                       and not held against anything */
};

/* For checks of kind "count", which set how often the least is allowed:
 * counts one call on up to 256 ranks, holds what is not 0 in `least` against
 * it, and checks the results. */
void ranks_count(const char *what, const struct ranks_figures *least,
                 void (*check)(void *data), void *data);

#endif
