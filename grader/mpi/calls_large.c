/*
 * calls_large.c - wrappers: calls with large counts are those with small ones,
 * as long as their counts are small.
 *
 * They end in a jump to the other call (-O2), so that what is found lies at the
 * line of the caller.
 */
#include <limits.h>
#include <mpi.h>
#include <stdbool.h>

#if MPI_VERSION >= 4

static bool small(MPI_Count count)
{
    return count <= INT_MAX;
}

/* The counts are called n and m. */
#define LARGE(name, parameters, arguments, fits)                        \
    int MPI_##name##_c parameters                                       \
    {                                                                   \
        return fits ? MPI_##name arguments : PMPI_##name##_c arguments; \
    }

#define SEND(name)                                                     \
    LARGE(name,                                                        \
          (const void *buffer, MPI_Count n, MPI_Datatype type, int to, \
           int tag, MPI_Comm comm),                                    \
          (buffer, n, type, to, tag, comm), small(n))

#define SEND_LATER(name)                                               \
    LARGE(name,                                                        \
          (const void *buffer, MPI_Count n, MPI_Datatype type, int to, \
           int tag, MPI_Comm comm, MPI_Request *request),              \
          (buffer, n, type, to, tag, comm, request), small(n))

SEND(Send)
SEND(Ssend)
SEND(Bsend)
SEND(Rsend)
SEND_LATER(Isend)
SEND_LATER(Issend)
SEND_LATER(Ibsend)
SEND_LATER(Irsend)
SEND_LATER(Send_init)
SEND_LATER(Ssend_init)
SEND_LATER(Bsend_init)
SEND_LATER(Rsend_init)

LARGE(Recv,
      (void *buffer, MPI_Count n, MPI_Datatype type, int from, int tag,
       MPI_Comm comm, MPI_Status *status),
      (buffer, n, type, from, tag, comm, status), small(n))
LARGE(Irecv,
      (void *buffer, MPI_Count n, MPI_Datatype type, int from, int tag,
       MPI_Comm comm, MPI_Request *request),
      (buffer, n, type, from, tag, comm, request), small(n))
LARGE(Recv_init,
      (void *buffer, MPI_Count n, MPI_Datatype type, int from, int tag,
       MPI_Comm comm, MPI_Request *request),
      (buffer, n, type, from, tag, comm, request), small(n))
LARGE(Mrecv,
      (void *buffer, MPI_Count n, MPI_Datatype type, MPI_Message *message,
       MPI_Status *status),
      (buffer, n, type, message, status), small(n))
LARGE(Imrecv,
      (void *buffer, MPI_Count n, MPI_Datatype type, MPI_Message *message,
       MPI_Request *request),
      (buffer, n, type, message, request), small(n))
LARGE(Sendrecv,
      (const void *out, MPI_Count n, MPI_Datatype type, int to, int tag,
       void *in, MPI_Count m, MPI_Datatype kind, int from, int mark,
       MPI_Comm comm, MPI_Status *status),
      (out, n, type, to, tag, in, m, kind, from, mark, comm, status),
      small(n) && small(m))
LARGE(Sendrecv_replace,
      (void *buffer, MPI_Count n, MPI_Datatype type, int to, int tag, int from,
       int mark, MPI_Comm comm, MPI_Status *status),
      (buffer, n, type, to, tag, from, mark, comm, status), small(n))

LARGE(Bcast,
      (void *buffer, MPI_Count n, MPI_Datatype type, int root, MPI_Comm comm),
      (buffer, n, type, root, comm), small(n))
LARGE(Ibcast,
      (void *buffer, MPI_Count n, MPI_Datatype type, int root, MPI_Comm comm,
       MPI_Request *request),
      (buffer, n, type, root, comm, request), small(n))
LARGE(Reduce,
      (const void *out, void *in, MPI_Count n, MPI_Datatype type,
       MPI_Op operator, int root, MPI_Comm comm),
      (out, in, n, type, operator, root, comm), small(n))
LARGE(Ireduce,
      (const void *out, void *in, MPI_Count n, MPI_Datatype type,
       MPI_Op operator, int root, MPI_Comm comm, MPI_Request *request),
      (out, in, n, type, operator, root, comm, request), small(n))

#define COMBINE(name, later)                                          \
    LARGE(name,                                                       \
          (const void *out, void *in, MPI_Count n, MPI_Datatype type, \
           MPI_Op operator, MPI_Comm comm),                           \
          (out, in, n, type, operator, comm), small(n))               \
    LARGE(later,                                                      \
          (const void *out, void *in, MPI_Count n, MPI_Datatype type, \
           MPI_Op operator, MPI_Comm comm, MPI_Request *request),     \
          (out, in, n, type, operator, comm, request), small(n))

#define SHARE_OUT(name, later)                                           \
    LARGE(name,                                                          \
          (const void *out, MPI_Count n, MPI_Datatype type, void *in,    \
           MPI_Count m, MPI_Datatype kind, int root, MPI_Comm comm),     \
          (out, n, type, in, m, kind, root, comm), small(n) && small(m)) \
    LARGE(later,                                                         \
          (const void *out, MPI_Count n, MPI_Datatype type, void *in,    \
           MPI_Count m, MPI_Datatype kind, int root, MPI_Comm comm,      \
           MPI_Request *request),                                        \
          (out, n, type, in, m, kind, root, comm, request),              \
          small(n) && small(m))

#define EXCHANGE(name, later)                                         \
    LARGE(name,                                                       \
          (const void *out, MPI_Count n, MPI_Datatype type, void *in, \
           MPI_Count m, MPI_Datatype kind, MPI_Comm comm),            \
          (out, n, type, in, m, kind, comm), small(n) && small(m))    \
    LARGE(later,                                                      \
          (const void *out, MPI_Count n, MPI_Datatype type, void *in, \
           MPI_Count m, MPI_Datatype kind, MPI_Comm comm,             \
           MPI_Request *request),                                     \
          (out, n, type, in, m, kind, comm, request), small(n) && small(m))

COMBINE(Allreduce, Iallreduce)
COMBINE(Reduce_scatter_block, Ireduce_scatter_block)
COMBINE(Scan, Iscan)
COMBINE(Exscan, Iexscan)
SHARE_OUT(Gather, Igather)
SHARE_OUT(Scatter, Iscatter)
EXCHANGE(Allgather, Iallgather)
EXCHANGE(Alltoall, Ialltoall)

LARGE(Put,
      (const void *own, MPI_Count n, MPI_Datatype type, int rank, MPI_Aint at,
       MPI_Count m, MPI_Datatype kind, MPI_Win window),
      (own, n, type, rank, at, m, kind, window), small(n) && small(m))
LARGE(Get,
      (void *own, MPI_Count n, MPI_Datatype type, int rank, MPI_Aint at,
       MPI_Count m, MPI_Datatype kind, MPI_Win window),
      (own, n, type, rank, at, m, kind, window), small(n) && small(m))
LARGE(Accumulate,
      (const void *own, MPI_Count n, MPI_Datatype type, int rank, MPI_Aint at,
       MPI_Count m, MPI_Datatype kind, MPI_Op operator, MPI_Win window),
      (own, n, type, rank, at, m, kind, operator, window), small(n) && small(m))

#endif
