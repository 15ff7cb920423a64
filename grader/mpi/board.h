/*
 * board.h - what all ranks of one run and the command know of each other.
 *
 * The board is one shared mapping. The command makes it before it starts
 * mpiexec; every rank attaches when the layer is loaded. It holds the model of
 * the run: which rank waits for what, the messages that nobody has received
 * yet, the collectives that have begun, and what was found. Every field below
 * is read and written under board_lock, except those marked otherwise.
 *
 * All ranks have to be on one machine. Rank numbers on the board are those of
 * MPI_COMM_WORLD. The lock is robust: a rank that is killed inside does not
 * stop the others.
 */
#ifndef PARCOURS_MPI_BOARD_H
#define PARCOURS_MPI_BOARD_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding.h"

enum {
    BOARD_RANKS = 64,
    BOARD_OPS = 1 << 14,    /* messages and receives in flight at one time */
    BOARD_ROUNDS = 1 << 11, /* collectives in flight */
    BOARD_EXCHANGES = 64,   /* ... of them with a count per rank */
    BOARD_ITEMS = 256,      /* things that one rank waits for at once */
    BOARD_EVENTS = 1 << 13, /* calls recorded per rank, the latest ones */
    BOARD_CHOICES = 1 << 12,
    BOARD_EPOCHS = 1 << 10,  /* locks and exposures of windows */
    BOARD_TOUCHES = 1 << 13, /* accesses to windows */
    BOARD_ATOMICS = 1 << 8,  /* places of windows that order ranks */
    BOARD_NAME = 32,
    BOARD_RUNS = 8, /* of a type signature */
};

enum { ANY = -1, NONE = -1 };

typedef uint64_t rank_set; /* bit r: rank r of MPI_COMM_WORLD */

/* What a rank knows of each rank's steps: vector clocks, see clock.h. */
struct clock {
    uint32_t step[BOARD_RANKS];
};

/* The basic types of a buffer, in order: `repeat` times the runs. */
struct signature {
    int64_t bytes;
    int64_t repeat;
    int runs; /* 0: not known, only the bytes are compared */
    struct {
        int leaf;
        int64_t count;
    } run[BOARD_RUNS];
};

enum op_kind { OP_SEND, OP_RECEIVE, OP_PROBE };
enum op_state { OP_FREE, OP_PENDING, OP_MATCHED };
enum send_mode { MODE_STANDARD, MODE_SYNCHRONOUS, MODE_BUFFERED, MODE_READY };

/* A message on its way, or a receive that waits for one. */
struct op {
    enum op_kind kind;
    enum op_state state;
    enum send_mode mode;
    bool released; /* a send whose owner may go on without a receiver */
    bool orphan;   /* the owner has completed: freed when it is matched */
    bool wild;     /* a receive from any of several ranks */
    int rank;
    int peer; /* ANY until a wild receive is matched */
    int tag;
    uint64_t comm;
    rank_set members; /* of the communicator */
    struct signature signature;
    char call[BOARD_NAME];
    uint64_t place;
    int next;           /* in the queue of its receiver */
    struct clock clock; /* of the sender when it sent */
};

/* One collective call of one communicator: who has arrived, with what. */
struct round {
    bool used;
    uint64_t comm;
    int64_t number; /* the how many-th collective of this communicator */
    rank_set members, arrived, left;
    struct clock clock; /* of all that have arrived */
    int first;          /* the rank whose arguments stand below */
    char call[BOARD_NAME];
    uint64_t place;
    int root;
    int operator;
    struct signature signature;
    bool has_signature;
    int exchange; /* NONE unless it has a count per rank */
};

/* What one rank gives to another, or wants of it. */
struct amount {
    int64_t bytes; /* -1: not known */
    int leaf;      /* the basic type; 0: of several, only bytes are compared */
};

/* A collective with a count per rank, from and to ranks of its communicator. */
struct exchange {
    bool used;
    uint64_t place[BOARD_RANKS]; /* of the call, of ranks that have arrived */
    struct amount given[BOARD_RANKS][BOARD_RANKS];
    struct amount wanted[BOARD_RANKS][BOARD_RANKS];
};

enum item_kind { ITEM_OP, ITEM_ROUND, ITEM_LOCK, ITEM_POST, ITEM_COMPLETE };

struct item {
    enum item_kind kind;
    int index; /* of op or round; for a lock, the rank that waits */
    uint64_t window;
    int target; /* window lock */
    bool exclusive;
    rank_set peers; /* who has to act */
};

