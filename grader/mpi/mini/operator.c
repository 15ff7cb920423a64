/* operator.c - what reductions do to two elements. */
#include "mini.h"

#include <stdlib.h>

enum { NAMED = MPI_MINLOC + 1 };

struct operator
{
    MPI_User_function *function;
    bool commutes;
};

static struct operator* made;
static int made_count;

#define EACH(expression)            \
    for (int i = 0; i < count; i++) \
    b[i] = (expression)

#define ARITHMETIC(type)                 \
    const type *a = in;                  \
    type *b = out;                       \
    switch (operator) {                  \
    case MPI_SUM:                        \
        EACH((type)(a[i] + b[i]));       \
        return;                          \
    case MPI_PROD:                       \
        EACH((type)(a[i] * b[i]));       \
        return;                          \
    case MPI_MAX:                        \
        EACH(a[i] > b[i] ? a[i] : b[i]); \
        return;                          \
    case MPI_MIN:                        \
        EACH(a[i] < b[i] ? a[i] : b[i]); \
        return;                          \
    case MPI_LAND:                       \
        EACH(a[i] && b[i]);              \
        return;                          \
    case MPI_LOR:                        \
        EACH(a[i] || b[i]);              \
        return;                          \
    case MPI_LXOR:                       \
        EACH(!a[i] != !b[i]);            \
        return;                          \
    default:                             \
        break;                           \
    }

#define BITS               \
    switch (operator) {    \
    case MPI_BAND:         \
        EACH(a[i] & b[i]); \
        return;            \
    case MPI_BOR:          \
        EACH(a[i] | b[i]); \
        return;            \
    case MPI_BXOR:         \
        EACH(a[i] ^ b[i]); \
        return;            \
    default:               \
        break;             \
    }                      \
    mini_fail("this operator does not work on this datatype");

#define INTEGER(name, type)                                               \
    static void apply_##name(MPI_Op operator, const void * in, void *out, \
                             int count)                                   \
    {                                                                     \
        ARITHMETIC(type) BITS                                             \
    }

#define REAL(name, type)                                                  \
    static void apply_##name(MPI_Op operator, const void * in, void *out, \
                             int count)                                   \
    {                                                                     \
        ARITHMETIC(type)                                                  \
        mini_fail("this operator does not work on this datatype");        \
    }

#define LOCATED(name, type)                                               \
    static void apply_##name(MPI_Op operator, const void * in, void *out, \
                             int count)                                   \
    {                                                                     \
        const struct {                                                    \
            type value;                                                   \
            int place;                                                    \
        } *a = in;                                                        \
        struct {                                                          \
            type value;                                                   \
            int place;                                                    \
        } *b = out;                                                       \
        if (operator!= MPI_MAXLOC && operator!= MPI_MINLOC)               \
            mini_fail("this operator does not work on pairs");            \
        for (int i = 0; i < count; i++) {                                 \
            bool better = operator== MPI_MAXLOC ? a[i].value > b[i].value \
                                                : a[i].value<b[i].value;  \
            bool same = a[i].value == b[i].value;                         \
            if (better || (same && a[i].place < b[i].place)) {            \
                b[i].value = a[i].value;                                  \
                b[i].place = a[i].place;                                  \
            }                                                             \
        }                                                                 \
    }

INTEGER(char, signed char)
INTEGER(uchar, unsigned char)
INTEGER(short, short)
INTEGER(ushort, unsigned short)
INTEGER(int, int)
INTEGER(unsigned, unsigned)
INTEGER(long, long)
INTEGER(ulong, unsigned long)
REAL(float, float)
REAL(double, double)
LOCATED(double_int, double)
LOCATED(2int, int)

static void (*const apply[])(MPI_Op, const void *, void *, int) = {
    [MPI_CHAR] = apply_char,
    [MPI_SIGNED_CHAR] = apply_char,
    [MPI_UNSIGNED_CHAR] = apply_uchar,
    [MPI_BYTE] = apply_uchar,
    [MPI_SHORT] = apply_short,
    [MPI_UNSIGNED_SHORT] = apply_ushort,
    [MPI_INT] = apply_int,
    [MPI_UNSIGNED] = apply_unsigned,
    [MPI_LONG] = apply_long,
    [MPI_UNSIGNED_LONG] = apply_ulong,
    [MPI_LONG_LONG] = apply_long,
    [MPI_UNSIGNED_LONG_LONG] = apply_ulong,
    [MPI_FLOAT] = apply_float,
    [MPI_DOUBLE] = apply_double,
    [MPI_C_BOOL] = apply_uchar,
    [MPI_DOUBLE_INT] = apply_double_int,
    [MPI_2INT] = apply_2int,
};

static const struct operator* operator_made(MPI_Op operator)
{
    if (operator<NAMED || operator>=
        NAMED + made_count || !made[operator- NAMED].function)
        mini_fail("this is not an operator");
    return &made[operator - NAMED];
}

bool operator_commutes(MPI_Op operator)
{
    return (operator>= 0 && operator<NAMED) ||
           operator_made(operator)->commutes;
}

void operator_apply(MPI_Op operator, const void * in, void *out, int count,
                    MPI_Datatype type)
{
    if (operator<0 || operator>= NAMED)
        operator_made(operator)->function((void *)in, out, &count, &type);
    else if (type < 0 || type > MPI_2INT)
        mini_fail("a predefined operator on a derived datatype");
    else
        apply[type](operator, in, out, count);
}

int MPI_Op_create(MPI_User_function *function, int commutes, MPI_Op *handle)
{
    made = mini_grow(made, (size_t)(made_count + 1) * sizeof *made);
    made[made_count] = (struct operator){function, commutes != 0};
    *handle = NAMED + made_count++;
    return MPI_SUCCESS;
}

int MPI_Reduce_local(const void *in, void *inout, int count, MPI_Datatype type,
                     MPI_Op operator)
{
    operator_apply(operator, in, inout, count, type);
    return MPI_SUCCESS;
}

int MPI_Op_free(MPI_Op *handle)
{
    operator_made(*handle);
    made[*handle - NAMED].function = NULL;
    *handle = MPI_OP_NULL;
    return MPI_SUCCESS;
}
