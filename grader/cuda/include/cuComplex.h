/* Complex numbers as vectors of two. */
#pragma once
#include "cuda_runtime.h"

typedef float2 cuFloatComplex;
typedef double2 cuDoubleComplex;
typedef cuFloatComplex cuComplex;

#define PARCOURS_COMPLEX(T, C, make, name, suffix)                 \
    inline C make(T real, T imaginary)                             \
    {                                                              \
        C z;                                                       \
        z.x = real;                                                \
        z.y = imaginary;                                           \
        return z;                                                  \
    }                                                              \
    inline T name##real##suffix(C z)                               \
    {                                                              \
        return z.x;                                                \
    }                                                              \
    inline T name##imag##suffix(C z)                               \
    {                                                              \
        return z.y;                                                \
    }                                                              \
    inline C cuConj##suffix(C z)                                   \
    {                                                              \
        return make(z.x, -z.y);                                    \
    }                                                              \
    inline T name##abs##suffix(C z)                                \
    {                                                              \
        return std::hypot(z.x, z.y);                               \
    }                                                              \
    inline C name##add##suffix(C a, C b)                           \
    {                                                              \
        return make(a.x + b.x, a.y + b.y);                         \
    }                                                              \
    inline C name##sub##suffix(C a, C b)                           \
    {                                                              \
        return make(a.x - b.x, a.y - b.y);                         \
    }                                                              \
    inline C name##mul##suffix(C a, C b)                           \
    {                                                              \
        return make(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); \
    }                                                              \
    inline C name##div##suffix(C a, C b)                           \
    {                                                              \
        T square = b.x * b.x + b.y * b.y;                          \
        return make((a.x * b.x + a.y * b.y) / square,              \
                    (a.y * b.x - a.x * b.y) / square);             \
    }                                                              \
    inline C name##fma##suffix(C a, C b, C c)                      \
    {                                                              \
        return name##add##suffix(name##mul##suffix(a, b), c);      \
    }

PARCOURS_COMPLEX(float, cuFloatComplex, make_cuFloatComplex, cuC, f)
PARCOURS_COMPLEX(double, cuDoubleComplex, make_cuDoubleComplex, cuC, )

inline cuComplex make_cuComplex(float real, float imaginary)
{
    return make_cuFloatComplex(real, imaginary);
}
