/*
 * mpi.h - the part of MPI that the course uses, for hundreds of ranks on one
 * core.
 *
 * A program compiled with this header instead of MPICH's runs every rank as a
 * process of its own, one at a time (run.c), and counts messages, bytes,
 * rounds and the time that a model of the network gives. It is for counting,
 * not for speed; what is right or wrong is judged on MPICH. An error ends the
 * program with one line.
 */
#ifndef PARCOURS_MINI_MPI_H
#define PARCOURS_MINI_MPI_H

#include <stddef.h>

typedef int MPI_Datatype;
typedef int MPI_Op;
typedef int MPI_Comm;
typedef int MPI_Request;
typedef int MPI_Message;
typedef int MPI_Win;
typedef int MPI_Info;
typedef long MPI_Aint;

typedef struct {
    int MPI_SOURCE, MPI_TAG, MPI_ERROR;
    long bytes; /* see MPI_Get_count */
} MPI_Status;

typedef void MPI_User_function(void *in, void *inout, int *count,
                               MPI_Datatype *type);

#define MPI_SUCCESS 0
#define MPI_UNDEFINED (-32766)
#define MPI_ANY_SOURCE (-2)
#define MPI_PROC_NULL (-1)
#define MPI_ANY_TAG (-1)
#define MPI_MAX_PROCESSOR_NAME 128
#define MPI_STATUS_IGNORE ((MPI_Status *)1)
#define MPI_STATUSES_IGNORE ((MPI_Status *)1)
#define MPI_IN_PLACE ((void *)-1)
#define MPI_BOTTOM ((void *)0)

enum { MPI_COMM_NULL = -1, MPI_COMM_WORLD, MPI_COMM_SELF };
enum { MPI_REQUEST_NULL = -1 };
enum { MPI_WIN_NULL = -1 };
enum { MPI_INFO_NULL = -1 };
enum { MPI_MESSAGE_NULL = -1 };
enum { MPI_ORDER_C, MPI_ORDER_FORTRAN };
enum { MPI_BSEND_OVERHEAD = 96 };
enum { MPI_LOCK_EXCLUSIVE = 1, MPI_LOCK_SHARED };
enum {
    MPI_MODE_NOCHECK = 1,
    MPI_MODE_NOSTORE = 2,
    MPI_MODE_NOPUT = 4,
    MPI_MODE_NOPRECEDE = 8,
    MPI_MODE_NOSUCCEED = 16
};
enum {
    MPI_THREAD_SINGLE,
    MPI_THREAD_FUNNELED,
    MPI_THREAD_SERIALIZED,
    MPI_THREAD_MULTIPLE
};

enum {
    MPI_DATATYPE_NULL = -1,
    MPI_CHAR,
    MPI_SIGNED_CHAR,
    MPI_UNSIGNED_CHAR,
    MPI_BYTE,
    MPI_SHORT,
    MPI_UNSIGNED_SHORT,
    MPI_INT,
    MPI_UNSIGNED,
    MPI_LONG,
    MPI_UNSIGNED_LONG,
    MPI_LONG_LONG,
    MPI_UNSIGNED_LONG_LONG,
    MPI_FLOAT,
    MPI_DOUBLE,
    MPI_C_BOOL,
    MPI_DOUBLE_INT,
    MPI_2INT,
    MPI_INT32_T = MPI_INT,
    MPI_UINT32_T = MPI_UNSIGNED,
    MPI_INT64_T = MPI_LONG,
    MPI_UINT64_T = MPI_UNSIGNED_LONG,
    MPI_UINT8_T = MPI_UNSIGNED_CHAR,
    MPI_LONG_LONG_INT = MPI_LONG_LONG,
};

enum {
    MPI_OP_NULL = -1,
    MPI_SUM,
    MPI_PROD,
    MPI_MAX,
    MPI_MIN,
    MPI_LAND,
    MPI_LOR,
    MPI_LXOR,
    MPI_BAND,
    MPI_BOR,
    MPI_BXOR,
    MPI_MAXLOC,
    MPI_MINLOC,
    MPI_REPLACE = 1 << 20, /* of one-sided calls only, like the next */
    MPI_NO_OP,
};

int MPI_Init(int *argc, char ***argv);
int MPI_Init_thread(int *argc, char ***argv, int required, int *provided);
int MPI_Query_thread(int *provided);
int MPI_Is_thread_main(int *flag);
int MPI_Finalize(void);
int MPI_Initialized(int *flag);
int MPI_Finalized(int *flag);
int MPI_Abort(MPI_Comm comm, int code);
double MPI_Wtime(void);
double MPI_Wtick(void);
int MPI_Get_processor_name(char *name, int *length);

