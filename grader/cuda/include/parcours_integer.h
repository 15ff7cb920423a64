/* Integers, and the bits of others. */
#pragma once

#include <type_traits>

#include "parcours_math.h"

template <class To, class From> PARCOURS_MATH To parcours_bits(const From &from)
{
    To to;
    static_assert(sizeof to == sizeof from, "bits of one size");
    __builtin_memcpy(&to, &from, sizeof to);
    return to;
}
PARCOURS_MATH int __float_as_int(float x)
{
    return parcours_bits<int>(x);
}
PARCOURS_MATH unsigned __float_as_uint(float x)
{
    return parcours_bits<unsigned>(x);
}
PARCOURS_MATH float __int_as_float(int x)
{
    return parcours_bits<float>(x);
}
PARCOURS_MATH float __uint_as_float(unsigned x)
{
    return parcours_bits<float>(x);
}
PARCOURS_MATH long long __double_as_longlong(double x)
{
    return parcours_bits<long long>(x);
}
PARCOURS_MATH double __longlong_as_double(long long x)
{
    return parcours_bits<double>(x);
}
PARCOURS_MATH double __hiloint2double(int high, int low)
{
    return parcours_bits<double>((long long)high << 32 | (unsigned)low);
}
PARCOURS_MATH int __double2hiint(double x)
{
    return (int)(parcours_bits<long long>(x) >> 32);
}
PARCOURS_MATH int __double2loint(double x)
{
    return (int)parcours_bits<long long>(x);
}

PARCOURS_MATH int __popc(unsigned x)
{
    return __builtin_popcount(x);
}
PARCOURS_MATH int __popcll(unsigned long long x)
{
    return __builtin_popcountll(x);
}
PARCOURS_MATH int __clz(int x)
{
    return x ? __builtin_clz((unsigned)x) : 32;
}
PARCOURS_MATH int __clzll(long long x)
{
    return x ? __builtin_clzll((unsigned long long)x) : 64;
}
PARCOURS_MATH int __ffs(int x)
{
    return __builtin_ffs(x);
}
PARCOURS_MATH int __ffsll(long long x)
{
    return __builtin_ffsll(x);
}
PARCOURS_MATH unsigned long long __brevll(unsigned long long x)
{
    unsigned long long y = 0;
    for (int i = 0; i < 64; i++)
        y |= (x >> i & 1u) << (63 - i);
    return y;
}
PARCOURS_MATH unsigned __brev(unsigned x)
{
    return (unsigned)(__brevll(x) >> 32);
}
/* The place of the nth bit that is set, from place `base` on; of bits before
 * it if n is negative. */
