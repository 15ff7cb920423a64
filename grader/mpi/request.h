/*
 * request.h - the requests of this rank.
 *
 * The program gets handles of ours. A request is complete when the model says
 * so (match.h, meeting.h) and MPICH has moved the data.
 */
#ifndef PARCOURS_MPI_REQUEST_H
#define PARCOURS_MPI_REQUEST_H

#include "comm.h"
#include "layer.h"
#include "type.h"

enum request_kind {
    REQUEST_SEND,
    REQUEST_RECEIVE,
    REQUEST_COLLECTIVE,
    REQUEST_OTHER /* MPICH's own, only passed on */
};

struct request {
    bool used, persistent, active, started, finished, cancelled, failed;
    enum request_kind kind;
    enum send_mode mode;
    int generation;
    void *buffer;
    int count;
    MPI_Datatype type;
    int peer, tag; /* as in the call */
    const struct comm *comm;
    struct op *op;
    int round;               /* NONE unless collective */
    struct meeting *meeting; /* of a persistent collective */
    bool posted;             /* real is a request of MPICH */
    bool foreign;            /* ... that the program got from it */
    MPI_Request real;
    MPI_Status status;
    void *copy; /* of a send that is let go before it is received */
    const char *call;
    uint64_t place;
};

struct request *request_new(enum request_kind kind);
MPI_Request request_handle(const struct request *request);
/* NULL for MPI_REQUEST_NULL and for a handle of MPICH's own. Ends the run for
 * one that is no longer valid. */
struct request *request_of(MPI_Request handle);

/* Starts a send or receive whose fields stand in the request. */
void request_start(struct request *request);
/* Whether it has completed; posts receives and lets MPICH work. */
bool request_done(struct request *request);
/* What it still waits for; false when only MPICH is not ready. */
bool request_item(const struct request *request, struct item *item);
/* After request_done: gives status, frees it unless it is persistent. */
int request_finish(struct request *request, MPI_Status *status);
/* A send that MPICH has taken waits for its receiver no more. */
void request_let_go(struct request *request);
/* Blocks until all or any of them (NULLs are skipped) are done. */
void request_wait(struct request *const *requests, int count, bool all);
/* Tests once; in vain is counted. */
bool request_test(struct request *const *requests, int count, bool all);
/* Hands matched receives to MPICH. */
void request_serve(void);
void request_release(struct request *request);
int request_pending(void);
/* What MPI_Finalize complains about; what is left is then given up. */
void request_report_leaks(void);
void request_empty_status(MPI_Status *status);

#endif
