/*
 * Vectors of the CUDA language: float4, int2, dim3, make_float4, ...
 * Alignments as in the CUDA C++ Programming Guide, "Built-in Vector Types":
 * that of the whole vector, up to 16.
 * Plain structures, as nvcc's: a union may have them as members, and copies of
 * them show up at the learner's line.
 */
#pragma once

#define PARCOURS_VECTORS(name, type, two, four)                         \
    struct name##1                                                      \
    {                                                                   \
        type x;                                                         \
    };                                                                  \
    struct alignas(two) name##2                                         \
    {                                                                   \
        type x, y;                                                      \
    };                                                                  \
    struct name##3                                                      \
    {                                                                   \
        type x, y, z;                                                   \
    };                                                                  \
    struct alignas(four) name##4                                        \
    {                                                                   \
        type x, y, z, w;                                                \
    };                                                                  \
    PARCOURS_PLAIN static inline name##1 make_##name##1(type x)         \
    {                                                                   \
        return {x};                                                     \
    }                                                                   \
    PARCOURS_PLAIN static inline name##2 make_##name##2(type x, type y) \
    {                                                                   \
        return {x, y};                                                  \
    }                                                                   \
    PARCOURS_PLAIN static inline name##3 make_##name##3(type x, type y, \
                                                        type z)         \
    {                                                                   \
        return {x, y, z};                                               \
    }                                                                   \
    PARCOURS_PLAIN static inline name##4 make_##name##4(type x, type y, \
                                                        type z, type w) \
    {                                                                   \
        return {x, y, z, w};                                            \
    }

PARCOURS_VECTORS(char, signed char, 2, 4)
PARCOURS_VECTORS(uchar, unsigned char, 2, 4)
PARCOURS_VECTORS(short, short, 4, 8)
PARCOURS_VECTORS(ushort, unsigned short, 4, 8)
PARCOURS_VECTORS(int, int, 8, 16)
PARCOURS_VECTORS(uint, unsigned, 8, 16)
PARCOURS_VECTORS(long, long, 16, 16)
PARCOURS_VECTORS(ulong, unsigned long, 16, 16)
PARCOURS_VECTORS(longlong, long long, 16, 16)
PARCOURS_VECTORS(ulonglong, unsigned long long, 16, 16)
PARCOURS_VECTORS(float, float, 8, 16)
PARCOURS_VECTORS(double, double, 16, 16)

/* What threadIdx and the like are: plain, so that g++ knows them as constants
 * and does not call out for them. */
struct parcours_index {
    unsigned x, y, z;
    PARCOURS_PLAIN constexpr operator uint3() const
    {
        return {x, y, z};
    }
};

struct dim3 {
    unsigned x, y, z;
    constexpr dim3(unsigned a = 1, unsigned b = 1, unsigned c = 1)
        : x(a), y(b), z(c)
    {
    }
    constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z)
    {
    }
    constexpr dim3(parcours_index v) : x(v.x), y(v.y), z(v.z)
    {
    }
    constexpr operator uint3() const
    {
        return {x, y, z};
    }
};
