#include "type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct type **types;
static int count;

static struct type *type_find(MPI_Datatype handle)
{
    for (int i = 0; i < count; i++)
        if (types[i]->used && types[i]->handle == handle)
            return types[i];
    return NULL;
}

/* Types that are the same on this machine count as the same. */
static int leaf_class(MPI_Datatype leaf)
{
    static const MPI_Datatype same[][2] = {
        {MPI_INT32_T, MPI_INT},
        {MPI_UINT32_T, MPI_UNSIGNED},
        {MPI_INT64_T, MPI_LONG},
        {MPI_UINT64_T, MPI_UNSIGNED_LONG},
        {MPI_LONG_LONG, MPI_LONG},
        {MPI_UNSIGNED_LONG_LONG, MPI_UNSIGNED_LONG},
        {MPI_INT16_T, MPI_SHORT},
        {MPI_UINT16_T, MPI_UNSIGNED_SHORT},
        {MPI_INT8_T, MPI_SIGNED_CHAR},
        {MPI_UINT8_T, MPI_UNSIGNED_CHAR},
        {MPI_AINT, MPI_LONG},
        {MPI_OFFSET, MPI_LONG},
        {MPI_COUNT, MPI_LONG},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (leaf == same[i][0])
            return same[i][1];
    return leaf;
}

static void signature_push(struct signature *to, int leaf, int64_t n)
{
    if (to->runs < 0 || n == 0)
        return;
    if (to->runs && to->run[to->runs - 1].leaf == leaf) {
        to->run[to->runs - 1].count += n;
    } else if (to->runs == BOARD_RUNS) {
        to->runs = -1; /* too many to keep */
    } else {
        to->run[to->runs].leaf = leaf;
        to->run[to->runs++].count = n;
    }
}

static void signature_append(struct signature *to, const struct signature *part,
                             int64_t times)
{
    if (part->runs <= 0 && part->bytes > 0)
        to->runs = -1;
    if (part->runs == 1) {
        signature_push(to, part->run[0].leaf,
                       part->run[0].count * part->repeat * times);
        return;
    }
    for (int64_t t = 0; t < times * part->repeat && to->runs >= 0; t++)
        for (int i = 0; i < part->runs; i++)
            signature_push(to, part->run[i].leaf, part->run[i].count);
}

/* How often part k of a derived type occurs in it. */
static int64_t type_times(int combiner, const int *n, int k)
{
    int64_t sum = 0;
    switch (combiner) {
    case MPI_COMBINER_CONTIGUOUS:
        return n[0];
    case MPI_COMBINER_VECTOR:
    case MPI_COMBINER_HVECTOR:
        return (int64_t)n[0] * n[1];
    case MPI_COMBINER_INDEXED:
    case MPI_COMBINER_HINDEXED:
        for (int i = 0; i < n[0]; i++)
            sum += n[1 + i];
        return sum;
    case MPI_COMBINER_INDEXED_BLOCK:
    case MPI_COMBINER_HINDEXED_BLOCK:
        return (int64_t)n[0] * n[1];
    case MPI_COMBINER_STRUCT:
        return n[1 + k];
    case MPI_COMBINER_SUBARRAY:
        sum = 1;
        for (int i = 0; i < n[0]; i++)
            sum *= n[1 + n[0] + i];
        return sum;
    case MPI_COMBINER_DUP:
    case MPI_COMBINER_RESIZED:
        return 1;
    default:
        return -1;
    }
}

static struct signature type_expand(MPI_Datatype handle);

static struct signature type_derived(MPI_Datatype handle, int combiner, int ni,
                                     int na, int nd)
{
    struct signature out = {.repeat = 1};
    int *n = calloc((size_t)ni + 1, sizeof *n);
    MPI_Aint *a = calloc((size_t)na + 1, sizeof *a);
    MPI_Datatype *d = calloc((size_t)nd + 1, sizeof *d);
    PMPI_Type_get_contents(handle, ni, na, nd, n, a, d);
    for (int k = 0; k < nd; k++) {
        struct signature part = type_expand(d[k]);
        int64_t times = type_times(combiner, n, k);
        if (times < 0)
            out.runs = -1;
        else
            signature_append(&out, &part, times);
        int i1, i2, i3, named;
        PMPI_Type_get_envelope(d[k], &i1, &i2, &i3, &named);
        if (named != MPI_COMBINER_NAMED)
            PMPI_Type_free(&d[k]);
    }
    free(n);
    free(a);
    free(d);
    return out;
}

static struct signature type_expand(MPI_Datatype handle)
{
    struct signature out = {.repeat = 1};
    int ni, na, nd, combiner, size;
    PMPI_Type_get_envelope(handle, &ni, &na, &nd, &combiner);
    if (handle == MPI_2INT)
        signature_push(&out, MPI_INT, 2);
    else if (combiner == MPI_COMBINER_NAMED)
        signature_push(&out, leaf_class(handle), 1);
    else
        out = type_derived(handle, combiner, ni, na, nd);
    if (out.runs < 0)
        out.runs = 0;
    PMPI_Type_size(handle, &size);
    out.bytes = size;
    return out;
}

static struct type *type_enter(MPI_Datatype handle)
{
    int i, size;
    MPI_Aint low, extent, high;
    for (i = 0; i < count && types[i]->used; i++)
        ;
    if (i == count) {
        types = layer_grow(types, (size_t)(count + 1) * sizeof *types);
        types[count++] = malloc(sizeof **types);
    }
    struct type *type = types[i];
    *type = (struct type){.handle = handle, .used = true, .committed = true};
    PMPI_Type_size(handle, &size);
    PMPI_Type_get_extent(handle, &low, &extent);
    PMPI_Type_get_true_extent(handle, &low, &high);
    type->size = size;
    type->extent = extent;
    type->low = low;
    type->high = low + high;
    type->dense = extent == size && high == size && low == 0;
    type->signature = type_expand(handle);
    return type;
}

/* MPICH's handles tell predefined datatypes; a stale one is not looked at. */
static bool type_is_named(MPI_Datatype handle)
{
    const MPI_Datatype pairs[] = {MPI_FLOAT_INT, MPI_DOUBLE_INT, MPI_LONG_INT,
                                  MPI_SHORT_INT, MPI_LONG_DOUBLE_INT};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (handle == pairs[i])
            return true;
    return ((unsigned)handle & 0xff000000u) ==
           ((unsigned)MPI_INT & 0xff000000u);
}

const struct type *type_of(MPI_Datatype handle)
{
    struct type *type = type_find(handle);
    if (type && !type->freed)
        return type;
    if (handle == MPI_DATATYPE_NULL)
        layer_fail(FINDING_ARGUMENT, "%s: the datatype is MPI_DATATYPE_NULL",
                   layer.call);
    if (type || !type_is_named(handle))
        layer_fail(FINDING_ARGUMENT, "%s: the datatype was freed or never made",
                   layer.call);
    return type_enter(handle);
}

const struct type *type_usable(MPI_Datatype handle)
{
    const struct type *type = type_of(handle);
    if (!type->committed)
        layer_fail(FINDING_ARGUMENT,
                   "%s: the datatype was not committed (MPI_Type_commit)",
                   layer.call);
    return type;
}

void type_add(MPI_Datatype handle)
{
    struct type *type = type_enter(handle);
    type->ours = true;
    type->handles = 1;
    type->committed = false;
    type->place = layer.place;
    board_name(type->call, sizeof type->call, layer.call);
}

void type_commit(MPI_Datatype handle)
{
    struct type *type = type_find(handle);
    if (type)
        type->committed = true;
}

void type_again(MPI_Datatype handle)
{
    struct type *type = type_find(handle);
    if (type)
        type->handles++;
}

void type_remove(MPI_Datatype handle, bool needed)
{
    struct type *type = type_find(handle);
    if (!type || --type->handles > 0)
        return;
    type->used = needed;
    type->freed = true;
}

const struct type *type_kept(MPI_Datatype handle)
{
    const struct type *type = type_find(handle);
    return type ? type : type_of(handle);
}

void type_report_leaks(void)
{
    for (int i = 0; i < count; i++) {
        if (!types[i]->used || !types[i]->ours || types[i]->freed)
            continue;
        layer.place = types[i]->place;
        layer_report(FINDING_TYPE_LEAK,
                     "the datatype made here by %s is never freed",
                     types[i]->call);
    }
}

struct signature type_signature(int n, MPI_Datatype handle)
{
    struct signature out = type_kept(handle)->signature;
    if (out.runs == 1 && out.repeat == 1)
        out.run[0].count *= n;
    else
        out.repeat *= n;
    out.bytes *= n;
    return out;
}
