/* Functions of the device beside those of <cmath>. */
#pragma once

#include <math.h>
#include <string.h>

#define PARCOURS_MATH PARCOURS_PLAIN static inline

/* As fmin() and fmax(): a value that is not a number gives way. */
template <class A, class B>
PARCOURS_MATH constexpr auto min(A a, B b) -> decltype(true ? A() : B())
{
    return b < a || a != a ? b : a;
}
template <class A, class B>
PARCOURS_MATH constexpr auto max(A a, B b) -> decltype(true ? A() : B())
{
    return a < b || a != a ? b : a;
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
#define __tanhf(x) tanhf(x)
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
    return (float)(1.0 / sqrt((double)x));
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

/* --- what glibc does not have, computed in double precision --------------- */

/* Exact where the result is: x is brought to [-0.5, 0.5] without rounding. */
PARCOURS_MATH double sinpi(double x)
{
    double rest = x - 2 * rint(x / 2);
    if (fabs(rest) > 0.5)
        rest = copysign(1, rest) - rest;
    return rest == 0 ? copysign(0, x) : sin(M_PI * rest);
}
PARCOURS_MATH double cospi(double x)
{
    return sin(M_PI * (0.5 - fabs(x - 2 * rint(x / 2))));
}
PARCOURS_MATH double rcbrt(double x)
{
    return 1 / cbrt(x);
}
PARCOURS_MATH double normcdf(double x)
{
    return 0.5 * erfc(-x * M_SQRT1_2);
}

/* erfc(x) exp(x^2), for large x by its asymptotic series. */
PARCOURS_MATH double erfcx(double x)
{
    double square = x * x, rest = fma(x, x, -square), sum = 1, term = 1;
    if (x < 25)
        return x < -27 ? INFINITY : exp(square) * (1 + rest) * erfc(x);
    for (int i = 1; i < 16; i += 2)
        sum += term *= -i / (2 * square);
    return sum * M_2_SQRTPI / 2 / x;
}

/* By Halley's method: erf(w) = x for x up to 0.5, and erfc(w) = y for y below,
 * where each keeps all its digits. */
PARCOURS_MATH double parcours_erf_solve(double w, double x, double y)
{
    for (int i = 0; i < 4; i++) {
        double error = x <= 0.5 ? erf(w) - x : y - erfc(w);
        double step = error / (M_2_SQRTPI * exp(-w * w));
        w -= step / (1 + step * w);
    }
    return w;
}
/* It begins with Abramowitz and Stegun, 26.2.22. */
PARCOURS_MATH double parcours_erfc_solve(double y)
{
    double t = sqrt(2 * (M_LN2 - log(y)));
    double w = t - (2.30753 + t * 0.27061) / (1 + t * (0.99229 + t * 0.04481));
    return y == 0 ? INFINITY : parcours_erf_solve(w * M_SQRT1_2, 1, y);
}
PARCOURS_MATH double erfinv(double x)
{
    double size = fabs(x);
    if (!(size <= 1))
        return NAN;
    return copysign(size <= 0.5 ? parcours_erf_solve(size / M_2_SQRTPI, size, 0)
                                : parcours_erfc_solve(1 - size),
                    x);
}
PARCOURS_MATH double erfcinv(double y)
{
    if (!(y >= 0 && y <= 2))
        return NAN;
    return y < 0.5   ? parcours_erfc_solve(y)
           : y > 1.5 ? -parcours_erfc_solve(2 - y)
                     : erfinv(1 - y);
}
PARCOURS_MATH double normcdfinv(double y)
{
    return -M_SQRT2 * erfcinv(2 * y);
}

/* The power series of modified Bessel functions: all terms are positive. */
PARCOURS_MATH double parcours_bessel_i(int order, double x)
{
    double term = order ? x / 2 : 1, sum = term, square = x / 2 * (x / 2);
    for (int k = 1; fabs(term) > 1e-17 * fabs(sum) && !isinf(sum); k++)
        sum += term *= square / k / (k + order);
    return sum;
}
PARCOURS_MATH double cyl_bessel_i0(double x)
{
    return parcours_bessel_i(0, x);
}
PARCOURS_MATH double cyl_bessel_i1(double x)
{
    return parcours_bessel_i(1, x);
}

/* Lengths of vectors; nothing overflows on the way. */
PARCOURS_MATH double norm3d(double x, double y, double z)
{
    return hypot(hypot(x, y), z);
}
PARCOURS_MATH double norm4d(double x, double y, double z, double w)
{
    return hypot(norm3d(x, y, z), w);
}
PARCOURS_MATH double rhypot(double x, double y)
{
    return 1 / hypot(x, y);
}
PARCOURS_MATH double rnorm3d(double x, double y, double z)
{
    return 1 / norm3d(x, y, z);
}
PARCOURS_MATH double rnorm4d(double x, double y, double z, double w)
{
    return 1 / norm4d(x, y, z, w);
}
#define PARCOURS_NORM(name, type, result)         \
    PARCOURS_CALL type name(int n, const type *x) \
    {                                             \
        double sum = 0;                           \
        for (int i = 0; i < n; i++) {             \
            PARCOURS_LOAD(x + i);                 \
            sum = hypot(sum, x[i]);               \
        }                                         \
        return (type)(result);                    \
    }
PARCOURS_NORM(norm, double, sum)
PARCOURS_NORM(rnorm, double, 1 / sum)
PARCOURS_NORM(normf, float, sum)
PARCOURS_NORM(rnormf, float, 1 / sum)

/* The same in single precision; C++ has those of one argument by both names. */
#define PARCOURS_SINGLE(name, list, ...) \
    PARCOURS_MATH float name##f list     \
    {                                    \
        return (float)name(__VA_ARGS__); \
    }
#define PARCOURS_SINGLE_OF_ONE(name)            \
    PARCOURS_SINGLE(name, (float x), (double)x) \
    PARCOURS_MATH float name(float x)           \
    {                                           \
        return name##f(x);                      \
    }
PARCOURS_SINGLE_OF_ONE(sinpi)
PARCOURS_SINGLE_OF_ONE(cospi)
PARCOURS_SINGLE_OF_ONE(rcbrt)
PARCOURS_SINGLE_OF_ONE(normcdf)
PARCOURS_SINGLE_OF_ONE(normcdfinv)
PARCOURS_SINGLE_OF_ONE(erfcx)
PARCOURS_SINGLE_OF_ONE(erfinv)
PARCOURS_SINGLE_OF_ONE(erfcinv)
PARCOURS_SINGLE_OF_ONE(cyl_bessel_i0)
PARCOURS_SINGLE_OF_ONE(cyl_bessel_i1)
PARCOURS_SINGLE(norm3d, (float x, float y, float z), x, y, z)
PARCOURS_SINGLE(norm4d, (float x, float y, float z, float w), x, y, z, w)
PARCOURS_SINGLE(rhypot, (float x, float y), x, y)
PARCOURS_SINGLE(rnorm3d, (float x, float y, float z), x, y, z)
PARCOURS_SINGLE(rnorm4d, (float x, float y, float z, float w), x, y, z, w)

#define PARCOURS_SINCOSPI(name, type, ending)                 \
    PARCOURS_MATH void name(type x, type *sine, type *cosine) \
    {                                                         \
        *sine = sinpi##ending(x);                             \
        *cosine = cospi##ending(x);                           \
    }
PARCOURS_SINCOSPI(sincospi, double, )
PARCOURS_SINCOSPI(sincospi, float, f)
PARCOURS_SINCOSPI(sincospif, float, f)