int MPI_Comm_rank(MPI_Comm comm, int *rank);
int MPI_Comm_size(MPI_Comm comm, int *size);
int MPI_Comm_dup(MPI_Comm comm, MPI_Comm *made);
int MPI_Comm_split(MPI_Comm comm, int color, int key, MPI_Comm *made);
int MPI_Comm_free(MPI_Comm *comm);

int MPI_Send(const void *buffer, int count, MPI_Datatype type, int dest,
             int tag, MPI_Comm comm);
int MPI_Ssend(const void *buffer, int count, MPI_Datatype type, int dest,
              int tag, MPI_Comm comm);
int MPI_Isend(const void *buffer, int count, MPI_Datatype type, int dest,
              int tag, MPI_Comm comm, MPI_Request *request);
int MPI_Issend(const void *buffer, int count, MPI_Datatype type, int dest,
               int tag, MPI_Comm comm, MPI_Request *request);
int MPI_Bsend(const void *buffer, int count, MPI_Datatype type, int dest,
              int tag, MPI_Comm comm);
int MPI_Rsend(const void *buffer, int count, MPI_Datatype type, int dest,
              int tag, MPI_Comm comm);
int MPI_Ibsend(const void *buffer, int count, MPI_Datatype type, int dest,
               int tag, MPI_Comm comm, MPI_Request *request);
int MPI_Irsend(const void *buffer, int count, MPI_Datatype type, int dest,
               int tag, MPI_Comm comm, MPI_Request *request);
int MPI_Buffer_attach(void *buffer, int bytes);
int MPI_Buffer_detach(void *buffer, int *bytes);
int MPI_Pack_size(int count, MPI_Datatype type, MPI_Comm comm, int *bytes);
int MPI_Send_init(const void *buffer, int count, MPI_Datatype type, int dest,
                  int tag, MPI_Comm comm, MPI_Request *request);
int MPI_Ssend_init(const void *buffer, int count, MPI_Datatype type, int dest,
                   int tag, MPI_Comm comm, MPI_Request *request);
int MPI_Recv_init(void *buffer, int count, MPI_Datatype type, int source,
                  int tag, MPI_Comm comm, MPI_Request *request);
int MPI_Start(MPI_Request *request);
int MPI_Startall(int count, MPI_Request *requests);
int MPI_Request_free(MPI_Request *request);
int MPI_Recv(void *buffer, int count, MPI_Datatype type, int source, int tag,
             MPI_Comm comm, MPI_Status *status);
int MPI_Irecv(void *buffer, int count, MPI_Datatype type, int source, int tag,
              MPI_Comm comm, MPI_Request *request);
int MPI_Sendrecv(const void *out, int out_count, MPI_Datatype out_type,
                 int dest, int out_tag, void *in, int in_count,
                 MPI_Datatype in_type, int source, int in_tag, MPI_Comm comm,
                 MPI_Status *status);
int MPI_Sendrecv_replace(void *buffer, int count, MPI_Datatype type, int dest,
                         int out_tag, int source, int in_tag, MPI_Comm comm,
                         MPI_Status *status);
int MPI_Probe(int source, int tag, MPI_Comm comm, MPI_Status *status);
int MPI_Iprobe(int source, int tag, MPI_Comm comm, int *flag,
               MPI_Status *status);
int MPI_Mprobe(int source, int tag, MPI_Comm comm, MPI_Message *message,
               MPI_Status *status);
int MPI_Improbe(int source, int tag, MPI_Comm comm, int *flag,
                MPI_Message *message, MPI_Status *status);
int MPI_Mrecv(void *buffer, int count, MPI_Datatype type, MPI_Message *message,
              MPI_Status *status);
int MPI_Imrecv(void *buffer, int count, MPI_Datatype type, MPI_Message *message,
               MPI_Request *request);
int MPI_Get_count(const MPI_Status *status, MPI_Datatype type, int *count);

int MPI_Wait(MPI_Request *request, MPI_Status *status);
int MPI_Waitall(int count, MPI_Request *requests, MPI_Status *statuses);
int MPI_Waitany(int count, MPI_Request *requests, int *index,
                MPI_Status *status);
int MPI_Test(MPI_Request *request, int *flag, MPI_Status *status);
int MPI_Testall(int count, MPI_Request *requests, int *flag,
                MPI_Status *statuses);

int MPI_Barrier(MPI_Comm comm);
int MPI_Bcast(void *buffer, int count, MPI_Datatype type, int root,
              MPI_Comm comm);
int MPI_Reduce(const void *in, void *out, int count, MPI_Datatype type,
               MPI_Op operator, int root, MPI_Comm comm);
int MPI_Allreduce(const void *in, void *out, int count, MPI_Datatype type,
                  MPI_Op operator, MPI_Comm comm);
int MPI_Scan(const void *in, void *out, int count, MPI_Datatype type,
             MPI_Op operator, MPI_Comm comm);
