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
    PARCOURS_ASSIGN(__half)
    PARCOURS_PLAIN __half(float x) : bits(pack(x))
    {
    }
    PARCOURS_PLAIN __half(double x) : bits(pack((float)x))
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
    PARCOURS_PLAIN static unsigned short pack(float x)
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
};
typedef __half half;

struct alignas(4) __half2 {
    __half x, y;
    __half2() = default;
    PARCOURS_ASSIGN(__half2)
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

#define PARCOURS_HALF_TEST(op, name)                                  \
    PARCOURS_PLAIN static inline bool operator op(__half a, __half b) \
    {                                                                 \
        return a.value() op b.value();                                \
    }                                                                 \
    PARCOURS_PLAIN static inline bool name(__half a, __half b)        \
    {                                                                 \
        return a.value() op b.value();                                \
    }
PARCOURS_HALF_TEST(<, __hlt)
PARCOURS_HALF_TEST(>, __hgt)
PARCOURS_HALF_TEST(<=, __hle)
PARCOURS_HALF_TEST(>=, __hge)
PARCOURS_HALF_TEST(==, __heq)
PARCOURS_HALF_TEST(!=, __hne)

PARCOURS_MATH __half operator-(__half a)
{
    return __half(-a.value());
}
PARCOURS_MATH __half __float2half(float x)
{
    return __half(x);
}
PARCOURS_MATH __half __float2half_rn(float x)
{
    return __half(x);
}
PARCOURS_MATH __half __double2half(double x)
{
    return __half(x);
}
PARCOURS_MATH __half __int2half_rn(int x)
{
    return __half((float)x);
}
PARCOURS_MATH float __half2float(__half x)
{
    return x.value();
}
PARCOURS_MATH __half __hfma(__half a, __half b, __half c)
{
    return __half((float)((double)a.value() * b.value() + c.value()));
}
PARCOURS_MATH __half2 __hfma2(__half2 a, __half2 b, __half2 c)
{
    return __half2(__hfma(a.x, b.x, c.x), __hfma(a.y, b.y, c.y));
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
PARCOURS_MATH __half2 __lowhigh2highlow(__half2 v)
{
    return __half2(v.y, v.x);
}
PARCOURS_MATH int __half2int_rn(__half x)
{
    return (int)rintf(x.value());
}
PARCOURS_MATH int __half2int_rz(__half x)
{
    return (int)x.value();
}
PARCOURS_MATH bool __hisnan(__half x)
{
    return x.value() != x.value();
}
PARCOURS_MATH __half __hmax(__half a, __half b)
{
    return __half(fmaxf(a.value(), b.value()));
}
PARCOURS_MATH __half __hmin(__half a, __half b)
{
    return __half(fminf(a.value(), b.value()));
}
PARCOURS_MATH __half2 __hmax2(__half2 a, __half2 b)
{
    return __half2(__hmax(a.x, b.x), __hmax(a.y, b.y));
}
PARCOURS_MATH __half2 __hmin2(__half2 a, __half2 b)
{
    return __half2(__hmin(a.x, b.x), __hmin(a.y, b.y));
}

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
