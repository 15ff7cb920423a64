/* request.c - see request.h; waiting for requests, and testing them. */
#include "request.h"
#include "task.h"

#include <math.h>
#include <stdlib.h>

static struct request **requests;
static int request_count;

static struct mini_rank *me(void)
{
    return &shared->rank[mini_rank];
}

int request_new(void)
{
    int i = 0;
    while (i < request_count && requests[i]->used)
        i++;
    if (i == request_count) {
        requests =
            mini_grow(requests, (size_t)(request_count + 1) * sizeof *requests);
        requests[request_count++] = calloc(1, sizeof **requests);
    }
    *requests[i] = (struct request){.used = true};
    return i;
}

void status_empty(MPI_Status *status, int source)
{
    if (status != MPI_STATUS_IGNORE)
        *status = (MPI_Status){.MPI_SOURCE = source, .MPI_TAG = MPI_ANY_TAG};
}

/* A request is complete: time goes on to where its message was there, or had
 * left. */
static void wait_time(const struct request *request)
{
    struct mini_rank *rank = me();
    rank->clock = fmax(rank->clock, request->port);
    if (request->round > rank->round)
        rank->round = request->round;
}

struct request *request_of(MPI_Request handle)
{
    if (handle < 0 || handle >= request_count || !requests[handle]->used)
        mini_fail("%d is not a request", handle);
    return requests[handle];
}

MPI_Request *request_live(const MPI_Request *handle)
{
    struct request *request =
        *handle == MPI_REQUEST_NULL ? NULL : request_of(*handle);
    return request && request->again ? &request->inner : (MPI_Request *)handle;
}

bool request_done(const struct request *request)
{
    if (request->task)
        return task_done(request->task);
    return request->receives ? request->done
                             : !request->taken || *request->taken;
}

void request_end(MPI_Request *handle, MPI_Status *status)
{
    struct request *request = request_of(*handle);
    if (request->task)
        task_end(request->task, &request->port, &request->round);
    if (request->receives) {
        if (request->status.MPI_SOURCE != MPI_PROC_NULL)
            wait_time(request);
        if (status != MPI_STATUS_IGNORE)
            *status = request->status;
    } else {
        wait_time(request);
        status_empty(status, MPI_ANY_SOURCE);
        if (request->taken)
            mini_free(request->taken, sizeof(bool));
    }
    request->used = false;
    *handle = MPI_REQUEST_NULL;
}

static bool is_done(int handle)
{
    return request_done(request_of(handle));
}

void request_pass(bool waits)
{
    if (!tasks_go_on())
        mini_pass(waits);
}

void request_wait(MPI_Request handle)
{
    for (message_take(); !is_done(handle); message_take()) {
        message_settle_open();
        if (is_done(handle))
            return;
        if (task_inside())
            task_wait(is_done, handle);
        else
            request_pass(true);
    }
}

MPI_Request request_for_task(struct task *task)
{
    int handle = request_new();
    requests[handle]->task = task;
    return handle;
}

void request_complete(MPI_Request handle, MPI_Status *status)
{
    request_wait(handle);
    request_end(&handle, status);
}

/* --- MPI ------------------------------------------------------------------ */

static MPI_Status *status_at(MPI_Status *statuses, int i)
{
    return statuses == MPI_STATUSES_IGNORE ? MPI_STATUS_IGNORE : &statuses[i];
}

static void end_or_empty(MPI_Request *handle, MPI_Status *status)
{
    MPI_Request *request = request_live(handle);
    if (*request == MPI_REQUEST_NULL)
        status_empty(status, MPI_ANY_SOURCE);
    else
        request_end(request, status);
}

