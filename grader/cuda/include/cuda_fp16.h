/* Half precision: values are kept in 16 bits, and computed in float. */
#pragma once

#include "cuda_runtime.h"

/* Members that read and write memory tell the runtime themselves. */
#if PARCOURS_CHECKED
#define PARCOURS_HALF_READ(half) parcours_load(half, 2, PARCOURS_PC)
#define PARCOURS_HALF_WRITE(half) parcours_store(half, 2, PARCOURS_PC)
#define PARCOURS_HALF2_WRITE(half2) parcours_store(half2, 4, PARCOURS_PC)
#else
#define PARCOURS_HALF_READ(half)
#define PARCOURS_HALF_WRITE(half)
#define PARCOURS_HALF2_WRITE(half2)
#endif

struct __half {
    unsigned short bits;
    __half() = default;
    PARCOURS_PLAIN __half(float x) : bits(pack(x))
    {
    }
    PARCOURS_PLAIN __half(double x) : bits(pack(x))
    {
    }
    PARCOURS_PLAIN __half(int x) : bits(pack((float)x))
    {
    }
    PARCOURS_CALL operator float() const
    {
        PARCOURS_HALF_READ(this);
        return value();
    }
    /* Of a copy, which nobody else can see. */
    PARCOURS_PLAIN float value() const
    {
        return (float)parcours_bits<_Float16>(bits);
    }
    template <class T> PARCOURS_PLAIN static unsigned short pack(T x)
    {
        return parcours_bits<unsigned short>((_Float16)x);
    }
    PARCOURS_CALL __half &operator+=(__half y)
    {
        PARCOURS_HALF_READ(this);
        PARCOURS_HALF_WRITE(this);
        bits = pack(value() + y.value());
        return *this;
    }
    PARCOURS_CALL __half &operator-=(__half y)
    {
        PARCOURS_HALF_READ(this);
        PARCOURS_HALF_WRITE(this);
        bits = pack(value() - y.value());
        return *this;
    }
    PARCOURS_CALL __half &operator*=(__half y)
    {
        PARCOURS_HALF_READ(this);
        PARCOURS_HALF_WRITE(this);
        bits = pack(value() * y.value());
        return *this;
    }
    PARCOURS_CALL __half &operator/=(__half y)
    {
        PARCOURS_HALF_READ(this);
        PARCOURS_HALF_WRITE(this);
        bits = pack(value() / y.value());
        return *this;
    }
};
typedef __half half;

struct alignas(4) __half2 {
    __half x, y;
    __half2() = default;
    PARCOURS_PLAIN __half2(__half a, __half b) : x(a), y(b)
    {
    }
};
typedef __half2 half2;

#define PARCOURS_HALF(op, name)                                            \
    PARCOURS_PLAIN static inline __half operator op(__half a, __half b)    \
    {                                                                      \
        return __half(a.value() op b.value());                             \
    }                                                                      \
    PARCOURS_PLAIN static inline __half name(__half a, __half b)           \
    {                                                                      \
        return __half(a.value() op b.value());                             \
    }                                                                      \
    PARCOURS_PLAIN static inline __half2 name##2(__half2 a, __half2 b)     \
    {                                                                      \
        return __half2(name(a.x, b.x), name(a.y, b.y));                    \
    }                                                                      \
    PARCOURS_PLAIN static inline __half2 operator op(__half2 a, __half2 b) \
    {                                                                      \
        return name##2(a, b);                                              \
    }                                                                      \
    PARCOURS_CALL __half2 &operator op##=(__half2 &a, __half2 b)           \
    {                                                                      \
        PARCOURS_LOAD(&a);                                                 \
        PARCOURS_HALF2_WRITE(&a);                                          \
        a.x.bits = name(a.x, b.x).bits;                                    \
        a.y.bits = name(a.y, b.y).bits;                                    \
        return a;                                                          \
    }
PARCOURS_HALF(+, __hadd)
PARCOURS_HALF(-, __hsub)
PARCOURS_HALF(*, __hmul)
PARCOURS_HALF(/, __hdiv)

