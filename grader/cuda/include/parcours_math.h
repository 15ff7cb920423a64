/* Functions of the device beside those of <cmath>. */
#pragma once

#include <math.h>
#include <string.h>

#define PARCOURS_MATH PARCOURS_PLAIN static inline

template <class A, class B>
PARCOURS_MATH constexpr auto min(A a, B b) -> decltype(true ? A() : B())
{
    return b < a ? b : a;
}
template <class A, class B>
PARCOURS_MATH constexpr auto max(A a, B b) -> decltype(true ? A() : B())
{
    return a < b ? b : a;
}

/* glibc declares these names, so they cannot be functions here. */
#define __expf(x) expf(x)
#define __exp10f(x) exp10f(x)
#define __logf(x) logf(x)
#define __log2f(x) log2f(x)
#define __log10f(x) log10f(x)
#define __sinf(x) sinf(x)
#define __cosf(x) cosf(x)
#define __tanf(x) tanf(x)
#define __powf(x, y) powf(x, y)
#define __sincosf(x, s, c) sincosf(x, s, c)

PARCOURS_MATH float rsqrtf(float x)
{
    return 1.0f / sqrtf(x);
}
PARCOURS_MATH double rsqrt(double x)
{
    return 1.0 / sqrt(x);
}
PARCOURS_MATH float rsqrt(float x)
{
    return 1.0f / sqrtf(x);
}
PARCOURS_MATH float __frsqrt_rn(float x)
{
    return 1.0f / sqrtf(x);
}
PARCOURS_MATH float __saturatef(float x)
{
    return x > 1 ? 1 : x > 0 ? x : 0;
}
PARCOURS_MATH float saturate(float x)
{
    return __saturatef(x);
}
PARCOURS_MATH float __fdividef(float x, float y)
{
    return x / y;
}
PARCOURS_MATH float fdividef(float x, float y)
{
    return x / y;
}
PARCOURS_MATH float __fadd_rn(float x, float y)
{
    return x + y;
}
PARCOURS_MATH float __fsub_rn(float x, float y)
{
    return x - y;
}
PARCOURS_MATH float __fmul_rn(float x, float y)
{
    return x * y;
}
PARCOURS_MATH float __fmaf_rn(float x, float y, float z)
{
    return fmaf(x, y, z);
}
PARCOURS_MATH float __fdiv_rn(float x, float y)
{
    return x / y;
}
PARCOURS_MATH float __frcp_rn(float x)
{
    return 1 / x;
}
PARCOURS_MATH float __fsqrt_rn(float x)
{
    return sqrtf(x);
}
PARCOURS_MATH double __dadd_rn(double x, double y)
{
    return x + y;
}
PARCOURS_MATH double __dmul_rn(double x, double y)
{
    return x * y;
}
PARCOURS_MATH double __fma_rn(double x, double y, double z)
{
    return fma(x, y, z);
}
PARCOURS_MATH float sinpif(float x)
{
    return sinf((float)M_PI * x);
}
PARCOURS_MATH float cospif(float x)
{
    return cosf((float)M_PI * x);
}
PARCOURS_MATH double sinpi(double x)
{
    return sin(M_PI * x);
}
PARCOURS_MATH double cospi(double x)
{
    return cos(M_PI * x);
}
PARCOURS_MATH float normcdff(float x)
{
    return 0.5f * erfcf(-x * (float)M_SQRT1_2);
}
PARCOURS_MATH double normcdf(double x)
{
    return 0.5 * erfc(-x * M_SQRT1_2);
}
PARCOURS_MATH float rhypotf(float x, float y)
{
    return 1 / hypotf(x, y);
}
PARCOURS_MATH float norm3df(float x, float y, float z)
{
    return sqrtf(x * x + y * y + z * z);
}

template <class To, class From> PARCOURS_MATH To parcours_bits(From from)
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
PARCOURS_MATH int __float2int_rn(float x)
{
    return (int)rintf(x);
}
PARCOURS_MATH int __float2int_rz(float x)
{
    return (int)x;
}
PARCOURS_MATH int __float2int_rd(float x)
{
    return (int)floorf(x);
}
PARCOURS_MATH int __float2int_ru(float x)
{
    return (int)ceilf(x);
}
PARCOURS_MATH unsigned __float2uint_rn(float x)
{
    return (unsigned)rintf(x);
}
PARCOURS_MATH unsigned __float2uint_rz(float x)
{
    return (unsigned)x;
}
PARCOURS_MATH float __int2float_rn(int x)
{
    return (float)x;
}
PARCOURS_MATH float __uint2float_rn(unsigned x)
{
    return (float)x;
}
PARCOURS_MATH int __double2int_rn(double x)
{
    return (int)rint(x);
}
PARCOURS_MATH double __hiloint2double(int high, int low)
{
    return parcours_bits<double>((long long)high << 32 | (unsigned)low);
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
PARCOURS_MATH unsigned __brev(unsigned x)
{
    unsigned y = 0;
    for (int i = 0; i < 32; i++)
        y |= (x >> i & 1u) << (31 - i);
    return y;
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
PARCOURS_MATH unsigned __sad(int x, int y, unsigned z)
{
    return z + (unsigned)(x > y ? x - y : y - x);
}