int MPI_Waitall(int count, MPI_Request *list, MPI_Status *statuses)
{
    mini_enter("MPI_Waitall");
    for (int i = 0; i < count; i++)
        if (*request_live(&list[i]) != MPI_REQUEST_NULL)
            request_wait(*request_live(&list[i]));
    for (int i = 0; i < count; i++)
        end_or_empty(&list[i], status_at(statuses, i));
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Wait(MPI_Request *request, MPI_Status *status)
{
    mini_enter("MPI_Wait");
    if (*request_live(request) != MPI_REQUEST_NULL)
        request_wait(*request_live(request));
    end_or_empty(request, status);
    mini_leave();
    return MPI_SUCCESS;
}

static struct request *live_of(const MPI_Request *handle)
{
    return request_of(*request_live(handle));
}

/* One that is done, -1 while none is, MPI_UNDEFINED when all are null. */
static int done_of(int count, const MPI_Request *list)
{
    int found = MPI_UNDEFINED;
    message_serve();
    for (int i = 0; i < count; i++) {
        if (*request_live(&list[i]) == MPI_REQUEST_NULL)
            continue;
        const struct request *next = live_of(&list[i]);
        if (found == MPI_UNDEFINED)
            found = -1;
        if (request_done(next) &&
            (found == -1 || next->port < live_of(&list[found])->port))
            found = i;
    }
    return found;
}

int MPI_Waitany(int count, MPI_Request *list, int *index, MPI_Status *status)
{
    mini_enter("MPI_Waitany");
    for (message_settle(MPI_ANY_SOURCE); (*index = done_of(count, list)) == -1;
         message_settle(MPI_ANY_SOURCE))
        request_pass(true);
    if (*index == MPI_UNDEFINED)
        status_empty(status, MPI_ANY_SOURCE);
    else
        request_end(request_live(&list[*index]), status);
    mini_leave();
    return MPI_SUCCESS;
}

/* Messages that are here may still be under way by the model. To ask takes a
 * moment, so that who asks in a loop gets on. */
static bool has_come(int count, const MPI_Request *list)
{
    const double moment = 1e-7;
    struct mini_rank *rank = me();
    for (int i = 0; i < count; i++) {
        if (*request_live(&list[i]) == MPI_REQUEST_NULL ||
            live_of(&list[i])->port <= rank->clock)
            continue;
        rank->clock += moment;
        return false;
    }
    return true;
}

int MPI_Testall(int count, MPI_Request *list, int *flag, MPI_Status *statuses)
{
    mini_enter("MPI_Testall");
    *flag = 1;
    message_serve();
    for (int i = 0; i < count; i++)
        if (*request_live(&list[i]) != MPI_REQUEST_NULL &&
            !request_done(live_of(&list[i])))
            *flag = 0;
    bool here = *flag;
    *flag = here && has_come(count, list);
    for (int i = 0; *flag && i < count; i++)
        end_or_empty(&list[i], status_at(statuses, i));
    if (!here)
        request_pass(false);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Test(MPI_Request *request, int *flag, MPI_Status *status)
{
    return MPI_Testall(1, request, flag, status);
}

int MPI_Testany(int count, MPI_Request *list, int *index, int *flag,
                MPI_Status *status)
{
    mini_enter("MPI_Testany");
    *index = done_of(count, list);
    bool here = *index >= 0;
    *flag = *index == MPI_UNDEFINED || (here && has_come(1, &list[*index]));
    if (*flag && here)
        request_end(request_live(&list[*index]), status);
    else if (*flag)
        status_empty(status, MPI_ANY_SOURCE);
    else
        *index = MPI_UNDEFINED;
    if (!*flag && !here)
        request_pass(false);
    mini_leave();
    return MPI_SUCCESS;
}

/* All that are done by `now`. */
static int end_some(int count, MPI_Request *list, double now, int *places,
                    MPI_Status *statuses)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        MPI_Request *live = request_live(&list[i]);
        if (*live == MPI_REQUEST_NULL || !is_done(*live) ||
            (!request_of(*live)->task && request_of(*live)->port > now))
            continue;
        request_end(live, status_at(statuses, n));
        places[n++] = i;
    }
    return n;
}

int MPI_Waitsome(int count, MPI_Request *list, int *done, int *places,
                 MPI_Status *statuses)
{
    int first;
    mini_enter("MPI_Waitsome");
    for (message_settle(MPI_ANY_SOURCE); (first = done_of(count, list)) == -1;
         message_settle(MPI_ANY_SOURCE))
        request_pass(true);
    *done = MPI_UNDEFINED;
    if (first != MPI_UNDEFINED)
        *done = end_some(count, list,
                         fmax(me()->clock, live_of(&list[first])->port), places,
                         statuses);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Testsome(int count, MPI_Request *list, int *done, int *places,
                 MPI_Status *statuses)
{
    mini_enter("MPI_Testsome");
    int first = done_of(count, list);
    *done = first == MPI_UNDEFINED
                ? MPI_UNDEFINED
                : end_some(count, list, me()->clock, places, statuses);
    if (first >= 0 && *done == 0)
        has_come(1, &list[first]); /* time goes on */
    if (first == -1)
        request_pass(false);
    mini_leave();
    return MPI_SUCCESS;
}
