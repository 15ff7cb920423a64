/*
 * Arithmetic and conversions that say how they round: _rn to the nearest, to
 * even between two, _rz towards zero, _rd down, _ru up.
 */
#pragma once

#include <fenv.h>
#include <cmath>

#include <limits>

#include "parcours_math.h"

/* Volatile, and not inlined: the compiler must not compute before the mode is
 * set, or after. */
#define PARCOURS_ROUNDED(type, name, mode, list, value) \
    __attribute__((noipa)) PARCOURS_MATH type name list \
    {                                                   \
        int before = fegetround();                      \
        fesetround(mode);                               \
        volatile type result = value;                   \
        fesetround(before);                             \
        return result;                                  \
    }
#define PARCOURS_MODES(type, name, list, value)                   \
    PARCOURS_MATH type name##_rn list                             \
    {                                                             \
        return value;                                             \
    }                                                             \
    PARCOURS_ROUNDED(type, name##_rz, FE_TOWARDZERO, list, value) \
    PARCOURS_ROUNDED(type, name##_rd, FE_DOWNWARD, list, value)   \
    PARCOURS_ROUNDED(type, name##_ru, FE_UPWARD, list, value)

#define ONE(type) (volatile type x)
#define TWO(type) (volatile type x, volatile type y)
#define THREE(type) (volatile type x, volatile type y, volatile type z)
#define PARCOURS_ARITHMETIC(type, letter, ending)                      \
    PARCOURS_MODES(type, __##letter##add, TWO(type), x + y)            \
    PARCOURS_MODES(type, __##letter##sub, TWO(type), x - y)            \
    PARCOURS_MODES(type, __##letter##mul, TWO(type), x *y)             \
    PARCOURS_MODES(type, __##letter##div, TWO(type), x / y)            \
    PARCOURS_MODES(type, __##letter##rcp, ONE(type), 1 / x)            \
    PARCOURS_MODES(type, __##letter##sqrt, ONE(type), sqrt##ending(x)) \
    PARCOURS_MODES(type, __fma##ending, THREE(type), fma##ending(x, y, z))
PARCOURS_ARITHMETIC(float, f, f)
PARCOURS_ARITHMETIC(double, d, )
PARCOURS_MODES(float, __fmaf_ieee, THREE(float), fmaf(x, y, z))

PARCOURS_MODES(float, __int2float, ONE(int), (float)x)
PARCOURS_MODES(float, __uint2float, ONE(unsigned), (float)x)
PARCOURS_MODES(float, __ll2float, ONE(long long), (float)x)
PARCOURS_MODES(float, __ull2float, ONE(unsigned long long), (float)x)
PARCOURS_MODES(double, __ll2double, ONE(long long), (double)x)
PARCOURS_MODES(double, __ull2double, ONE(unsigned long long), (double)x)
PARCOURS_MODES(float, __double2float, ONE(double), (float)x)
#undef ONE
#undef TWO
#undef THREE

PARCOURS_MATH double __int2double_rn(int x)
{
    return x;
}
PARCOURS_MATH double __uint2double_rn(unsigned x)
{
    return x;
}

/* x has no fraction. What does not fit gives the nearest that does, as cvt of
 * PTX says; and so is what it gives for values that are not numbers. */
template <class To, class From> PARCOURS_MATH To parcours_whole(From x)
{
    typedef std::numeric_limits<To> limits;
    const From beyond = 2 * (From)(limits::max() / 2 + 1);
    if (x != x)
        return sizeof(From) == 4 && sizeof(To) <= 4
                   ? 0
                   : (To)(1ull << (8 * sizeof(To) - 1));
    return x >= beyond         ? limits::max()
           : x < limits::min() ? limits::min()
                               : (To)x;
}

#define PARCOURS_TO_WHOLE(name, to, from, value)      \
    PARCOURS_MATH to name##_rn(from x)                \
    {                                                 \
        return parcours_whole<to>(std::rint(value));  \
    }                                                 \
    PARCOURS_MATH to name##_rz(from x)                \
    {                                                 \
        return parcours_whole<to>(std::trunc(value)); \
    }                                                 \
    PARCOURS_MATH to name##_rd(from x)                \
    {                                                 \
        return parcours_whole<to>(std::floor(value)); \
    }                                                 \
    PARCOURS_MATH to name##_ru(from x)                \
    {                                                 \
        return parcours_whole<to>(std::ceil(value));  \
    }
PARCOURS_TO_WHOLE(__float2int, int, float, x)
PARCOURS_TO_WHOLE(__float2uint, unsigned, float, x)
PARCOURS_TO_WHOLE(__float2ll, long long, float, x)
PARCOURS_TO_WHOLE(__float2ull, unsigned long long, float, x)
PARCOURS_TO_WHOLE(__double2int, int, double, x)
PARCOURS_TO_WHOLE(__double2uint, unsigned, double, x)
PARCOURS_TO_WHOLE(__double2ll, long long, double, x)
PARCOURS_TO_WHOLE(__double2ull, unsigned long long, double, x)
