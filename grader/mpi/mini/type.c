/* type.c - datatypes: a list of blocks of bytes, and where an element begins
 * and ends. */
#include "mini.h"

#include <stdlib.h>
#include <string.h>

struct block {
    long at, bytes;
};

struct type {
    long size;
    long low, high; /* the extent is from the one to the other */
    int blocks;
    struct block *block;
};

struct subarray {
    int dims, order;
    const int *whole, *part, *start;
    MPI_Datatype old;
};

enum { NAMED = MPI_2INT + 1 };

static const long sizes[NAMED] = {
    [MPI_CHAR] = 1,
    [MPI_SIGNED_CHAR] = 1,
    [MPI_UNSIGNED_CHAR] = 1,
    [MPI_BYTE] = 1,
    [MPI_SHORT] = sizeof(short),
    [MPI_UNSIGNED_SHORT] = sizeof(short),
    [MPI_INT] = sizeof(int),
    [MPI_UNSIGNED] = sizeof(int),
    [MPI_LONG] = sizeof(long),
    [MPI_UNSIGNED_LONG] = sizeof(long),
    [MPI_LONG_LONG] = sizeof(long long),
    [MPI_UNSIGNED_LONG_LONG] = sizeof(long long),
    [MPI_FLOAT] = sizeof(float),
    [MPI_DOUBLE] = sizeof(double),
    [MPI_C_BOOL] = sizeof(_Bool),
    [MPI_DOUBLE_INT] = 16,
    [MPI_2INT] = 2 * sizeof(int),
};

static struct type *made;
static int made_count;

static struct type type_of(MPI_Datatype handle)
{
    if (handle >= 0 && handle < NAMED)
        return (struct type){sizes[handle], 0, sizes[handle], 0, NULL};
    if (handle < NAMED || handle >= NAMED + made_count ||
        !made[handle - NAMED].block)
        mini_fail("this is not a datatype");
    return made[handle - NAMED];
}

long type_size(MPI_Datatype handle)
{
    return type_of(handle).size;
}

long type_extent(MPI_Datatype handle)
{
    struct type type = type_of(handle);
    return type.high - type.low;
}

static void type_push(struct type *to, long at, long bytes)
{
    struct block *last = to->blocks ? &to->block[to->blocks - 1] : NULL;
    to->size += bytes;
    if (last && last->at + last->bytes == at) {
        last->bytes += bytes;
        return;
    }
    to->block =
        mini_grow(to->block, (size_t)(to->blocks + 1) * sizeof *to->block);
    to->block[to->blocks++] = (struct block){at, bytes};
}

/* `count` elements of `old`, the first one at `at`. */
static void type_append(struct type *to, long at, long count,
                        MPI_Datatype handle)
{
    struct type old = type_of(handle);
    long extent = old.high - old.low;
    for (long i = 0; i < count; i++) {
        long base = at + i * extent;
        bool first = to->low == 0 && to->high == 0 && to->blocks == 0;
        if (!old.block)
            type_push(to, base, old.size);
        for (int k = 0; k < old.blocks; k++)
            type_push(to, base + old.block[k].at, old.block[k].bytes);
        if (first || base + old.low < to->low)
            to->low = base + old.low;
        if (first || base + old.high > to->high)
            to->high = base + old.high;
    }
}

static MPI_Datatype type_enter(struct type type)
{
    if (!type.block)
        type.block = malloc(1); /* empty, but a type */
    made = mini_grow(made, (size_t)(made_count + 1) * sizeof *made);
    made[made_count] = type;
    return NAMED + made_count++;
}

static void elements_copy(void *packed, void *memory, long bytes,
                          struct type type, bool pack)
{
    char *at = packed;
    for (long i = 0; bytes > 0; i++)
        for (int k = 0; k < type.blocks && bytes > 0; k++) {
            char *place =
                (char *)memory + i * (type.high - type.low) + type.block[k].at;
            long part =
                type.block[k].bytes < bytes ? type.block[k].bytes : bytes;
            memcpy(pack ? at : place, pack ? place : at, (size_t)part);
            at += part;
            bytes -= part;
        }
}

void type_pack(void *to, const void *from, long count, MPI_Datatype handle)
{
    struct type type = type_of(handle);
    if (!type.block && count > 0)
        memcpy(to, from, (size_t)(count * type.size));
    else
        elements_copy(to, (void *)from, count * type.size, type, true);
}

void type_unpack(void *to, const void *from, long bytes, MPI_Datatype handle)
{
    struct type type = type_of(handle);
    if (!type.block && bytes > 0)
        memcpy(to, from, (size_t)bytes);
    else
        elements_copy((void *)from, to, bytes, type, false);
}

void type_copy(void *to, MPI_Datatype to_type, const void *from, long count,
               MPI_Datatype type)
{
    long bytes = count * type_size(type);
    char *packed = malloc((size_t)bytes + 1);
    type_pack(packed, from, count, type);
    type_unpack(to, packed, bytes, to_type);
    free(packed);
}

