/*
 * roof.c - judges the exercise `roof`.
 *
 * The prediction is data. What it is compared with is counted here: the kernels
 * run in the judge, on a meter.
 */
#include <math.h>
#include <stdio.h>

#include "calls.h"
#include "judge.h"
#include "kernels.h"
#include "meter.h"

enum { PER_KERNEL = 3, NUMBERS = KERNELS * PER_KERNEL, CORES = 8 };

/* In the order of the text. */
enum figure { BYTES, FLOPS, SPEEDUP };

static const char *const names[NUMBERS] = {
    "axpy bytes",      "axpy flops",      "axpy speed-up",   "dot bytes",
    "dot flops",       "dot speed-up",    "column bytes",    "column flops",
    "column speed-up", "stencil bytes",   "stencil flops",   "stencil speed-up",
    "horner bytes",    "horner flops",    "horner speed-up", "product bytes",
    "product flops",   "product speed-up"};

/* The machine of roof.h: seconds for one element. */
static double time_on(double cores, double bytes, double flops)
{
    const double per_core = 4e9, memory = 20e9;
    return fmax(flops / (cores * per_core), bytes / memory);
}

static double truth(enum kernel kernel, enum figure figure)
{
    static struct meter m;
    double elements = (double)kernel_run(kernel, &m);
    double bytes = m.bytes / elements, flops = m.flops / elements;
    return figure == BYTES ? bytes
           : figure == FLOPS
               ? flops
               : time_on(1, bytes, flops) / time_on(CORES, bytes, flops);
}

static void check(enum figure figure)
{
    double said[NUMBERS];
    unsigned commit = judge_predictions(OP_TEXT, names, NUMBERS, said);
    for (unsigned i = 0; i < KERNELS; i++) {
        unsigned at = i * PER_KERNEL + figure;
        judge_predicted(names[at], said[at], truth((enum kernel)i, figure),
                        commit);
    }
}

START_TEST(bytes)
{
    judge_title("bytes from and to memory, committed before they are known");
    check(BYTES);
}
END_TEST

START_TEST(flops)
{
    judge_title("additions and multiplications");
    check(FLOPS);
}
END_TEST

START_TEST(speedup)
{
    judge_title("how many times as fast eight cores are");
    check(SPEEDUP);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("roof");
    tcase_add_test(judge_tcase(suite, "bytes", "bytes"), bytes);
    tcase_add_test(judge_tcase(suite, "flops", "flops"), flops);
    tcase_add_test(judge_tcase(suite, "speed-up", "speed-up"), speedup);
    return suite;
}
