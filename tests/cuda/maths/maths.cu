/*
 * Functions of the CUDA Math API beside what they give by the reference; the
 * operations are made up to tell one rounding, sign or width from another.
 * Nothing is printed but rows that are wrong, and how many there are.
 */
#include <cuda_fp16.h>

#include <cassert>
#include <cmath>
#include <cstdio>

__device__ int rows, wrong;

__device__ void row(const char *call, bool right, double got, double expected)
{
    rows++;
    if (right)
        return;
    wrong++;
    printf("WRONG: %s is %.17g, not %.17g\n", call, got, expected);
}

/* Zeros of both signs differ, and values that are not numbers do not. */
template <class T> __device__ bool same(T a, T b)
{
    return a != a
               ? b != b
               : a == b && (a != 0 || signbit((double)a) == signbit((double)b));
}

__device__ bool near(double a, double b, double most)
{
    return fabs(a - b) <= most * fabs(b);
}

#define ROW(call, expected)                                          \
    row(#call, same<decltype(call)>(call, expected), (double)(call), \
        (double)(expected))
#define NEAR(name, x, expected) \
    row(#name "(" #x ")", near(name(x), expected, 4e-15), name(x), expected)
/* Single precision as well, by the name with an f. */
#define NEAR_BOTH(name, x, expected)                                     \
    NEAR(name, x, expected);                                             \
    row(#name "f(" #x ")", near(name##f(x), expected, 1e-6), name##f(x), \
        expected)
#define MODES(name, list, rn, rz, rd, ru) \
    ROW(name##_rn list, rn);              \
    ROW(name##_rz list, rz);              \
    ROW(name##_rd list, rd);              \
    ROW(name##_ru list, ru)

__device__ void lanes()
{
    ROW(__vadd4(0x7f80ff05, 0x180017e), 0x80000083u);
    ROW(__vadd2(0x7fff8000, 0x18001), 0x80000001u);
    ROW(__vaddss4(0x7f80ff05, 0x180017e), 0x7f80007fu);
    ROW(__vaddss2(0x7fff8000, 0x18001), 0x7fff8000u);
    ROW(__vaddus4(0x7f80ff05, 0x180017e), 0x80ffff83u);
    ROW(__vaddus2(0x7fff8000, 0x18001), 0x8000ffffu);
    ROW(__vsub4(0x7f80ff05, 0x180017e), 0x7e00fe87u);
    ROW(__vsub2(0x7fff8000, 0x18001), 0x7ffeffffu);
    ROW(__vsubss4(0x7f80ff05, 0x180017e), 0x7e00fe87u);
    ROW(__vsubss2(0x7fff8000, 0x18001), 0x7ffeffffu);
    ROW(__vsubus4(0x7f80ff05, 0x180017e), 0x7e00fe00u);
    ROW(__vsubus2(0x7fff8000, 0x18001), 0x7ffe0000u);
    ROW(__vneg4(0x7f80ff05), 0x818001fbu);
    ROW(__vneg2(0x7fff8000), 0x80018000u);
    ROW(__vnegss4(0x7f80ff05), 0x817f01fbu);
    ROW(__vnegss2(0x7fff8000), 0x80017fffu);
    ROW(__vabs4(0x7f80ff05), 0x7f800105u);
    ROW(__vabs2(0x7fff8000), 0x7fff8000u);
    ROW(__vabsss4(0x7f80ff05), 0x7f7f0105u);
    ROW(__vabsss2(0x7fff8000), 0x7fff7fffu);
    ROW(__vabsdiffs4(0x7f80ff05, 0x180017e), 0x7e000279u);
    ROW(__vabsdiffs2(0x7fff8000, 0x18001), 0x7ffe0001u);
    ROW(__vabsdiffu4(0x7f80ff05, 0x180017e), 0x7e00fe79u);
    ROW(__vabsdiffu2(0x7fff8000, 0x18001), 0x7ffe0001u);
    ROW(__vavgs4(0x7f80ff05, 0x180017e), 0x40800042u);
    ROW(__vavgs2(0x7fff8000, 0x18001), 0x40008000u);
    ROW(__vavgu4(0x7f80ff05, 0x180017e), 0x40808042u);
    ROW(__vavgu2(0x7fff8000, 0x18001), 0x40008001u);
    ROW(__vhaddu4(0x7f80ff05, 0x180017e), 0x40808041u);
    ROW(__vhaddu2(0x7fff8000, 0x18001), 0x40008000u);
    ROW(__vmaxs4(0x7f80ff05, 0x180017e), 0x7f80017eu);
    ROW(__vmaxs2(0x7fff8000, 0x18001), 0x7fff8001u);
    ROW(__vmaxu4(0x7f80ff05, 0x180017e), 0x7f80ff7eu);
    ROW(__vmaxu2(0x7fff8000, 0x18001), 0x7fff8001u);
    ROW(__vmins4(0x7f80ff05, 0x180017e), 0x180ff05u);
    ROW(__vmins2(0x7fff8000, 0x18001), 0x18000u);
    ROW(__vminu4(0x7f80ff05, 0x180017e), 0x1800105u);
    ROW(__vminu2(0x7fff8000, 0x18001), 0x18000u);
    ROW(__vcmpeq4(0x7f80ff05, 0x180017e), 0xff0000u);
    ROW(__vcmpeq2(0x7fff8000, 0x18001), 0x0u);
    ROW(__vseteq4(0x7f80ff05, 0x180017e), 0x10000u);
    ROW(__vseteq2(0x7fff8000, 0x18001), 0x0u);
    ROW(__vcmpne4(0x7f80ff05, 0x180017e), 0xff00ffffu);
    ROW(__vcmpne2(0x7fff8000, 0x18001), 0xffffffffu);
    ROW(__vsetne4(0x7f80ff05, 0x180017e), 0x1000101u);
    ROW(__vsetne2(0x7fff8000, 0x18001), 0x10001u);
    ROW(__vcmplts4(0x7f80ff05, 0x180017e), 0xffffu);
    ROW(__vcmplts2(0x7fff8000, 0x18001), 0xffffu);
    ROW(__vsetlts4(0x7f80ff05, 0x180017e), 0x101u);
    ROW(__vsetlts2(0x7fff8000, 0x18001), 0x1u);
    ROW(__vcmpltu4(0x7f80ff05, 0x180017e), 0xffu);
    ROW(__vcmpltu2(0x7fff8000, 0x18001), 0xffffu);
    ROW(__vsetltu4(0x7f80ff05, 0x180017e), 0x1u);
    ROW(__vsetltu2(0x7fff8000, 0x18001), 0x1u);
    ROW(__vcmples4(0x7f80ff05, 0x180017e), 0xffffffu);
    ROW(__vcmples2(0x7fff8000, 0x18001), 0xffffu);
    ROW(__vsetles4(0x7f80ff05, 0x180017e), 0x10101u);
    ROW(__vsetles2(0x7fff8000, 0x18001), 0x1u);
    ROW(__vcmpleu4(0x7f80ff05, 0x180017e), 0xff00ffu);
    ROW(__vcmpleu2(0x7fff8000, 0x18001), 0xffffu);
    ROW(__vsetleu4(0x7f80ff05, 0x180017e), 0x10001u);
    ROW(__vsetleu2(0x7fff8000, 0x18001), 0x1u);
    ROW(__vcmpgts4(0x7f80ff05, 0x180017e), 0xff000000u);
    ROW(__vcmpgts2(0x7fff8000, 0x18001), 0xffff0000u);
    ROW(__vsetgts4(0x7f80ff05, 0x180017e), 0x1000000u);
    ROW(__vsetgts2(0x7fff8000, 0x18001), 0x10000u);
    ROW(__vcmpgtu4(0x7f80ff05, 0x180017e), 0xff00ff00u);
    ROW(__vcmpgtu2(0x7fff8000, 0x18001), 0xffff0000u);
    ROW(__vsetgtu4(0x7f80ff05, 0x180017e), 0x1000100u);
    ROW(__vsetgtu2(0x7fff8000, 0x18001), 0x10000u);
    ROW(__vcmpges4(0x7f80ff05, 0x180017e), 0xffff0000u);
    ROW(__vcmpges2(0x7fff8000, 0x18001), 0xffff0000u);
    ROW(__vsetges4(0x7f80ff05, 0x180017e), 0x1010000u);
    ROW(__vsetges2(0x7fff8000, 0x18001), 0x10000u);
    ROW(__vcmpgeu4(0x7f80ff05, 0x180017e), 0xffffff00u);
    ROW(__vcmpgeu2(0x7fff8000, 0x18001), 0xffff0000u);
    ROW(__vsetgeu4(0x7f80ff05, 0x180017e), 0x1010100u);
    ROW(__vsetgeu2(0x7fff8000, 0x18001), 0x10000u);
    ROW(__vsads4(0x7f80ff05, 0x180017e), 249u);
    ROW(__vsads2(0x7fff8000, 0x18001), 32767u);
    ROW(__vsadu4(0x7f80ff05, 0x180017e), 501u);
    ROW(__vsadu2(0x7fff8000, 0x18001), 32767u);
}

__device__ void dynamic()
{
    bool high, low;
    ROW(__vimax_s32_relu(-3, -2), 0);
    ROW(__vimin_s32_relu(5, 3), 3);
    ROW(__vimax_s16x2_relu(0xfffe0003, 0xffff8000), 0x00000003u);
    ROW(__vimin_s16x2_relu(0x00050003, 0x00048000), 0x00040000u);
    ROW(__vimax3_s32(-5, -7, -6), -5);
    ROW(__vimax3_u32(5, 0xffffffff, 6), 0xffffffffu);
    ROW(__vimin3_s16x2(0x0001ffff, 0x8000fffe, 0x00050005), 0x8000fffeu);
    ROW(__vimin3_u16x2(0x0001ffff, 0x8000fffe, 0x00050005), 0x00010005u);
    ROW(__vimin3_s32_relu(5, -1, 7), 0);
    ROW(__viaddmax_s32(2147483647, 1, -5), -5);
    ROW(__viaddmax_u32(0xffffffff, 2, 0), 1u);
    ROW(__viaddmin_s32(3, 4, 9), 7);
    ROW(__viaddmax_s16x2(0x7fff0001, 0x00010001, 0xfff0fff0), 0xfff00002u);
    ROW(__viaddmin_u16x2(0xffff0001, 0x00020001, 0x00050005), 0x00010002u);
    ROW(__viaddmin_s16x2_relu(0x80000004, 0x00000001, 0x00010003), 0x00000003u);
    ROW(__vibmax_s32(-1, 1, &high), 1);
    ROW(high, false);
    ROW(__vibmax_u32(0xffffffff, 1, &high), 0xffffffffu);
    ROW(high, true);
    ROW(__vibmin_s16x2(0xffff0002, 0x00010001, &high, &low), 0xffff0001u);
    ROW(high, true);
    ROW(low, false);
    ROW(__vibmin_u16x2(0xffff0001, 0x00010001, &high, &low), 0x00010001u);
    ROW(high, false);
    ROW(low, true);
}

__device__ void dots()
{
    /* 1*-1 + 2*-2 + -128*-128 + 127*127 + 5, and with 255, 254, 128, 127 */
    ROW(__dp4a(0x7f800201, 0x7f80feff, 5), 32513);
    ROW(__dp4a(0x7f800201u, 0x7f80feffu, 5u), 33281u);
    ROW(__dp4a(make_char4(1, 2, -128, 127), make_char4(-1, -2, -128, 127), 5),
        32513);
    ROW(__dp4a(make_uchar4(1, 2, 128, 127), make_uchar4(255, 254, 128, 127),
               5u),
        33281u);
    ROW(__dp4a(0x01010101, 0x01010101, 2147483647), -2147483645);
    /* 3 and -32768 with the bytes -1 and -2 below, 4 and 5 above */
    ROW(__dp2a_lo((int)0x80000003, 0x0504feff, 7), 65540);
    ROW(__dp2a_hi((int)0x80000003, 0x0504feff, 7), -163821);
    ROW(__dp2a_lo(0x80000003u, 0x0504feffu, 7u), 8323844u);
    ROW(__dp2a_hi(0x80000003u, 0x0504feffu, 7u), 163859u);
    ROW(__dp2a_lo(make_short2(3, -32768), make_char4(-1, -2, 4, 5), 7), 65540);
    ROW(__dp2a_hi(make_ushort2(3, 32768), make_uchar4(255, 254, 4, 5), 7u),
        163859u);
}

__device__ void integers()
{
    ROW(__sad(-2147483647, 2147483647, 1u), 4294967295u);
    ROW(__usad(1u, 0xffffffffu, 3u), 1u);
    ROW(__hadd(-3, 2), -1);
    ROW(__hadd(2147483647, 2147483645), 2147483646);
    ROW(__rhadd(-3, 2), 0);
    ROW(__uhadd(0xffffffffu, 2u), 0x80000000u);
    ROW(__urhadd(0xffffffffu, 2u), 0x80000001u);
    ROW(__fns(0xf0f0u, 3, 1), 4u);
    ROW(__fns(0xf0f0u, 3, 5), 12u);
    ROW(__fns(0xf0f0u, 13, -3), 7u);
    ROW(__fns(0xf0f0u, 4, 0), 4u);
    ROW(__fns(0xf0f0u, 3, 0), 0xffffffffu);
    ROW(__fns(0xf0f0u, 16, 1), 0xffffffffu);
    ROW(__brev(0x80000002u), 0x40000001u);
    ROW(__brevll(0x8000000000000002ull), 0x4000000000000001ull);
    ROW(__mul64hi(-1ll, 1ll), -1ll);
    ROW(__mul64hi(0x4000000000000000ll, -8ll), -2ll);
    ROW(__umul64hi(0x8000000000000000ull, 6ull), 3ull);
    ROW(__funnelshift_lc(0x12345678u, 0x9abcdef0u, 40u), 0x12345678u);
    ROW(__funnelshift_rc(0x12345678u, 0x9abcdef0u, 40u), 0x9abcdef0u);
    ROW(__funnelshift_lc(0x12345678u, 0x9abcdef0u, 8u), 0xbcdef012u);
    ROW(__funnelshift_rc(0x12345678u, 0x9abcdef0u, 8u), 0xf0123456u);
    ROW(umin(1u, 0x80000000u), 1u);
    ROW(llmax(-1ll, 1ll), 1ll);
    ROW(ullmax(~0ull, 1ull), ~0ull);
    ROW(__double2hiint(-2.0), (int)0xc0000000);
    ROW(__double2loint(0x1.00000000000ffp0), 0xff);
    ROW(min(NAN, 2.0f), 2.0f);
    ROW(max(2.0, (double)NAN), 2.0);
}

/* Halves, signs, and what does not fit. */
__device__ void conversions()
{
    MODES(__float2int, (-2.5f), -2, -2, -3, -2);
    MODES(__float2uint, (3.5f), 4u, 3u, 3u, 4u);
    MODES(__float2ll, (-0x1p40f), -1099511627776ll, -1099511627776ll,
          -1099511627776ll, -1099511627776ll);
    MODES(__float2ull, (0.5f), 0ull, 0ull, 0ull, 1ull);
    MODES(__double2int, (2.5), 2, 2, 2, 3);
    MODES(__double2uint, (4294967294.5), 4294967294u, 4294967294u, 4294967294u,
          4294967295u);
    MODES(__double2ll, (-4503599627370495.5), -4503599627370496ll,
          -4503599627370495ll, -4503599627370496ll, -4503599627370495ll);
    MODES(__double2ull, (0x1p63), 0x8000000000000000ull, 0x8000000000000000ull,
          0x8000000000000000ull, 0x8000000000000000ull);
    MODES(__float2int, (3e9f), 2147483647, 2147483647, 2147483647, 2147483647);
    MODES(__float2uint, (-1.5f), 0u, 0u, 0u, 0u);
    MODES(__double2ll, (-1e19), -9223372036854775807ll - 1,
          -9223372036854775807ll - 1, -9223372036854775807ll - 1,
          -9223372036854775807ll - 1);
    MODES(__double2ull, (2e19), ~0ull, ~0ull, ~0ull, ~0ull);
    ROW(__float2int_rz(NAN), 0);
    ROW(__double2int_rz(NAN), -2147483647 - 1);
    ROW(__float2ull_rz(NAN), 0x8000000000000000ull);
    ROW(__int2double_rn(-3), -3.0);
    ROW(__uint2double_rn(4294967295u), 4294967295.0);
}

__device__ void rounding()
{
    MODES(__fadd, (1.0f, -0x1p-30f), 0x1p+0f, 0x1.fffffep-1f, 0x1.fffffep-1f,
          0x1p+0f);
    MODES(__fsub, (-1.0f, 0x1p-30f), -0x1p+0f, -0x1p+0f, -0x1.000002p+0f,
          -0x1p+0f);
    MODES(__fmul, (0.1f, -0.3f), -0x1.eb852p-6f, -0x1.eb852p-6f,
          -0x1.eb8522p-6f, -0x1.eb852p-6f);
    MODES(__fdiv, (-1.0f, 3.0f), -0x1.555556p-2f, -0x1.555554p-2f,
          -0x1.555556p-2f, -0x1.555554p-2f);
    MODES(__frcp, (3.0f), 0x1.555556p-2f, 0x1.555554p-2f, 0x1.555554p-2f,
          0x1.555556p-2f);
    MODES(__fsqrt, (2.0f), 0x1.6a09e6p+0f, 0x1.6a09e6p+0f, 0x1.6a09e6p+0f,
          0x1.6a09e8p+0f);
    MODES(__fmaf, (0.1f, 0.1f, -0x1p-60f), 0x1.47ae16p-7f, 0x1.47ae14p-7f,
          0x1.47ae14p-7f, 0x1.47ae16p-7f);
    MODES(__dadd, (1.0, 0x1p-80), 0x1p+0, 0x1p+0, 0x1p+0, 0x1.0000000000001p+0);
    MODES(__dsub, (-1.0, 0x1p-80), -0x1p+0, -0x1p+0, -0x1.0000000000001p+0,
          -0x1p+0);
    MODES(__dmul, (0.1, -0.3), -0x1.eb851eb851eb8p-6, -0x1.eb851eb851eb8p-6,
          -0x1.eb851eb851eb9p-6, -0x1.eb851eb851eb8p-6);
    MODES(__ddiv, (-1.0, 3.0), -0x1.5555555555555p-2, -0x1.5555555555555p-2,
          -0x1.5555555555556p-2, -0x1.5555555555555p-2);
    MODES(__drcp, (3.0), 0x1.5555555555555p-2, 0x1.5555555555555p-2,
          0x1.5555555555555p-2, 0x1.5555555555556p-2);
    MODES(__dsqrt, (2.0), 0x1.6a09e667f3bcdp+0, 0x1.6a09e667f3bccp+0,
          0x1.6a09e667f3bccp+0, 0x1.6a09e667f3bcdp+0);
    MODES(__fma, (0.1, 0.1, -0x1p-100), 0x1.47ae147ae147cp-7,
          0x1.47ae147ae147bp-7, 0x1.47ae147ae147bp-7, 0x1.47ae147ae147cp-7);
    MODES(__int2float, (-2147483647), -0x1p+31f, -0x1.fffffep+30f, -0x1p+31f,
          -0x1.fffffep+30f);
    MODES(__uint2float, (4294967295u), 0x1p+32f, 0x1.fffffep+31f,
          0x1.fffffep+31f, 0x1p+32f);
    MODES(__ll2float, (-9223372036854775807), -0x1p+63f, -0x1.fffffep+62f,
          -0x1p+63f, -0x1.fffffep+62f);
    MODES(__ull2float, (0xffffff8000000001u), 0x1p+64f, 0x1.fffffep+63f,
          0x1.fffffep+63f, 0x1p+64f);
    MODES(__ll2double, (9007199254740993), 0x1p+53, 0x1p+53, 0x1p+53,
          0x1.0000000000001p+53);
    MODES(__ull2double, (0xfffffffffffffc01u), 0x1p+64, 0x1.fffffffffffffp+63,
          0x1.fffffffffffffp+63, 0x1p+64);
    MODES(__double2float, (-0.1), -0x1.99999ap-4f, -0x1.999998p-4f,
          -0x1.99999ap-4f, -0x1.999998p-4f);
}

__device__ void special()
{
    double sine, cosine;
    float v[] = {3e30f, 4e30f, 0, 12e30f};
    NEAR_BOTH(erfinv, 0.5, 0.476936276204469873);
    NEAR_BOTH(erfinv, -0.3, -0.272462714726754345);
    NEAR(erfinv, 0.999, 2.32675376551352449);
    NEAR_BOTH(erfinv, 1e-20, 8.86226925452757965e-21);
    NEAR(erfinv, 1 - 0x1p-53, 5.86358474875516793);
    NEAR_BOTH(erfcinv, 1e-10, 4.57282496738948527);
    NEAR_BOTH(erfcinv, 0.3, 0.732869077959216869);
    NEAR_BOTH(erfcinv, 1.2, -0.179143454621291636);
    NEAR(erfcinv, 1e-300, 26.2094699605161239);
    NEAR_BOTH(normcdfinv, 0.975, 1.95996398454005386);
    NEAR_BOTH(normcdfinv, 1e-12, -7.03448382530113193);
    NEAR_BOTH(erfcx, 1.0, 0.427583576155807004);
    NEAR_BOTH(erfcx, -2.0, 108.940904389977972);
    NEAR(erfcx, 24.5, 0.0230090118747781822);
    NEAR_BOTH(erfcx, 30.0, 0.0187958888614167515);
    NEAR_BOTH(erfcx, 1e10, 5.64189583547756287e-11);
    NEAR_BOTH(cyl_bessel_i0, 1.0, 1.26606587775200834);
    NEAR_BOTH(cyl_bessel_i1, 1.0, 0.565159103992485027);
    NEAR_BOTH(cyl_bessel_i0, -2.5, 3.28983914405012304);
    NEAR_BOTH(cyl_bessel_i1, -2.5, -2.51671624528869844);
    NEAR_BOTH(cyl_bessel_i0, 10.0, 2815.71662846625447);
    NEAR_BOTH(cyl_bessel_i1, 10.0, 2670.98830370125465);
    NEAR(cyl_bessel_i0, 100.0, 1.07375170713107382e+42);
    NEAR(cyl_bessel_i1, 100.0, 1.06836939033816248e+42);
    NEAR_BOTH(sinpi, 0.3, 0.809016994374947404);
    NEAR(sinpi, 1e15 + 0.25, 0.707106781186547524);
    NEAR(cospi, 100.2, 0.809016994374942176);
    NEAR_BOTH(normcdf, -10.0, 7.61985302416052607e-24);
    NEAR_BOTH(rcbrt, 27.0, 0.333333333333333333);
    ROW(sinpi(1.0), 0.0);
    ROW(sinpi(-3.0), -0.0);
    ROW(sinpif(2.5f), 1.0f);
    ROW(cospi(0.5), 0.0);
    ROW(cospif(101.0f), -1.0f);
    sincospi(0.5, &sine, &cosine);
    ROW(sine, 1.0);
    ROW(cosine, 0.0);
    ROW(erfinv(1.0), (double)INFINITY);
    ROW(erfinv(-1.0), -(double)INFINITY);
    ROW(erfinv(1.1), (double)NAN);
    ROW(erfinv(-0.0), -0.0);
    ROW(erfcinv(0.0), (double)INFINITY);
    ROW(erfcinv(2.0), -(double)INFINITY);
    ROW(erfcinvf(1.0f), 0.0f);
    ROW(normcdfinv(0.0), -(double)INFINITY);
    ROW(erfcx(-30.0), (double)INFINITY);
    ROW(cyl_bessel_i1(0.0), 0.0);
    ROW(norm3df(3e30f, 4e30f, 12e30f), 13e30f);
    ROW(norm4d(1.0, -1.0, 1.0, -1.0), 2.0);
    ROW(normf(4, v), 13e30f);
    ROW(rnormf(2, v), 1 / 5e30f);
    ROW(norm3d(1.0, (double)NAN, (double)INFINITY), (double)INFINITY);
    ROW(rnorm3df(2.0f, 3.0f, 6.0f), 1 / 7.0f);
    ROW(rnorm4d(2.0, 2.0, 2.0, 2.0), 0.25);
    ROW(rhypotf(3e-30f, 4e-30f), 1 / 5e-30f);
    ROW(rcbrtf(-8.0f), -0.5f);
}

#define BITS(half) ((int)__half_as_ushort(half))
#define HALF_MODES(name, list, rn, rz, rd, ru) \
    ROW(BITS(name##_rn list), rn);             \
    ROW(BITS(name##_rz list), rz);             \
    ROW(BITS(name##_rd list), rd);             \
    ROW(BITS(name##_ru list), ru)

__device__ void halves()
{
    half one = __float2half(1), nan = __float2half(NAN);
    half2 a = make_half2(one, __float2half(2)),
          b = make_half2(one, __float2half(3));
    HALF_MODES(__float2half, (-1 - 0x1p-11f), 0xbc00, 0xbc00, 0xbc01, 0xbc00);
    HALF_MODES(__int2half, (65519), 0x7bff, 0x7bff, 0x7bff, 0x7c00);
    HALF_MODES(__uint2half, (65520u), 0x7c00, 0x7bff, 0x7bff, 0x7c00);
    HALF_MODES(__ll2half, (-0x4000000000000000ll), 0xfc00, 0xfbff, 0xfc00,
               0xfbff);
    HALF_MODES(__ull2half, (2049ull), 0x6800, 0x6800, 0x6800, 0x6801);
    HALF_MODES(__short2half, (-2051), 0xe802, 0xe801, 0xe802, 0xe801);
    HALF_MODES(__ushort2half, (3), 0x4200, 0x4200, 0x4200, 0x4200);
    ROW(BITS(__double2half(1 + 0x1p-11 + 0x1p-40)), 0x3c01);
    MODES(__half2int, (__float2half(-2.5f)), -2, -2, -3, -2);
    MODES(__half2uint, (__float2half(-2.5f)), 0u, 0u, 0u, 0u);
    MODES(__half2short, (__float2half(40000)), 32767, 32767, 32767, 32767);
    MODES(__half2ushort, (__float2half(3.5f)), 4, 3, 3, 4);
    MODES(__half2ll, (__float2half(2.5f)), 2ll, 2ll, 2ll, 3ll);
    MODES(__half2ull, (__float2half(INFINITY)), ~0ull, ~0ull, ~0ull, ~0ull);
    ROW((int)__half2char_rz(__float2half(-200)), -128);
    ROW((int)__half2uchar_rz(__float2half(99.5f)), 99);
    ROW(__half2int_rz(nan), 0);
    ROW(__half2ll_rz(nan), -9223372036854775807ll - 1);
    ROW(__hne(nan, one), false);
    ROW(__hneu(nan, one), true);
    ROW(nan != one, true);
    ROW(__hltu(nan, one), true);
    ROW(__hlt(nan, one), false);
    ROW(__hle2_mask(b, a), 0x0000ffffu);
    ROW(__hbeq2(a, b), false);
    ROW(__hble2(a, b), true);
    ROW(a != b, false); /* not both lanes */
    ROW(BITS(__high2half(__hne2(a, b))), 0x3c00);
    ROW(BITS(__hadd_sat(one, one)), 0x3c00);
    ROW(BITS(__hsub_sat(one, __float2half(3))), 0);
    ROW(BITS(__low2half(__hmul2_sat(a, b))), 0x3c00);
    ROW(BITS(__hfma_relu(__float2half(-2), one, one)), 0);
    ROW(BITS(__hfma_sat(one, one, one)), 0x3c00);
    ROW(BITS(__hmax(nan, one)), 0x3c00);
    ROW(__hisnan(__hmax_nan(nan, one)), true);
    ROW(__hisinf(__float2half(-INFINITY)), -1);
    /* (1 + 2i) (1 + 3i) + 1 + 2i = -4 + 7i */
    ROW(BITS(__low2half(__hcmadd(a, b, a))), 0xc400);
    ROW(BITS(__high2half(__hcmadd(a, b, a))), 0x4700);
    ROW(BITS(hexp2(__float2half(3))), 0x4800);
    ROW(BITS(hrint(__float2half(2.5f))), 0x4000);
    ROW(BITS(htrunc(__float2half(-2.7f))), 0xc000);
}

__global__ void all()
{
    lanes();
    dynamic();
    dots();
    integers();
    conversions();
    rounding();
    special();
    halves();
    printf("cuda maths: %d of %d rows right\n", rows - wrong, rows);
    assert(wrong == 0);
}

int main()
{
    all<<<1, 1>>>();
    return cudaDeviceSynchronize() != cudaSuccess;
}
