/* calls_type.c - wrappers: datatypes, operators and files. */
#include "argument.h"
#include "comm.h"
#include "handle.h"
#include "meeting.h"
#include "request.h"
#include "type.h"

#define PASS(...) __VA_ARGS__

static int type_made(int error, MPI_Datatype made)
{
    if (board && error == MPI_SUCCESS)
        type_add(made);
    return error;
}

/* `check` runs before MPICH is called. */
#define TYPE(name, parameters, values, check)           \
    int MPI_##name(PASS parameters, MPI_Datatype *made) \
    {                                                   \
        ENTER("MPI_" #name);                            \
        if (board) {                                    \
            check;                                      \
        }                                               \
        int error = PMPI_##name(PASS values, made);     \
        LEAVE(type_made(error, *made));                 \
    }

static void check_old(int count, MPI_Datatype old)
{
    argument_count("the count", count);
    type_of(old);
}

static void check_blocks(int count, const int lengths[])
{
    argument_count("the count", count);
    for (int i = 0; i < count; i++)
        argument_count("a block's length", lengths[i]);
}

static void check_parts(int count, const int sizes[], const int parts[],
                        const int starts[])
{
    for (int i = 0; i < count; i++)
        if (parts[i] < 1 || starts[i] < 0 || starts[i] > sizes[i] - parts[i])
            layer_fail(FINDING_ARGUMENT,
                       "%s: dimension %d has %d elements; the part is %d of "
                       "them, from %d on",
                       layer.call, i, sizes[i], parts[i], starts[i]);
}

TYPE(Type_contiguous, (int count, MPI_Datatype old), (count, old),
     check_old(count, old))
TYPE(Type_vector, (int count, int length, int stride, MPI_Datatype old),
     (count, length, stride, old),
     (check_old(count, old), argument_count("the block's length", length)))
TYPE(Type_create_hvector,
     (int count, int length, MPI_Aint stride, MPI_Datatype old),
     (count, length, stride, old),
     (check_old(count, old), argument_count("the block's length", length)))
TYPE(Type_indexed,
     (int count, const int lengths[], const int places[], MPI_Datatype old),
     (count, lengths, places, old),
     (check_old(count, old), check_blocks(count, lengths)))
TYPE(Type_create_hindexed,
     (int count, const int lengths[], const MPI_Aint places[],
      MPI_Datatype old),
     (count, lengths, places, old),
     (check_old(count, old), check_blocks(count, lengths)))
TYPE(Type_create_indexed_block,
     (int count, int length, const int places[], MPI_Datatype old),
     (count, length, places, old), check_old(count, old))
TYPE(Type_create_hindexed_block,
     (int count, int length, const MPI_Aint places[], MPI_Datatype old),
     (count, length, places, old), check_old(count, old))
TYPE(Type_hvector, (int count, int length, MPI_Aint stride, MPI_Datatype old),
     (count, length, stride, old), check_old(count, old))
TYPE(Type_hindexed,
     (int count, int lengths[], MPI_Aint places[], MPI_Datatype old),
     (count, lengths, places, old),
     (check_old(count, old), check_blocks(count, lengths)))
TYPE(Type_struct,
     (int count, int lengths[], MPI_Aint places[], MPI_Datatype types[]),
     (count, lengths, places, types), check_blocks(count, lengths))
TYPE(Type_create_struct,
     (int count, const int lengths[], const MPI_Aint places[],
      const MPI_Datatype types[]),
     (count, lengths, places, types), check_blocks(count, lengths))
TYPE(Type_create_subarray,
     (int count, const int sizes[], const int parts[], const int starts[],
      int order, MPI_Datatype old),
     (count, sizes, parts, starts, order, old),
     (check_old(count, old), check_parts(count, sizes, parts, starts)))
TYPE(Type_create_resized, (MPI_Datatype old, MPI_Aint low, MPI_Aint extent),
     (old, low, extent), type_of(old))
TYPE(Type_create_darray,
     (int size, int rank, int count, const int sizes[], const int kinds[],
      const int blocks[], const int grid[], int order, MPI_Datatype old),
     (size, rank, count, sizes, kinds, blocks, grid, order, old),
     check_old(count, old))

int MPI_Type_dup(MPI_Datatype old, MPI_Datatype *made)
{
    ENTER("MPI_Type_dup");
    bool committed = board && type_of(old)->committed;
    int error = PMPI_Type_dup(old, made);
    type_made(error, *made);
    if (committed)
        type_commit(*made);
    LEAVE(error);
}

/* Those that are not predefined are the program's to free. */
int MPI_Type_get_contents(MPI_Datatype type, int numbers, int places, int parts,
                          int number[], MPI_Aint place[], MPI_Datatype part[])
{
    ENTER("MPI_Type_get_contents");
    if (board)
        type_of(type);
    int error = PMPI_Type_get_contents(type, numbers, places, parts, number,
                                       place, part);
    for (int i = 0; board && error == MPI_SUCCESS && i < parts; i++)
        type_again(part[i]);
    LEAVE(error);
}

int MPI_Type_commit(MPI_Datatype *type)
{
    ENTER("MPI_Type_commit");
    if (board) {
        argument_pointer("the datatype", type);
        type_of(*type);
        type_commit(*type);
    }
    LEAVE(PMPI_Type_commit(type));
}

int MPI_Type_free(MPI_Datatype *type)
{
    ENTER("MPI_Type_free");
    if (!board)
        LEAVE(PMPI_Type_free(type));
    if (!type_of(*type)->ours)
        layer_fail(FINDING_ARGUMENT,
                   "MPI_Type_free: a predefined datatype must not be freed");
    bool needed = request_pending() > 0;
    type_remove(*type, needed);
    if (!needed)
        LEAVE(PMPI_Type_free(type));
    *type = MPI_DATATYPE_NULL; /* a request may still need it: kept */
    LEAVE(MPI_SUCCESS);
}

int MPI_Op_create(MPI_User_function *function, int commutes, MPI_Op *made)
{
    ENTER("MPI_Op_create");
    int error = PMPI_Op_create(function, commutes, made);
    if (board && error == MPI_SUCCESS)
        handle_add(FINDING_OPERATOR_LEAK, *made);
    LEAVE(error);
}

int MPI_Op_free(MPI_Op *operator)
{
    ENTER("MPI_Op_free");
    if (board && !handle_remove(FINDING_OPERATOR_LEAK, *operator))
        layer_fail(FINDING_ARGUMENT,
                   "MPI_Op_free: this operator was not made by MPI_Op_create");
    LEAVE(PMPI_Op_free(operator));
}

int MPI_File_open(MPI_Comm handle, const char *name, int mode, MPI_Info info,
                  MPI_File *file)
{
    ENTER("MPI_File_open");
    struct comm *comm = board ? comm_of(handle) : NULL;
    if (comm)
        meeting_hold(comm, NONE);
    int error = PMPI_File_open(handle, name, mode, info, file);
    if (board && error == MPI_SUCCESS)
        handle_add(FINDING_FILE_LEAK, (intptr_t)*file);
    LEAVE(error);
}

int MPI_File_close(MPI_File *file)
{
    ENTER("MPI_File_close");
    if (board && !handle_remove(FINDING_FILE_LEAK, (intptr_t)*file))
        layer_fail(FINDING_ARGUMENT,
                   "MPI_File_close: the file was closed or never opened");
    LEAVE(PMPI_File_close(file));
}

/* --- packing -------------------------------------------------------------- */

/* `bytes` from `at` on, in a buffer of `room`. */
static void check_room(int bytes, int at, int room)
{
    if (at < 0 || bytes > room - at)
        layer_fail(FINDING_ARGUMENT,
                   "%s: %d bytes from %d on, and the buffer has %d", layer.call,
                   bytes, at, room);
}

int MPI_Pack(const void *in, int count, MPI_Datatype type, void *out, int room,
             int *at, MPI_Comm comm)
{
    ENTER("MPI_Pack");
    int bytes = 0;
    if (board) {
        argument_data(in, count, type);
        PMPI_Pack_size(count, type, comm, &bytes);
        check_room(bytes, *at, room);
    }
    LEAVE(PMPI_Pack(in, count, type, out, room, at, comm));
}

int MPI_Unpack(const void *in, int room, int *at, void *out, int count,
               MPI_Datatype type, MPI_Comm comm)
{
    ENTER("MPI_Unpack");
    int bytes = 0;
    if (board) {
        argument_data(out, count, type);
        PMPI_Pack_size(count, type, comm, &bytes);
        check_room(bytes, *at, room);
    }
    LEAVE(PMPI_Unpack(in, room, at, out, count, type, comm));
}