PARCOURS_MATH unsigned __fns(unsigned x, unsigned base, int n)
{
    int step = n > 0 ? 1 : n < 0 ? -1 : 32, left = n < 0 ? -n : n ? n : 1;
    for (unsigned at = base; at < 32; at += (unsigned)step)
        if (x >> at & 1 && --left == 0)
            return at;
    return 0xffffffff;
}
PARCOURS_MATH int __mul24(int x, int y)
{
    return (x << 8 >> 8) * (y << 8 >> 8);
}
PARCOURS_MATH unsigned __umul24(unsigned x, unsigned y)
{
    return (x & 0xffffff) * (y & 0xffffff);
}
PARCOURS_MATH int __mulhi(int x, int y)
{
    return (int)((long long)x * y >> 32);
}
PARCOURS_MATH unsigned __umulhi(unsigned x, unsigned y)
{
    return (unsigned)((unsigned long long)x * y >> 32);
}
PARCOURS_MATH long long __mul64hi(long long x, long long y)
{
    return (long long)((__int128)x * y >> 64);
}
PARCOURS_MATH unsigned long long __umul64hi(unsigned long long x,
                                            unsigned long long y)
{
    return (unsigned long long)((unsigned __int128)x * y >> 64);
}
PARCOURS_MATH unsigned __byte_perm(unsigned x, unsigned y, unsigned select)
{
    unsigned long long both = (unsigned long long)y << 32 | x;
    unsigned result = 0;
    for (int i = 0; i < 4; i++)
        result |= (unsigned)(both >> (select >> 4 * i & 7) * 8 & 255) << 8 * i;
    return result;
}
PARCOURS_MATH unsigned __funnelshift_l(unsigned low, unsigned high,
                                       unsigned shift)
{
    return (
        unsigned)((((unsigned long long)high << 32 | low) << (shift & 31)) >>
                  32);
}
PARCOURS_MATH unsigned __funnelshift_r(unsigned low, unsigned high,
                                       unsigned shift)
{
    return (unsigned)(((unsigned long long)high << 32 | low) >> (shift & 31));
}
PARCOURS_MATH unsigned __funnelshift_lc(unsigned low, unsigned high,
                                        unsigned shift)
{
    return shift < 32 ? __funnelshift_l(low, high, shift) : low;
}
PARCOURS_MATH unsigned __funnelshift_rc(unsigned low, unsigned high,
                                        unsigned shift)
{
    return shift < 32 ? __funnelshift_r(low, high, shift) : high;
}
PARCOURS_MATH unsigned __sad(int x, int y, unsigned z)
{
    return z + (x > y ? (unsigned)x - (unsigned)y : (unsigned)y - (unsigned)x);
}
PARCOURS_MATH unsigned __usad(unsigned x, unsigned y, unsigned z)
{
    return z + (x > y ? x - y : y - x);
}
/* Averages, rounded down and up. */
PARCOURS_MATH int __hadd(int x, int y)
{
    return (int)(((long long)x + y) >> 1);
}
PARCOURS_MATH int __rhadd(int x, int y)
{
    return (int)(((long long)x + y + 1) >> 1);
}
PARCOURS_MATH unsigned __uhadd(unsigned x, unsigned y)
{
    return (unsigned)(((unsigned long long)x + y) >> 1);
}
PARCOURS_MATH unsigned __urhadd(unsigned x, unsigned y)
{
    return (unsigned)(((unsigned long long)x + y + 1) >> 1);
}

#define PARCOURS_EXTREME(name, type, which) \
    PARCOURS_MATH type name(type x, type y) \
    {                                       \
        return which(x, y);                 \
    }
PARCOURS_EXTREME(umin, unsigned, min)
PARCOURS_EXTREME(umax, unsigned, max)
PARCOURS_EXTREME(llmin, long long, min)
PARCOURS_EXTREME(llmax, long long, max)
PARCOURS_EXTREME(ullmin, unsigned long long, min)
PARCOURS_EXTREME(ullmax, unsigned long long, max)

/* --- lanes of 8 and 16 bits in a word ------------------------------------- */

/* `statement` once for each lane; LANE(x) is that of x, which begins at bit
 * `at`. */
#define PARCOURS_LANES(type, name, lane, list, statement)        \
    PARCOURS_MATH type name list                                 \
    {                                                            \
        typedef lane parcours_lane;                              \
        unsigned result = 0;                                     \
        for (unsigned at = 0; at < 32; at += 8 * sizeof(lane)) { \
            statement;                                           \
        }                                                        \
        return (type)result;                                     \
    }
#define LANE(x) ((parcours_lane)((unsigned)(x) >> at))
#define JOINED(value) \
    result |= (unsigned)(std::make_unsigned_t<parcours_lane>)(value) << at

#define ONE(type) (type x)
#define TWO(type) (type x, type y)
#define THREE(type) (type x, type y, type z)