int MPI_Exscan(const void *in, void *out, int count, MPI_Datatype type,
               MPI_Op operator, MPI_Comm comm);
int MPI_Gather(const void *in, int in_count, MPI_Datatype in_type, void *out,
               int out_count, MPI_Datatype out_type, int root, MPI_Comm comm);
int MPI_Gatherv(const void *in, int in_count, MPI_Datatype in_type, void *out,
                const int counts[], const int places[], MPI_Datatype out_type,
                int root, MPI_Comm comm);
int MPI_Scatter(const void *in, int in_count, MPI_Datatype in_type, void *out,
                int out_count, MPI_Datatype out_type, int root, MPI_Comm comm);
int MPI_Scatterv(const void *in, const int counts[], const int places[],
                 MPI_Datatype in_type, void *out, int out_count,
                 MPI_Datatype out_type, int root, MPI_Comm comm);
int MPI_Allgather(const void *in, int in_count, MPI_Datatype in_type, void *out,
                  int out_count, MPI_Datatype out_type, MPI_Comm comm);
int MPI_Allgatherv(const void *in, int in_count, MPI_Datatype in_type,
                   void *out, const int counts[], const int places[],
                   MPI_Datatype out_type, MPI_Comm comm);
int MPI_Alltoall(const void *in, int in_count, MPI_Datatype in_type, void *out,
                 int out_count, MPI_Datatype out_type, MPI_Comm comm);
int MPI_Alltoallv(const void *in, const int in_counts[], const int in_places[],
                  MPI_Datatype in_type, void *out, const int out_counts[],
                  const int out_places[], MPI_Datatype out_type, MPI_Comm comm);
int MPI_Alltoallw(const void *in, const int in_counts[], const int in_places[],
                  const MPI_Datatype in_types[], void *out,
                  const int out_counts[], const int out_places[],
                  const MPI_Datatype out_types[], MPI_Comm comm);

int MPI_Ibarrier(MPI_Comm comm, MPI_Request *request);
int MPI_Ibcast(void *buffer, int count, MPI_Datatype type, int root,
               MPI_Comm comm, MPI_Request *request);
int MPI_Ireduce(const void *in, void *out, int count, MPI_Datatype type,
                MPI_Op operator, int root, MPI_Comm comm, MPI_Request *request);
int MPI_Igatherv(const void *in, int in_count, MPI_Datatype in_type, void *out,
                 const int counts[], const int places[], MPI_Datatype out_type,
                 int root, MPI_Comm comm, MPI_Request *request);
int MPI_Iscatterv(const void *in, const int counts[], const int places[],
                  MPI_Datatype in_type, void *out, int out_count,
                  MPI_Datatype out_type, int root, MPI_Comm comm,
                  MPI_Request *request);
int MPI_Iallgatherv(const void *in, int in_count, MPI_Datatype in_type,
                    void *out, const int counts[], const int places[],
                    MPI_Datatype out_type, MPI_Comm comm, MPI_Request *request);
int MPI_Ialltoallv(const void *in, const int in_counts[], const int in_places[],
                   MPI_Datatype in_type, void *out, const int out_counts[],
                   const int out_places[], MPI_Datatype out_type, MPI_Comm comm,
                   MPI_Request *request);
int MPI_Cart_create(MPI_Comm old, int dims, const int size[], const int wraps[],
                    int reorder, MPI_Comm *made);
int MPI_Cartdim_get(MPI_Comm comm, int *dims);
int MPI_Cart_coords(MPI_Comm comm, int rank, int most, int coords[]);
int MPI_Cart_get(MPI_Comm comm, int most, int size[], int wraps[],
                 int coords[]);
int MPI_Cart_rank(MPI_Comm comm, const int coords[], int *rank);
int MPI_Cart_shift(MPI_Comm comm, int dim, int step, int *source, int *dest);
int MPI_Cart_sub(MPI_Comm comm, const int keep[], MPI_Comm *made);
int MPI_Dims_create(int ranks, int dims, int size[]);
int MPI_Iallreduce(const void *in, void *out, int count, MPI_Datatype type,
                   MPI_Op operator, MPI_Comm comm, MPI_Request *request);
int MPI_Iscan(const void *in, void *out, int count, MPI_Datatype type,
              MPI_Op operator, MPI_Comm comm, MPI_Request *request);
int MPI_Iexscan(const void *in, void *out, int count, MPI_Datatype type,
                MPI_Op operator, MPI_Comm comm, MPI_Request *request);
int MPI_Igather(const void *in, int in_count, MPI_Datatype in_type, void *out,
                int out_count, MPI_Datatype out_type, int root, MPI_Comm comm,
                MPI_Request *request);
