/*
 * request.h - requests of the mini-MPI, and how messages complete them. A
 * handle is the number of a request in the table of its rank.
 */
#ifndef PARCOURS_MINI_REQUEST_H
#define PARCOURS_MINI_REQUEST_H

#include "mini.h"

struct task;

struct request {
    bool used, receives, done;
    /* of a receive */
    void *buffer;
    long count;
    MPI_Datatype type;
    int source, tag;
    uint64_t comm;
    MPI_Status status;
    struct request *next; /* receives in the order of their posting */
    bool open;            /* from any source, see message_settle_open */
    /* of a send */
    bool *taken; /* synchronous: set when it is received */
    double port; /* when the message has left; when it was received */
    long round;
    struct task *task; /* of a collective, see later.c */
    /* of a persistent one: what it begins, and the request of that, or null */
    struct again *again;
    MPI_Request inner;
    /* of MPI_Mprobe, for MPI_Mrecv */
    bool holds;
    struct message *held;
};

/* --- request.c ------------------------------------------------------------ */

int request_new(void);

/* A request that is complete when the task is. */
MPI_Request request_for_task(struct task *task);

struct request *request_of(MPI_Request handle);
bool request_done(const struct request *request);

/* Comes back when it is done; ends it as well, and fills in the status. */
void request_wait(MPI_Request handle);
void request_complete(MPI_Request handle, MPI_Status *status);

/* The handle itself, or, of a persistent request, of what it has begun. */
MPI_Request *request_live(const MPI_Request *handle);

/* Of one that is done: time goes on to it; the handle is null then. */
void request_end(MPI_Request *handle, MPI_Status *status);

/* This rank's own tasks go on, or else others have their turn (mini_pass). */
void request_pass(bool waits);

void status_empty(MPI_Status *status, int source);

/* --- message.c ------------------------------------------------------------ */

/* Begin to send and to receive; return the handle. `open`: a receive from any
 * source may stay open, see message_settle_open. */
int message_start(const struct comm *comm, int dest, int tag,
                  const void *buffer, long count, MPI_Datatype type,
                  bool synchronous);
int message_await(const struct comm *comm, int source, int tag, void *buffer,
                  long count, MPI_Datatype type, bool open);

MPI_Status message_status(const struct message *message);

/* A message that lies aside, for no other receive than message_release; a
 * handle, or null where there is none. */
MPI_Message message_hold(const struct comm *comm, int source, int tag,
                         MPI_Status *status);
/* The message is received; returns the handle of a receive that is done. */
int message_release(MPI_Message handle, void *buffer, long count,
                    MPI_Datatype type);

/* Takes what has come: to the receives that wait for it, or aside. */
void message_take(void);

/* Gives the posted receives, in order, what is there for them. */
void message_serve(void);

/* Before a call that takes what comes first from any of several ranks: lets
 * all messages come that can, so that the model decides which is first, and
 * not the turn of the baton. */
void message_settle(int source);

/* A receive from any source that was only posted stays open until the rank
 * waits or tests: which message is first is for the model to say. */
void message_settle_open(void);

/* Of those that lie aside, the one that arrives first by the model; of one
 * sender, the first sent. NULL behind the pointer: none. What belongs to an
 * open receive is not for others (`own`: this one's). */
struct message **message_find(int source, int tag, uint64_t comm,
                              const struct request *own);

#endif
