/* calls_request.c - wrappers: starting, testing and completing requests. */
#include <stdlib.h>

#include "layer.h"
#include "buffer.h"
#include "match.h"
#include "meeting.h"
#include "request.h"
#include "wait.h"

static MPI_Status *status_at(MPI_Status *statuses, int i)
{
    return statuses == MPI_STATUSES_IGNORE ? MPI_STATUS_IGNORE : &statuses[i];
}

/* A request that was never started cannot complete; MPI lets the call return,
 * but it is never what was meant. */
static void check_started(const struct request *request)
{
    if (request->persistent && !request->started)
        layer_report(FINDING_MISSING_START,
                     "%s: the request of %s was never started", layer.call,
                     request->call);
}

/* One request of a list is complete: its handle and status are set. */
static void finish(MPI_Request *handle, struct request *request,
                   MPI_Status *status)
{
    if (!request || !request->active) {
        request_empty_status(status);
        return;
    }
    MPI_Request real = request->foreign ? request->real : MPI_REQUEST_NULL;
    request_finish(request, status);
    if (!request->used)
        *handle = real;
}

/* A request that MPICH gave to the program, as one of ours for this call. */
static struct request *foreign(MPI_Request handle)
{
    int done;
    if (handle == MPI_REQUEST_NULL)
        return NULL;
    if (PMPI_Request_get_status(handle, &done, MPI_STATUS_IGNORE) !=
        MPI_SUCCESS)
        layer_fail(FINDING_REQUEST, "%s: this is not a request", layer.call);
    struct request *request = request_new(REQUEST_OTHER);
    request->real = handle;
    request->active = request->started = request->posted = true;
    request->foreign = true;
    return request;
}

static struct request **list_of(int count, MPI_Request *handles)
{
    struct request **list = calloc((size_t)count + 1, sizeof *list);
    for (int i = 0; i < count; i++) {
        list[i] = request_of(handles[i]);
        if (list[i])
            check_started(list[i]);
        else
            list[i] = foreign(handles[i]);
    }
    return list;
}

/* Those of MPICH that are done, and not told of, stay ours with their status;
 * the others are the program's alone again. */
static void list_end(struct request **list, int count, MPI_Request *handles)
{
    for (int i = 0; i < count; i++) {
        if (!list[i] || !list[i]->foreign || !list[i]->active)
            continue;
        if (list[i]->finished)
            handles[i] = request_handle(list[i]);
        else
            request_finish(list[i], MPI_STATUS_IGNORE);
    }
    free(list);
}

static void check_list(int count, const void *handles)
{
    if (count < 0)
        layer_fail(FINDING_ARGUMENT, "%s: the count is %d", layer.call, count);
    if (count > 0 && !handles)
        layer_fail(FINDING_ARGUMENT, "%s: the requests are NULL", layer.call);
}

static int start_one(MPI_Request *handle)
{
    struct request *request = board ? request_of(*handle) : NULL;
    if (!request)
        return PMPI_Start(handle);
    if (!request->persistent)
        layer_fail(FINDING_REQUEST, "%s: the request of %s is not persistent",
                   layer.call, request->call);
    if (request->active)
        layer_fail(FINDING_REQUEST, "%s: the request of %s is active already",
                   layer.call, request->call);
    if (request->meeting)
        return meeting_start(request);
    request_start(request);
    return MPI_SUCCESS;
}

int MPI_Start(MPI_Request *handle)
{
    ENTER("MPI_Start");
    LEAVE(start_one(handle));
}

int MPI_Startall(int count, MPI_Request *handles)
{
    ENTER("MPI_Startall");
    int error = MPI_SUCCESS;
    for (int i = 0; i < count && error == MPI_SUCCESS; i++)
        error = start_one(&handles[i]);
    LEAVE(error);
}

int MPI_Wait(MPI_Request *handle, MPI_Status *status)
{
    ENTER("MPI_Wait");
    if (!board)
        LEAVE(PMPI_Wait(handle, status));
    check_list(1, handle);
    struct request *request = request_of(*handle);
    if (!request)
        request = foreign(*handle);
    if (request) {
        check_started(request);
        request_wait(&request, 1, true);
    }
    finish(handle, request, status);
    LEAVE(MPI_SUCCESS);
}

int MPI_Waitall(int count, MPI_Request *handles, MPI_Status *statuses)
{
    ENTER("MPI_Waitall");
    if (!board)
        LEAVE(PMPI_Waitall(count, handles, statuses));
    check_list(count, handles);
    struct request **list = list_of(count, handles);
    request_wait(list, count, true);
    for (int i = 0; i < count; i++)
        finish(&handles[i], list[i], status_at(statuses, i));
    list_end(list, count, handles);
    LEAVE(MPI_SUCCESS);
}

/* The index of one that is done, or MPI_UNDEFINED when none is active. */
static int pick_done(struct request *const *list, int count)
{
    for (int i = 0; i < count; i++)
        if (list[i] && list[i]->active && request_done(list[i]))
            return i;
    return MPI_UNDEFINED;
}

static void finish_any(struct request **list, int count, MPI_Request *handles,
                       int *index, MPI_Status *status)
{
    *index = pick_done(list, count);
    if (*index == MPI_UNDEFINED)
        request_empty_status(status);
    else
        finish(&handles[*index], list[*index], status);
}

