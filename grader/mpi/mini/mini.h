/*
 * mini.h - what the files of the mini-MPI share.
 *
 * All ranks share one mapping, `shared`. Only the rank that holds the baton
 * runs, so nothing in it needs a lock; a rank that has to wait passes the
 * baton on. Everything else is the private memory of a rank.
 */
#ifndef PARCOURS_MINI_H
#define PARCOURS_MINI_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "costs.h"
#include "mpi.h"

enum { MINI_RANKS = 1024 };

struct message {
    struct message *next;
    int source, tag; /* source: rank of the communicator */
    uint64_t comm;
    long bytes;
    double arrives; /* at the receiver's port, seconds */
    long round;
    int sender;  /* rank of the world that waits for it, or -1 */
    bool *taken; /* the sender's flag, in shared memory, or NULL */
    char data[];
};

struct mini_rank {
    _Atomic uint32_t baton; /* futex: 1, it is this rank's turn */
    bool ended;
    struct message *inbox, **inbox_end;
    double clock, send_port; /* seconds, by the model */
    long round, send_round;  /* the same, 1 per message */
    int looks; /* for a message, in vain, since something else was done */
    long messages, bytes, collectives;
    long inner, inner_bytes; /* inside collectives */
    const char *call;        /* the latest one */
};

struct free_block {
    struct free_block *next;
};

struct shared {
    int ranks;
    double alpha, beta;
    bool compute; /* CPU time outside MPI counts */
    int in_turn;  /* ranks in mini_in_turn */
    char ready[MINI_RANKS];
    struct mini_rank rank[MINI_RANKS];
    char *heap, *heap_end;
    struct free_block *free_lists[48];
};

extern struct shared *shared;
extern int mini_rank;
extern bool mini_in_collective;
extern int mini_depth; /* calls of the library inside each other */

/* --- run.c ---------------------------------------------------------------- */

void mini_enter(const char *call);
/* Whether the rank's first thread runs: the only one that may call. */
bool mini_main_thread(void);
void mini_leave(void);
/* Gives the baton to another rank; comes back when it is our turn. Waits: not
 * before somebody has made us ready. */
void mini_pass(bool waits);
void mini_ready(int rank);
/* Comes back when all other ranks wait or have ended: then the messages that
 * are there are all that can come before we go on. */
void mini_settle(void);
/* Comes back when no rank that can go on is behind us by the model: what we do
 * to shared memory then comes in its time. */
void mini_in_turn(void);
/* Work that is not done, but takes its time by the model. For harnesses. */
void mini_compute(double seconds);
/* Shared memory, of a size that mini_free is told again. */
void *mini_alloc(long bytes);
void mini_free(void *memory, long bytes);
/* realloc of a rank's own table; ends the run when there is no memory. */
void *mini_grow(void *table, size_t bytes);
_Noreturn void mini_fail(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* --- type.c --------------------------------------------------------------- */

long type_size(MPI_Datatype type);
long type_extent(MPI_Datatype type);
void type_pack(void *to, const void *from, long count, MPI_Datatype type);
void type_unpack(void *to, const void *from, long bytes, MPI_Datatype type);
/* Copies between buffers of two types of the same basic types. */
void type_copy(void *to, MPI_Datatype to_type, const void *from, long count,
               MPI_Datatype type);
static inline void *type_at(const void *base, long index, MPI_Datatype type)
{
    return (char *)base + index * type_extent(type);
}

/* --- operator.c ----------------------------------------------------------- */

/* out = in (op) out, element by element. */
void operator_apply(MPI_Op operator, const void * in, void *out, int count,
                    MPI_Datatype type);
bool operator_commutes(MPI_Op operator);

/* --- comm.c --------------------------------------------------------------- */

struct comm {
    bool used;
    uint64_t id;
    int size, rank;
    int *world;
    uint64_t made; /* communicators that were made from it */
};

struct comm *comm_of(MPI_Comm comm);
/* The same ranks; its messages are apart. All ranks call it in turn. */
MPI_Comm comm_shadow(MPI_Comm comm);

/* --- send.c --------------------------------------------------------------- */

/* A message of the library itself, which the program cannot receive. */
void message_send(const struct comm *comm, int dest, int tag,
                  const void *buffer, long count, MPI_Datatype type);
void message_receive(const struct comm *comm, int source, int tag, void *buffer,
                     long count, MPI_Datatype type);
void message_exchange(const struct comm *comm, int dest, const void *out,
                      long out_count, MPI_Datatype out_type, int source,
                      void *in, long in_count, MPI_Datatype in_type, int tag);

#endif