/* Nothing is added up before it is rounded, so that __hadd_rn() is __hadd(). */
PARCOURS_MATH float parcours_relu(float x)
{
    return x > 0 || x != x ? x : 0;
}
#define PARCOURS_HALF_MORE(name, ending, list2, list, call, call_x, call_y, \
                           limit)                                           \
    PARCOURS_MATH __half name##ending list                                  \
    {                                                                       \
        return __half(limit(name call.value()));                            \
    }                                                                       \
    PARCOURS_MATH __half2 name##2##ending list2                             \
    {                                                                       \
        return __half2(name##ending call_x, name##ending call_y);           \
    }
#define PARCOURS_HALF_OF_TWO(name, ending, value)                            \
    PARCOURS_HALF_MORE(name, ending, (__half2 a, __half2 b),                 \
                       (__half a, __half b), (a, b), (a.x, b.x), (a.y, b.y), \
                       value)
PARCOURS_HALF_OF_TWO(__hadd, _rn, )
PARCOURS_HALF_OF_TWO(__hsub, _rn, )
PARCOURS_HALF_OF_TWO(__hmul, _rn, )
PARCOURS_HALF_OF_TWO(__hadd, _sat, __saturatef)
PARCOURS_HALF_OF_TWO(__hsub, _sat, __saturatef)
PARCOURS_HALF_OF_TWO(__hmul, _sat, __saturatef)
PARCOURS_MATH __half2 __h2div(__half2 a, __half2 b)
{
    return a / b;
}

/* Ordered: false if one is no number; and unordered: true then. */
#define PARCOURS_HALF_TEST(name, test)                             \
    PARCOURS_MATH bool __h##name(__half a, __half b)               \
    {                                                              \
        float x = a.value(), y = b.value();                        \
        return test;                                               \
    }                                                              \
    PARCOURS_MATH __half2 __h##name##2(__half2 a, __half2 b)       \
    {                                                              \
        return __half2((float)__h##name(a.x, b.x),                 \
                       (float)__h##name(a.y, b.y));                \
    }                                                              \
    PARCOURS_MATH unsigned __h##name##2_mask(__half2 a, __half2 b) \
    {                                                              \
        return __h##name(a.x, b.x) * 0xffffu +                     \
               __h##name(a.y, b.y) * 0xffff0000u;                  \
    }                                                              \
    PARCOURS_MATH bool __hb##name##2(__half2 a, __half2 b)         \
    {                                                              \
        return __h##name(a.x, b.x) && __h##name(a.y, b.y);         \
    }
#define PARCOURS_HALF_COMPARE(name, op, operators)          \
    PARCOURS_HALF_TEST(name, x == x && y == y && x op y)    \
    PARCOURS_HALF_TEST(name##u, x != x || y != y || x op y) \
    PARCOURS_MATH bool operator op(__half a, __half b)      \
    {                                                       \
        return __h##operators(a, b);                        \
    }                                                       \
    PARCOURS_MATH bool operator op(__half2 a, __half2 b)    \
    {                                                       \
        return __hb##operators##2(a, b);                    \
    }
PARCOURS_HALF_COMPARE(lt, <, lt)
PARCOURS_HALF_COMPARE(gt, >, gt)
PARCOURS_HALF_COMPARE(le, <=, le)
PARCOURS_HALF_COMPARE(ge, >=, ge)
PARCOURS_HALF_COMPARE(eq, ==, eq)
PARCOURS_HALF_COMPARE(ne, !=, neu)

PARCOURS_MATH __half operator-(__half a)
{
    return __half(-a.value());
}
PARCOURS_MATH __half __float2half(float x)
{
    return __half(x);
}
PARCOURS_MATH __half __double2half(double x)
{
    return __half(x);
}
PARCOURS_MATH float __half2float(__half x)
{
    return x.value();
}
PARCOURS_MATH __half __hfma(__half a, __half b, __half c)
{
    return __half((double)a.value() * b.value() + c.value());
}
PARCOURS_MATH __half2 __hfma2(__half2 a, __half2 b, __half2 c)
{
    return __half2(__hfma(a.x, b.x, c.x), __hfma(a.y, b.y, c.y));
}
#define PARCOURS_HALF_OF_THREE(ending, value)                             \
    PARCOURS_HALF_MORE(__hfma, ending, (__half2 a, __half2 b, __half2 c), \
                       (__half a, __half b, __half c), (a, b, c),         \
                       (a.x, b.x, c.x), (a.y, b.y, c.y), value)
PARCOURS_HALF_OF_THREE(_sat, __saturatef)
PARCOURS_HALF_OF_THREE(_relu, parcours_relu)
/* complex numbers: a * b + c */
PARCOURS_MATH __half2 __hcmadd(__half2 a, __half2 b, __half2 c)
{
    return __half2(__hfma(-a.y, b.y, __hfma(a.x, b.x, c.x)),
                   __hfma(a.y, b.x, __hfma(a.x, b.y, c.y)));
}
PARCOURS_MATH __half2 make_half2(__half a, __half b)
{
    return __half2(a, b);
}
PARCOURS_MATH __half2 __halves2half2(__half a, __half b)
{
    return __half2(a, b);
}
PARCOURS_MATH __half2 __half2half2(__half a)
{
    return __half2(a, a);
}
PARCOURS_MATH __half2 __float2half2_rn(float x)
{
    return __half2(__half(x), __half(x));
}
PARCOURS_MATH __half2 __floats2half2_rn(float x, float y)
{
    return __half2(__half(x), __half(y));
}
PARCOURS_MATH __half __low2half(__half2 v)
{
    return v.x;
}
PARCOURS_MATH __half __high2half(__half2 v)
{
    return v.y;
}
PARCOURS_MATH float __low2float(__half2 v)
{
    return v.x.value();
}
PARCOURS_MATH float __high2float(__half2 v)
{
    return v.y.value();
}
PARCOURS_MATH float2 __half22float2(__half2 v)
{
    return {v.x.value(), v.y.value()};
}
PARCOURS_MATH __half __ushort_as_half(unsigned short bits)
{
    return parcours_bits<__half>(bits);
}
PARCOURS_MATH unsigned short __half_as_ushort(__half x)
{
    return x.bits;
}
PARCOURS_MATH __half __short_as_half(short bits)
{
    return parcours_bits<__half>(bits);
}
PARCOURS_MATH short __half_as_short(__half x)
{
    return (short)x.bits;
}
PARCOURS_MATH __half2 __float22half2_rn(float2 v)
{
    return __half2(__half(v.x), __half(v.y));
}
PARCOURS_MATH __half2 __lows2half2(__half2 a, __half2 b)
{
    return __half2(a.x, b.x);
}
PARCOURS_MATH __half2 __highs2half2(__half2 a, __half2 b)
{
    return __half2(a.y, b.y);
}
PARCOURS_MATH __half2 __low2half2(__half2 v)
{
    return __half2(v.x, v.x);
}
PARCOURS_MATH __half2 __high2half2(__half2 v)
{
    return __half2(v.y, v.y);
}
PARCOURS_MATH __half2 __lowhigh2highlow(__half2 v)
{
    return __half2(v.y, v.x);
}

/* Every number of 64 bits that is not exact in double precision is beyond. */
PARCOURS_MODES(unsigned short, parcours_pack, (volatile double x),
               __half::pack((double)x))
#define PARCOURS_TO_HALF_MODE(name, type, mode)                  \
    PARCOURS_MATH __half name##mode(type x)                      \
    {                                                            \
        return __ushort_as_half(parcours_pack##mode((double)x)); \
    }
#define PARCOURS_TO_HALF(name, type)       \
    PARCOURS_TO_HALF_MODE(name, type, _rn) \
    PARCOURS_TO_HALF_MODE(name, type, _rz) \
    PARCOURS_TO_HALF_MODE(name, type, _rd) \
    PARCOURS_TO_HALF_MODE(name, type, _ru)
PARCOURS_TO_HALF(__float2half, float)
PARCOURS_TO_HALF(__short2half, short)
PARCOURS_TO_HALF(__ushort2half, unsigned short)
PARCOURS_TO_HALF(__int2half, int)
PARCOURS_TO_HALF(__uint2half, unsigned)
PARCOURS_TO_HALF(__ll2half, long long)
PARCOURS_TO_HALF(__ull2half, unsigned long long)

PARCOURS_TO_WHOLE(__half2short, short, __half, x.value())
PARCOURS_TO_WHOLE(__half2ushort, unsigned short, __half, x.value())
PARCOURS_TO_WHOLE(__half2int, int, __half, x.value())
PARCOURS_TO_WHOLE(__half2uint, unsigned, __half, x.value())
PARCOURS_TO_WHOLE(__half2ll, long long, __half, x.value())
PARCOURS_TO_WHOLE(__half2ull, unsigned long long, __half, x.value())
PARCOURS_MATH signed char __half2char_rz(__half x)
{
    return parcours_whole<signed char>(truncf(x.value()));
}
PARCOURS_MATH unsigned char __half2uchar_rz(__half x)
{
    return parcours_whole<unsigned char>(truncf(x.value()));
}

PARCOURS_MATH bool __hisnan(__half x)
{
    return x.value() != x.value();
}
PARCOURS_MATH __half2 __hisnan2(__half2 v)
{
    return __half2((float)__hisnan(v.x), (float)__hisnan(v.y));
}
PARCOURS_MATH int __hisinf(__half x)
{
    return isinf(x.value()) ? x.value() > 0 ? 1 : -1 : 0;
}
#define PARCOURS_HALF_EXTREME(name, which)                          \
    PARCOURS_MATH __half name(__half a, __half b)                   \
    {                                                               \
        return __half(which(a.value(), b.value()));                 \
    }                                                               \
    PARCOURS_MATH __half2 name##2(__half2 a, __half2 b)             \
    {                                                               \
        return __half2(name(a.x, b.x), name(a.y, b.y));             \
    }                                                               \
    /* one that is no number wins */                                \
    PARCOURS_MATH __half name##_nan(__half a, __half b)             \
    {                                                               \
        return __hisnan(a) ? a : __hisnan(b) ? b : name(a, b);      \
    }                                                               \
    PARCOURS_MATH __half2 name##2_nan(__half2 a, __half2 b)         \
    {                                                               \
        return __half2(name##_nan(a.x, b.x), name##_nan(a.y, b.y)); \
    }
PARCOURS_HALF_EXTREME(__hmax, fmaxf)
PARCOURS_HALF_EXTREME(__hmin, fminf)

#define PARCOURS_HALF_OF(name, name2, expression)         \
    PARCOURS_PLAIN static inline __half name(__half h)    \
    {                                                     \
        float x = h.value();                              \
        return __half(expression);                        \
    }                                                     \
    PARCOURS_PLAIN static inline __half2 name2(__half2 v) \
    {                                                     \
        return __half2(name(v.x), name(v.y));             \
    }
PARCOURS_HALF_OF(__hneg, __hneg2, -x)
PARCOURS_HALF_OF(__habs, __habs2, fabsf(x))
PARCOURS_HALF_OF(hexp, h2exp, expf(x))
PARCOURS_HALF_OF(hlog, h2log, logf(x))
PARCOURS_HALF_OF(hsin, h2sin, sinf(x))
PARCOURS_HALF_OF(hcos, h2cos, cosf(x))
PARCOURS_HALF_OF(htanh, h2tanh, tanhf(x))
PARCOURS_HALF_OF(hsqrt, h2sqrt, sqrtf(x))
PARCOURS_HALF_OF(hrsqrt, h2rsqrt, 1 / sqrtf(x))
PARCOURS_HALF_OF(hrcp, h2rcp, 1 / x)
PARCOURS_HALF_OF(hfloor, h2floor, floorf(x))
PARCOURS_HALF_OF(hceil, h2ceil, ceilf(x))
PARCOURS_HALF_OF(hexp2, h2exp2, exp2f(x))
PARCOURS_HALF_OF(hexp10, h2exp10, exp10f(x))
PARCOURS_HALF_OF(hlog2, h2log2, log2f(x))
PARCOURS_HALF_OF(hlog10, h2log10, log10f(x))
PARCOURS_HALF_OF(htanh_approx, h2tanh_approx, tanhf(x))
PARCOURS_HALF_OF(hrint, h2rint, rintf(x))
PARCOURS_HALF_OF(htrunc, h2trunc, truncf(x))