enum rank_state { RANK_ABSENT, RANK_RUNNING, RANK_BLOCKED, RANK_ENDED };

struct event {
    char call[24];
    uint64_t place;
    int peer, tag;
    int64_t bytes;
    int64_t begin, end; /* nanoseconds, CLOCK_MONOTONIC */
};

struct rank {
    enum rank_state state;
    int pid;
    bool initialised, finalised, exited;
    bool returned; /* from the function under test: its calls are ours */
    _Atomic uint32_t bell; /* futex: rung when something was matched */
    _Atomic bool asleep;   /* ... and somebody has to be woken by that */
    bool all;              /* waits for all of its items, or for any */
    int polls;             /* tests in vain; 0 when it sleeps */
    int items;
    struct item item[BOARD_ITEMS];
    char call[BOARD_NAME]; /* the latest call, without the lock */
    uint64_t place;
    struct clock clock;
    int sends, sends_last;       /* queue of messages to this rank */
    int receives, receives_last; /* queue of its pending receives */
    int64_t calls, messages, bytes, collectives; /* written by the rank */
    int64_t thread_calls; /* by other threads than the main one */
    int64_t events;
    struct event event[BOARD_EVENTS];
};

/* A wild receive that could have taken a message of several ranks. */
struct choice {
    uint8_t taken, of;
    int rank;
    uint64_t place; /* of the receive */
};

/* Locks of windows, and exposures to one origin (post) and their ends. */
enum epoch_kind { EPOCH_FREE, EPOCH_LOCK, EPOCH_POST, EPOCH_COMPLETE };

struct epoch {
    enum epoch_kind kind;
    uint64_t window;
    int origin, target;
    bool exclusive;
    struct clock clock; /* of the rank that posted or completed */
};

/* One access to the memory of a window. */
struct touch {
    bool used, writes;
    bool pending;    /* not complete at the target */
    bool locked;     /* while the origin held a lock of the target */
    bool exclusive;  /* ... which was exclusive */
    int operator;    /* of an accumulate, else 0 */
    bool fetches;    /* ... which gives back what was there */
    int leaf, width; /* ... its basic type, and the bytes of one */
    uint64_t window;
    uint64_t request; /* of the origin, with which it is complete; 0: none */
    int origin, target;
    int64_t low, high; /* bytes from the start of the target's memory */
    uint32_t step;     /* of the origin, when it was complete */
    char call[BOARD_NAME];
    uint64_t place;
};

struct board {
    pthread_mutex_t lock;
    _Atomic uint32_t version; /* changes whenever a rank gets on */
    _Atomic uint32_t over;    /* futex: a fatal finding: end the run */
    _Atomic int carriers;     /* ranks inside MPICH that need others' help */
    int ranks;
    int cores;    /* of this machine */
    bool strict;  /* a standard send waits for its receiver */
    bool limited; /* a table was full: the run is not judged further */
    struct rank rank[BOARD_RANKS];
    struct op op[BOARD_OPS];
    int free_op;
    int used_ops;
    struct round round[BOARD_ROUNDS];
    struct exchange exchange[BOARD_EXCHANGES];
    struct epoch epoch[BOARD_EPOCHS];
    struct touch touch[BOARD_TOUCHES];
    int touches;
    struct clock atomic[BOARD_ATOMICS]; /* of all that wrote there so */
    int findings;
    struct finding finding[FINDINGS];
    int choices; /* made in this run */
    int forced;  /* the first so many are given */
    struct choice choice[BOARD_CHOICES];
};

extern struct board *board; /* NULL: not run by the command, nothing checked */

/* The command's side. Returns the path that ranks attach to, or NULL. */
const char *board_create(int ranks);
/* How many ranks there are, as the command knows: what stands on the board can
 * have been written by a rank. */
extern int board_ranks;
/* After a run: brings what the command reads into its bounds. */
void board_settle(void);
void board_destroy(void);
/* The ranks' side: false when there is no board at that path. */
bool board_attach(const char *path);

void board_lock(void);
void board_unlock(void);
/* Something happened that others may wait for: call under the lock. */
void board_advance(int rank);
/* Sleeps until the bell no longer reads `seen`, at most that long. Where every
 * rank has a core of its own, it first looks for a moment without sleeping. */
void board_sleep(int rank, uint32_t seen, int64_t nanoseconds);
int64_t board_now(void);
/* Copies the name of a call, cut where there is no room. */
void board_name(char *to, size_t size, const char *name);

#endif