int MPI_Waitany(int count, MPI_Request *handles, int *index, MPI_Status *status)
{
    ENTER("MPI_Waitany");
    if (!board)
        LEAVE(PMPI_Waitany(count, handles, index, status));
    check_list(count, handles);
    struct request **list = list_of(count, handles);
    request_wait(list, count, false);
    finish_any(list, count, handles, index, status);
    list_end(list, count, handles);
    LEAVE(MPI_SUCCESS);
}

static int finish_some(struct request **list, int count, MPI_Request *handles,
                       int *indices, MPI_Status *statuses)
{
    int done = 0, live = 0;
    for (int i = 0; i < count; i++) {
        if (!list[i] || !list[i]->active)
            continue;
        live++;
        if (!request_done(list[i]))
            continue;
        finish(&handles[i], list[i], status_at(statuses, done));
        indices[done++] = i;
    }
    return live ? done : MPI_UNDEFINED;
}

int MPI_Waitsome(int count, MPI_Request *handles, int *done, int *indices,
                 MPI_Status *statuses)
{
    ENTER("MPI_Waitsome");
    if (!board)
        LEAVE(PMPI_Waitsome(count, handles, done, indices, statuses));
    check_list(count, handles);
    struct request **list = list_of(count, handles);
    request_wait(list, count, false);
    *done = finish_some(list, count, handles, indices, statuses);
    list_end(list, count, handles);
    LEAVE(MPI_SUCCESS);
}

int MPI_Test(MPI_Request *handle, int *flag, MPI_Status *status)
{
    ENTER("MPI_Test");
    struct request *request = board ? request_of(*handle) : NULL;
    if (!request)
        LEAVE(PMPI_Test(handle, flag, status));
    check_started(request);
    *flag = request_test(&request, 1, true);
    if (*flag)
        finish(handle, request, status);
    LEAVE(MPI_SUCCESS);
}

int MPI_Testall(int count, MPI_Request *handles, int *flag,
                MPI_Status *statuses)
{
    ENTER("MPI_Testall");
    if (!board)
        LEAVE(PMPI_Testall(count, handles, flag, statuses));
    check_list(count, handles);
    struct request **list = list_of(count, handles);
    *flag = request_test(list, count, true);
    for (int i = 0; *flag && i < count; i++)
        finish(&handles[i], list[i], status_at(statuses, i));
    list_end(list, count, handles);
    LEAVE(MPI_SUCCESS);
}

int MPI_Testany(int count, MPI_Request *handles, int *index, int *flag,
                MPI_Status *status)
{
    ENTER("MPI_Testany");
    if (!board)
        LEAVE(PMPI_Testany(count, handles, index, flag, status));
    check_list(count, handles);
    struct request **list = list_of(count, handles);
    *flag = request_test(list, count, false);
    if (*flag)
        finish_any(list, count, handles, index, status);
    list_end(list, count, handles);
    LEAVE(MPI_SUCCESS);
}

int MPI_Testsome(int count, MPI_Request *handles, int *done, int *indices,
                 MPI_Status *statuses)
{
    ENTER("MPI_Testsome");
    if (!board)
        LEAVE(PMPI_Testsome(count, handles, done, indices, statuses));
    check_list(count, handles);
    struct request **list = list_of(count, handles);
    request_test(list, count, false);
    *done = finish_some(list, count, handles, indices, statuses);
    list_end(list, count, handles);
    LEAVE(MPI_SUCCESS);
}

int MPI_Request_get_status(MPI_Request handle, int *flag, MPI_Status *status)
{
    ENTER("MPI_Request_get_status");
    struct request *request = board ? request_of(handle) : NULL;
    if (!request)
        LEAVE(PMPI_Request_get_status(handle, flag, status));
    *flag = request_test(&request, 1, true);
    if (*flag && status != MPI_STATUS_IGNORE)
        *status = request->status;
    LEAVE(MPI_SUCCESS);
}

int MPI_Request_free(MPI_Request *handle)
{
    ENTER("MPI_Request_free");
    struct request *request = board ? request_of(*handle) : NULL;
    if (!request)
        LEAVE(PMPI_Request_free(handle));
    if (request->active && request->kind != REQUEST_SEND)
        layer_report(FINDING_MISSING_WAIT,
                     "MPI_Request_free: the request of %s is not complete",
                     request->call);
    request_release(request);
    *handle = MPI_REQUEST_NULL;
    LEAVE(MPI_SUCCESS);
}

int MPI_Cancel(MPI_Request *handle)
{
    ENTER("MPI_Cancel");
    struct request *request = board ? request_of(*handle) : NULL;
    if (!request)
        LEAVE(PMPI_Cancel(handle));
    if (!request->active)
        layer_fail(FINDING_REQUEST,
                   "MPI_Cancel: the request of %s is not "
                   "active",
                   request->call);
    board_lock();
    if (request->kind == REQUEST_RECEIVE && request->op &&
        request->op->state == OP_PENDING) {
        match_cancel(request->op);
        request->cancelled = true;
        request_empty_status(&request->status);
        PMPI_Status_set_cancelled(&request->status, 1);
    }
    board_unlock();
    if (request->kind == REQUEST_SEND && request->op)
        request_let_go(request); /* not cancelled, but it need not wait */
    LEAVE(MPI_SUCCESS);
}