/* name2 and name4 */
#define PARCOURS_SIMD(name, sign, list, statement)                           \
    PARCOURS_LANES(unsigned, name##2, sign short, list(unsigned), statement) \
    PARCOURS_LANES(unsigned, name##4, sign char, list(unsigned), statement)

template <class T> PARCOURS_MATH int parcours_saturated(int x)
{
    const int bits = 8 * (int)sizeof(T), low = (T)-1 < 0 ? -1 << (bits - 1) : 0;
    return min(max(x, low), low + (1 << bits) - 1);
}
#define SATURATED(x) JOINED(parcours_saturated<parcours_lane>(x))
#define SUM (LANE(x) + LANE(y))
#define DIFFERENCE (LANE(x) - LANE(y))

PARCOURS_SIMD(__vadd, unsigned, TWO, JOINED(SUM))
PARCOURS_SIMD(__vaddss, signed, TWO, SATURATED(SUM))
PARCOURS_SIMD(__vaddus, unsigned, TWO, SATURATED(SUM))
PARCOURS_SIMD(__vsub, unsigned, TWO, JOINED(DIFFERENCE))
PARCOURS_SIMD(__vsubss, signed, TWO, SATURATED(DIFFERENCE))
PARCOURS_SIMD(__vsubus, unsigned, TWO, SATURATED(DIFFERENCE))
PARCOURS_SIMD(__vneg, signed, ONE, JOINED(-LANE(x)))
PARCOURS_SIMD(__vnegss, signed, ONE, SATURATED(-LANE(x)))
PARCOURS_SIMD(__vabs, signed, ONE, JOINED(abs(LANE(x))))
PARCOURS_SIMD(__vabsss, signed, ONE, SATURATED(abs(LANE(x))))
PARCOURS_SIMD(__vabsdiffs, signed, TWO, JOINED(abs(DIFFERENCE)))
PARCOURS_SIMD(__vabsdiffu, unsigned, TWO, JOINED(abs(DIFFERENCE)))
PARCOURS_SIMD(__vsads, signed, TWO, result += abs(DIFFERENCE))
PARCOURS_SIMD(__vsadu, unsigned, TWO, result += abs(DIFFERENCE))
/* half of an odd sum: away from zero, up, down */
PARCOURS_SIMD(__vavgs, signed, TWO, JOINED((SUM + (SUM >= 0)) >> 1))
PARCOURS_SIMD(__vavgu, unsigned, TWO, JOINED((SUM + 1) >> 1))
PARCOURS_SIMD(__vhaddu, unsigned, TWO, JOINED(SUM >> 1))
PARCOURS_SIMD(__vmaxs, signed, TWO, JOINED(max(LANE(x), LANE(y))))
PARCOURS_SIMD(__vmaxu, unsigned, TWO, JOINED(max(LANE(x), LANE(y))))
PARCOURS_SIMD(__vmins, signed, TWO, JOINED(min(LANE(x), LANE(y))))
PARCOURS_SIMD(__vminu, unsigned, TWO, JOINED(min(LANE(x), LANE(y))))

/* All bits of a lane, or its lowest one. */
#define PARCOURS_COMPARE(ending, sign, op)                                  \
    PARCOURS_SIMD(__vcmp##ending, sign, TWO, JOINED(-(LANE(x) op LANE(y)))) \
    PARCOURS_SIMD(__vset##ending, sign, TWO, JOINED(LANE(x) op LANE(y)))
PARCOURS_COMPARE(eq, unsigned, ==)
PARCOURS_COMPARE(ne, unsigned, !=)
PARCOURS_COMPARE(lts, signed, <)
PARCOURS_COMPARE(ltu, unsigned, <)
PARCOURS_COMPARE(les, signed, <=)
PARCOURS_COMPARE(leu, unsigned, <=)
PARCOURS_COMPARE(gts, signed, >)
PARCOURS_COMPARE(gtu, unsigned, >)
PARCOURS_COMPARE(ges, signed, >=)
PARCOURS_COMPARE(geu, unsigned, >=)

/* Those of the dynamic programming instructions: name_s32, name_u16x2, ... */
#define PARCOURS_SIGNED(name, ending, list, value)                         \
    PARCOURS_LANES(int, name##_s32##ending, int, list(int), JOINED(value)) \
    PARCOURS_LANES(unsigned, name##_s16x2##ending, short, list(unsigned),  \
                   JOINED(value))
#define PARCOURS_DYNAMIC(name, list, value)                                \
    PARCOURS_SIGNED(name, , list, value)                                   \
    PARCOURS_SIGNED(name, _relu, list, max(value, 0))                      \
    PARCOURS_LANES(unsigned, name##_u32, unsigned, list(unsigned),         \
                   JOINED(value))                                          \
    PARCOURS_LANES(unsigned, name##_u16x2, unsigned short, list(unsigned), \
                   JOINED(value))
#define ADDED ((parcours_lane)((unsigned)LANE(x) + (unsigned)LANE(y)))
PARCOURS_SIGNED(__vimax, _relu, TWO, max(max(LANE(x), LANE(y)), 0))
PARCOURS_SIGNED(__vimin, _relu, TWO, max(min(LANE(x), LANE(y)), 0))
PARCOURS_DYNAMIC(__vimax3, THREE, max(max(LANE(x), LANE(y)), LANE(z)))
PARCOURS_DYNAMIC(__vimin3, THREE, min(min(LANE(x), LANE(y)), LANE(z)))
PARCOURS_DYNAMIC(__viaddmax, THREE, max(ADDED, LANE(z)))
PARCOURS_DYNAMIC(__viaddmin, THREE, min(ADDED, LANE(z)))

/* They also say whether it was the first operand. */
#define PARCOURS_WHICH(name, type, small, op, which)                    \
    PARCOURS_LANES(type, name##32, type, (type x, type y, bool *first), \
                   *first = x op y;                                     \
                   JOINED(which(x, y)))                                 \
    PARCOURS_LANES(unsigned, name##16x2, small,                         \
                   (unsigned x, unsigned y, bool *high, bool *low),     \
                   *(at ? high : low) = LANE(x) op LANE(y);             \
                   JOINED(which(LANE(x), LANE(y))))
PARCOURS_WHICH(__vibmax_s, int, short, >=, max)
PARCOURS_WHICH(__vibmax_u, unsigned, unsigned short, >=, max)
PARCOURS_WHICH(__vibmin_s, int, short, <=, min)
PARCOURS_WHICH(__vibmin_u, unsigned, unsigned short, <=, min)

#undef LANE
#undef JOINED
#undef ONE
#undef TWO
#undef THREE
#undef SATURATED
#undef SUM
#undef DIFFERENCE
#undef ADDED

/* --- dot products --------------------------------------------------------- */

/* Of the lanes of x with as many of y, which has bytes. */
template <class X, class Y, class T>
PARCOURS_MATH T parcours_dot(unsigned x, unsigned y, T sum)
{
    unsigned result = (unsigned)sum;
    for (unsigned i = 0; i < 4 / sizeof(X); i++)
        result += (unsigned)((X)(x >> 8 * sizeof(X) * i) * (Y)(y >> 8 * i));
    return (T)result;
}

/* For whole words and for vectors. */
#define PARCOURS_DOT_OF(name, type, sign, width, shift, x_type, y_type)      \
    PARCOURS_MATH type name(x_type x, y_type y, type sum)                    \
    {                                                                        \
        return parcours_dot<sign width, sign char>(                          \
            parcours_bits<unsigned>(x), parcours_bits<unsigned>(y) >> shift, \
            sum);                                                            \
    }
#define PARCOURS_DOT(name, width, shift, vector)                      \
    PARCOURS_DOT_OF(name, int, signed, width, shift, int, int)        \
    PARCOURS_DOT_OF(name, int, signed, width, shift, vector, char4)   \
    PARCOURS_DOT_OF(name, unsigned, unsigned, width, shift, unsigned, \
                    unsigned)                                         \
    PARCOURS_DOT_OF(name, unsigned, unsigned, width, shift, u##vector, uchar4)
PARCOURS_DOT(__dp4a, char, 0, char4)
PARCOURS_DOT(__dp2a_lo, short, 0, short2)
PARCOURS_DOT(__dp2a_hi, short, 16, short2)
