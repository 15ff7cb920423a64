/* persistent.c - requests that are made once and started again and again. */
#include "request.h"

#include <stdlib.h>

struct again {
    bool receives, synchronous;
    void *buffer;
    int count, peer, tag;
    MPI_Datatype type;
    MPI_Comm comm;
};

static MPI_Request again_new(struct again what)
{
    MPI_Request handle = request_new();
    struct request *request = request_of(handle);
    request->again = mini_grow(NULL, sizeof what);
    *request->again = what;
    request->inner = MPI_REQUEST_NULL;
    return handle;
}

int MPI_Send_init(const void *buffer, int count, MPI_Datatype type, int dest,
                  int tag, MPI_Comm comm, MPI_Request *request)
{
    *request = again_new((struct again){false, false, (void *)buffer, count,
                                        dest, tag, type, comm});
    return MPI_SUCCESS;
}

int MPI_Ssend_init(const void *buffer, int count, MPI_Datatype type, int dest,
                   int tag, MPI_Comm comm, MPI_Request *request)
{
    *request = again_new((struct again){false, true, (void *)buffer, count,
                                        dest, tag, type, comm});
    return MPI_SUCCESS;
}

int MPI_Recv_init(void *buffer, int count, MPI_Datatype type, int source,
                  int tag, MPI_Comm comm, MPI_Request *request)
{
    *request = again_new(
        (struct again){true, false, buffer, count, source, tag, type, comm});
    return MPI_SUCCESS;
}

int MPI_Start(MPI_Request *handle)
{
    struct request *request = request_of(*handle);
    const struct again *what = request->again;
    if (request_live(handle) == handle || request->inner != MPI_REQUEST_NULL)
        mini_fail("%d is not a request that can be started", *handle);
    if (what->receives)
        MPI_Irecv(what->buffer, what->count, what->type, what->peer, what->tag,
                  what->comm, &request->inner);
    else if (what->synchronous)
        MPI_Issend(what->buffer, what->count, what->type, what->peer, what->tag,
                   what->comm, &request->inner);
    else
        MPI_Isend(what->buffer, what->count, what->type, what->peer, what->tag,
                  what->comm, &request->inner);
    return MPI_SUCCESS;
}

int MPI_Startall(int count, MPI_Request *list)
{
    for (int i = 0; i < count; i++)
        MPI_Start(&list[i]);
    return MPI_SUCCESS;
}

/* Of a send under way: it goes on. Of a receive: it may still be filled in, so
 * it is kept. */
int MPI_Request_free(MPI_Request *handle)
{
    struct request *request = request_of(*handle);
    if (request->again) {
        free(request->again);
        request->again = NULL;
        request->used = false;
    }
    *handle = MPI_REQUEST_NULL;
    return MPI_SUCCESS;
}