int MPI_Iscatter(const void *in, int in_count, MPI_Datatype in_type, void *out,
                 int out_count, MPI_Datatype out_type, int root, MPI_Comm comm,
                 MPI_Request *request);
int MPI_Iallgather(const void *in, int in_count, MPI_Datatype in_type,
                   void *out, int out_count, MPI_Datatype out_type,
                   MPI_Comm comm, MPI_Request *request);
int MPI_Ialltoall(const void *in, int in_count, MPI_Datatype in_type, void *out,
                  int out_count, MPI_Datatype out_type, MPI_Comm comm,
                  MPI_Request *request);
int MPI_Testany(int count, MPI_Request *requests, int *index, int *flag,
                MPI_Status *status);
int MPI_Waitsome(int count, MPI_Request *requests, int *done, int *places,
                 MPI_Status *statuses);
int MPI_Testsome(int count, MPI_Request *requests, int *done, int *places,
                 MPI_Status *statuses);

int MPI_Type_contiguous(int count, MPI_Datatype old, MPI_Datatype *made);
int MPI_Type_vector(int count, int length, int stride, MPI_Datatype old,
                    MPI_Datatype *made);
int MPI_Type_create_hvector(int count, int length, MPI_Aint stride,
                            MPI_Datatype old, MPI_Datatype *made);
int MPI_Type_indexed(int count, const int lengths[], const int places[],
                     MPI_Datatype old, MPI_Datatype *made);
int MPI_Type_create_hindexed(int count, const int lengths[],
                             const MPI_Aint places[], MPI_Datatype old,
                             MPI_Datatype *made);
int MPI_Type_create_indexed_block(int count, int length, const int places[],
                                  MPI_Datatype old, MPI_Datatype *made);
int MPI_Type_create_subarray(int dims, const int whole[], const int part[],
                             const int start[], int order, MPI_Datatype old,
                             MPI_Datatype *made);
int MPI_Type_dup(MPI_Datatype old, MPI_Datatype *made);
int MPI_Type_create_struct(int count, const int lengths[],
                           const MPI_Aint places[], const MPI_Datatype types[],
                           MPI_Datatype *made);
int MPI_Type_create_resized(MPI_Datatype old, MPI_Aint low, MPI_Aint extent,
                            MPI_Datatype *made);
int MPI_Type_commit(MPI_Datatype *type);
int MPI_Type_free(MPI_Datatype *type);
int MPI_Type_size(MPI_Datatype type, int *size);
int MPI_Type_get_extent(MPI_Datatype type, MPI_Aint *low, MPI_Aint *extent);
int MPI_Get_address(const void *address, MPI_Aint *place);
int MPI_Op_create(MPI_User_function *function, int commutes, MPI_Op *made);
int MPI_Reduce_local(const void *in, void *inout, int count, MPI_Datatype type,
                     MPI_Op operator);
int MPI_Op_free(MPI_Op *operator);

int MPI_Win_allocate(MPI_Aint bytes, int unit, MPI_Info info, MPI_Comm comm,
                     void *base, MPI_Win *made);
int MPI_Win_free(MPI_Win *window);
int MPI_Win_fence(int assertion, MPI_Win window);
int MPI_Win_lock(int kind, int rank, int assertion, MPI_Win window);
int MPI_Win_unlock(int rank, MPI_Win window);
int MPI_Win_lock_all(int assertion, MPI_Win window);
int MPI_Win_unlock_all(MPI_Win window);
int MPI_Win_flush(int rank, MPI_Win window);
int MPI_Win_flush_local(int rank, MPI_Win window);
int MPI_Win_flush_all(MPI_Win window);
int MPI_Put(const void *buffer, int count, MPI_Datatype type, int rank,
            MPI_Aint place, int there, MPI_Datatype there_type, MPI_Win window);
int MPI_Get(void *buffer, int count, MPI_Datatype type, int rank,
            MPI_Aint place, int there, MPI_Datatype there_type, MPI_Win window);
int MPI_Accumulate(const void *buffer, int count, MPI_Datatype type, int rank,
                   MPI_Aint place, int there, MPI_Datatype there_type,
                   MPI_Op operator, MPI_Win window);
int MPI_Get_accumulate(const void *buffer, int count, MPI_Datatype type,
                       void *result, int result_count, MPI_Datatype result_type,
                       int rank, MPI_Aint place, int there,
                       MPI_Datatype there_type, MPI_Op operator,
                       MPI_Win window);
int MPI_Fetch_and_op(const void *buffer, void *result, MPI_Datatype type,
                     int rank, MPI_Aint place, MPI_Op operator, MPI_Win window);
int MPI_Compare_and_swap(const void *buffer, const void *compare, void *result,
                         MPI_Datatype type, int rank, MPI_Aint place,
                         MPI_Win window);

#endif