int MPI_Type_contiguous(int count, MPI_Datatype old, MPI_Datatype *handle)
{
    return MPI_Type_vector(1, count, count, old, handle);
}

int MPI_Type_vector(int count, int length, int stride, MPI_Datatype old,
                    MPI_Datatype *handle)
{
    return MPI_Type_create_hvector(count, length, stride * type_extent(old),
                                   old, handle);
}

int MPI_Type_create_hvector(int count, int length, MPI_Aint stride,
                            MPI_Datatype old, MPI_Datatype *handle)
{
    struct type type = {0};
    for (int i = 0; i < count; i++)
        type_append(&type, i * stride, length, old);
    *handle = type_enter(type);
    return MPI_SUCCESS;
}

int MPI_Type_create_hindexed(int count, const int lengths[],
                             const MPI_Aint places[], MPI_Datatype old,
                             MPI_Datatype *handle)
{
    struct type type = {0};
    for (int i = 0; i < count; i++)
        type_append(&type, places[i], lengths[i], old);
    *handle = type_enter(type);
    return MPI_SUCCESS;
}

int MPI_Type_indexed(int count, const int lengths[], const int places[],
                     MPI_Datatype old, MPI_Datatype *handle)
{
    struct type type = {0};
    for (int i = 0; i < count; i++)
        type_append(&type, places[i] * type_extent(old), lengths[i], old);
    *handle = type_enter(type);
    return MPI_SUCCESS;
}

int MPI_Type_create_indexed_block(int count, int length, const int places[],
                                  MPI_Datatype old, MPI_Datatype *handle)
{
    struct type type = {0};
    for (int i = 0; i < count; i++)
        type_append(&type, places[i] * type_extent(old), length, old);
    *handle = type_enter(type);
    return MPI_SUCCESS;
}

/* The part of dimension `d` and all that lie within, which begins at element
 * `at` of the whole; `step`: elements from one of that dimension to the next.
 */
static void subarray_append(struct type *to, const struct subarray *of, int d,
                            long at, long step)
{
    if (d == of->dims) {
        type_append(to, at * type_extent(of->old), 1, of->old);
        return;
    }
    int k = of->order == MPI_ORDER_C ? d : of->dims - 1 - d;
    step /= of->whole[k];
    for (int i = 0; i < of->part[k]; i++)
        subarray_append(to, of, d + 1, at + (of->start[k] + i) * step, step);
}

int MPI_Type_create_subarray(int dims, const int whole[], const int part[],
                             const int start[], int order, MPI_Datatype old,
                             MPI_Datatype *handle)
{
    struct subarray of = {dims, order, whole, part, start, old};
    struct type type = {0};
    long all = 1;
    for (int i = 0; i < dims; i++)
        all *= whole[i];
    subarray_append(&type, &of, 0, 0, all);
    type.low = 0;
    type.high = all * type_extent(old);
    *handle = type_enter(type);
    return MPI_SUCCESS;
}

static long aligned(long extent, const MPI_Datatype types[], int count)
{
    long most = 1;
    for (int i = 0; i < count; i++)
        if (types[i] < NAMED && sizes[types[i]] > most)
            most = sizes[types[i]];
    most = most > 8 ? 8 : most;
    return (extent + most - 1) / most * most;
}

int MPI_Type_create_struct(int count, const int lengths[],
                           const MPI_Aint places[], const MPI_Datatype types[],
                           MPI_Datatype *handle)
{
    struct type type = {0};
    for (int i = 0; i < count; i++)
        type_append(&type, places[i], lengths[i], types[i]);
    type.high = type.low + aligned(type.high - type.low, types, count);
    *handle = type_enter(type);
    return MPI_SUCCESS;
}

int MPI_Type_create_resized(MPI_Datatype old, MPI_Aint low, MPI_Aint extent,
                            MPI_Datatype *handle)
{
    struct type type = {0};
    type_append(&type, 0, 1, old);
    type.low = low;
    type.high = low + extent;
    *handle = type_enter(type);
    return MPI_SUCCESS;
}

int MPI_Type_dup(MPI_Datatype old, MPI_Datatype *handle)
{
    struct type type = type_of(old);
    return MPI_Type_create_resized(old, type.low, type.high - type.low, handle);
}

int MPI_Type_commit(MPI_Datatype *handle)
{
    type_of(*handle);
    return MPI_SUCCESS;
}

/* Kept: a receive that is under way may still need it. */
int MPI_Type_free(MPI_Datatype *handle)
{
    type_of(*handle);
    *handle = MPI_DATATYPE_NULL;
    return MPI_SUCCESS;
}

int MPI_Type_size(MPI_Datatype handle, int *size)
{
    *size = (int)type_size(handle);
    return MPI_SUCCESS;
}

int MPI_Type_get_extent(MPI_Datatype handle, MPI_Aint *low, MPI_Aint *extent)
{
    *low = type_of(handle).low;
    *extent = type_extent(handle);
    return MPI_SUCCESS;
}

int MPI_Get_address(const void *address, MPI_Aint *place)
{
    *place = (MPI_Aint)address;
    return MPI_SUCCESS;
}
