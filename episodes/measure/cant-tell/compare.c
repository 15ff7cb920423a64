/*
 * compare.c - is B faster than A?
 *
 * This runs each of them once and always has an answer. TODO: run them often,
 * in an order that is fair to both, and say so if you cannot tell. compare.h is
 * the contract.
 */
#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    double a = run(data, PROGRAM_A), b = run(data, PROGRAM_B);
    return b < a ? B_IS_FASTER : B_IS_SLOWER;
}
