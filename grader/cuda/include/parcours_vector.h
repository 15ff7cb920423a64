/*
 * Vectors of the CUDA language: float4, int2, dim3, make_float4, ...
 * Alignments as in the CUDA C++ Programming Guide, "Built-in Vector Types":
 * that of the whole vector, up to 16.
 */
#pragma once

/*
 * g++ does not call out for v[i] = make_float4(...), where a call stores its
 * result, nor for f(v[i]), where the argument is a copy: these types tell the
 * runtime themselves when they are assigned and copied. Since they have a
 * constructor for copies then, they need the others as well.
 */
#if PARCOURS_CHECKED
#define PARCOURS_COPY(type)                                         \
    PARCOURS_PLAIN __attribute__((noinline)) type(const type &from) \
    {                                                               \
        parcours_load(&from, sizeof from,                           \
                      (uintptr_t)__builtin_return_address(0));      \
        __builtin_memcpy((void *)this, &from, sizeof from);         \
    }
#define PARCOURS_ASSIGN(type)                                                  \
    PARCOURS_COPY(type)                                                        \
    PARCOURS_PLAIN __attribute__((noinline)) type &operator=(const type &from) \
    {                                                                          \
        parcours_load(&from, sizeof from,                                      \
                      (uintptr_t)__builtin_return_address(0));                 \
        parcours_store(this, sizeof from,                                      \
                       (uintptr_t)__builtin_return_address(0));                \
        __builtin_memcpy((void *)this, &from, sizeof from);                    \
        return *this;                                                          \
    }
#define PARCOURS_VALUES(type, list, ...)             \
    type() = default;                                \
    PARCOURS_PLAIN constexpr type list : __VA_ARGS__ \
    {                                                \
    }
#else
#define PARCOURS_ASSIGN(type)
#define PARCOURS_VALUES(type, list, ...)
#endif

#define PARCOURS_VECTORS(name, type, two, four)                                \
    struct name##1                                                             \
    {                                                                          \
        type x;                                                                \
        PARCOURS_ASSIGN(name##1)                                               \
        PARCOURS_VALUES(name##1, (type a), x(a))                               \
    };                                                                         \
    struct alignas(two) name##2                                                \
    {                                                                          \
        type x, y;                                                             \
        PARCOURS_ASSIGN(name##2)                                               \
        PARCOURS_VALUES(name##2, (type a, type b = 0), x(a), y(b))             \
    };                                                                         \
    struct name##3                                                             \
    {                                                                          \
        type x, y, z;                                                          \
        PARCOURS_ASSIGN(name##3)                                               \
        PARCOURS_VALUES(name##3, (type a, type b = 0, type c = 0), x(a), y(b), \
                        z(c))                                                  \
    };                                                                         \
    struct alignas(four) name##4                                               \
    {                                                                          \
        type x, y, z, w;                                                       \
        PARCOURS_ASSIGN(name##4)                                               \
        PARCOURS_VALUES(name##4, (type a, type b = 0, type c = 0, type d = 0), \
                        x(a), y(b), z(c), w(d))                                \
    };                                                                         \
    PARCOURS_PLAIN static inline name##1 make_##name##1(type x)                \
    {                                                                          \
        return {x};                                                            \
    }                                                                          \
    PARCOURS_PLAIN static inline name##2 make_##name##2(type x, type y)        \
    {                                                                          \
        return {x, y};                                                         \
    }                                                                          \
    PARCOURS_PLAIN static inline name##3 make_##name##3(type x, type y,        \
                                                        type z)                \
    {                                                                          \
        return {x, y, z};                                                      \
    }                                                                          \
    PARCOURS_PLAIN static inline name##4 make_##name##4(type x, type y,        \
                                                        type z, type w)        \
    {                                                                          \
        return {x, y, z, w};                                                   \
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
