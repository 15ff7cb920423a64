#include "argument.h"

#include <sys/uio.h>
#include <unistd.h>

#include "lent.h"

enum { LARGE = 1 << 16 };

void argument_count(const char *name, int64_t count)
{
    if (count < 0)
        layer_fail(FINDING_ARGUMENT, "%s: %s is %lld, less than 0", layer.call,
                   name, (long long)count);
}

/* Whether the byte can be read, without touching it. */
static bool byte_is_mapped(const void *address)
{
    char byte;
    struct iovec to = {&byte, 1}, from = {(void *)address, 1};
    return process_vm_readv(getpid(), &to, 1, &from, 1, 0) == 1;
}

static void argument_extent(const char *buffer, int64_t count,
                            const struct type *type)
{
    int64_t length = (count - 1) * type->extent + type->high;
    if (length < LARGE || byte_is_mapped(buffer + length - 1))
        return;
    layer_fail(FINDING_ARGUMENT,
               "%s: the buffer would be %lld bytes long; the program has no "
               "memory there",
               layer.call, (long long)length);
}

static void argument_lent(const char *buffer, int64_t count,
                          const struct type *type)
{
    int64_t length = (count - 1) * type->extent + type->high - type->low;
    if (type->extent < 0)
        return;
    int64_t given = lent_of(buffer + type->low, length);
    if (given < length)
        layer_fail(FINDING_ARGUMENT,
                   "%s: the buffer is %lld bytes long, and only %lld of them "
                   "were given to the function",
                   layer.call, (long long)length, (long long)given);
}

void argument_data(const void *buffer, int64_t count, MPI_Datatype handle)
{
    argument_most(buffer, count, handle);
    const struct type *type = type_of(handle);
    if (buffer && buffer != MPI_IN_PLACE && count > 0 && type->size > 0)
        argument_lent(buffer, count, type);
}

void argument_most(const void *buffer, int64_t count, MPI_Datatype handle)
{
    argument_count("the count", count);
    const struct type *type = type_usable(handle);
    if (buffer == MPI_IN_PLACE || count == 0 || type->size == 0)
        return;
    if (!buffer && !type->ours)
        layer_fail(FINDING_ARGUMENT,
                   "%s: the buffer is NULL and the count %lld", layer.call,
                   (long long)count);
    if (buffer)
        argument_extent(buffer, count, type);
}

void argument_room(int64_t count, MPI_Datatype handle)
{
    const struct type *type = type_usable(handle);
    int64_t room = (count - 1) * type->extent + type->high - type->low;
    if (count > 0 && type->extent >= 0 && room < count * type->size)
        layer_fail(FINDING_ARGUMENT,
                   "%s: %lld bytes are received into %lld: parts of the "
                   "datatype share memory",
                   layer.call, (long long)(count * type->size),
                   (long long)room);
}

void argument_peer(const struct comm *comm, int peer, bool receives)
{
    if (peer == MPI_PROC_NULL || (receives && peer == MPI_ANY_SOURCE) ||
        (peer >= 0 && peer < comm->size))
        return;
    layer_fail(FINDING_ARGUMENT, "%s: there is no rank %d in %s, which has %d",
               layer.call, peer, comm_name(comm), comm->size);
}

void argument_tag(int tag, bool receives)
{
    static int *most;
    int found = 0;
    if (!most)
        PMPI_Comm_get_attr(MPI_COMM_WORLD, MPI_TAG_UB, &most, &found);
    if ((receives && tag == MPI_ANY_TAG) ||
        (tag >= 0 && (!most || tag <= *most)))
        return;
    layer_fail(FINDING_ARGUMENT, "%s: the tag is %d; tags are 0 to %d",
               layer.call, tag, most ? *most : 32767);
}

void argument_root(const struct comm *comm, int root)
{
    if (root >= 0 && root < comm->size)
        return;
    layer_fail(FINDING_ARGUMENT, "%s: the root is %d; %s has ranks 0 to %d",
               layer.call, root, comm_name(comm), comm->size - 1);
}

static bool operator_is_logical(MPI_Op operator)
{
    return operator== MPI_BAND || operator== MPI_BOR || operator== MPI_BXOR;
}

static bool type_is_real(MPI_Datatype type)
{
    return type == MPI_FLOAT || type == MPI_DOUBLE || type == MPI_LONG_DOUBLE;
}

void argument_operator(MPI_Op operator, MPI_Datatype type)
{
    if (operator== MPI_OP_NULL)
        layer_fail(FINDING_ARGUMENT, "%s: the operator is MPI_OP_NULL",
                   layer.call);
    if (operator_is_logical(operator) && type_is_real(type))
        layer_fail(FINDING_ARGUMENT,
                   "%s: bits of floating-point numbers cannot be combined",
                   layer.call);
    bool named =
    operator== MPI_MAX || operator== MPI_MIN || operator== MPI_SUM || operator==
        MPI_PROD || operator_is_logical(operator) ||
        operator== MPI_LAND || operator== MPI_LOR || operator== MPI_LXOR;
    if (named && type_of(type)->ours)
        layer_fail(FINDING_ARGUMENT,
                   "%s: a predefined operator does not work on a derived "
                   "datatype",
                   layer.call);
}

void argument_pointer(const char *name, const void *pointer)
{
    if (!pointer)
        layer_fail(FINDING_ARGUMENT, "%s: %s is NULL", layer.call, name);
}

void argument_apart(const void *a, int64_t na, MPI_Datatype ta, const void *b,
                    int64_t nb, MPI_Datatype tb)
{
    const struct type *x = type_of(ta), *y = type_of(tb);
    if (!a || !b || a == MPI_IN_PLACE || b == MPI_IN_PLACE || na <= 0 ||
        nb <= 0 || !x->dense || !y->dense)
        return;
    const char *one = a, *two = b;
    if (one < two + nb * y->size && two < one + na * x->size)
        layer_fail(FINDING_ARGUMENT,
                   "%s: the send and the receive buffer share memory",
                   layer.call);
}
