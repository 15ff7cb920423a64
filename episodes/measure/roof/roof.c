/*
 * roof.c - what six kernels fetch, what they compute, and what that means.
 *
 * TODO: whoever wrote these numbers has counted the arrays, not the bytes, and
 * thinks that eight cores are eight times as fast. roof.h says what the kernels
 * and the machine are; write down what you think, and commit it.
 */
#include "roof.h"

const char roof_prediction[] = "axpy bytes          2\n"
                               "axpy flops          1\n"
                               "axpy speed-up       8\n"
                               "dot bytes           2\n"
                               "dot flops           1\n"
                               "dot speed-up        8\n"
                               "column bytes        1\n"
                               "column flops        1\n"
                               "column speed-up     8\n"
                               "stencil bytes       2\n"
                               "stencil flops       1\n"
                               "stencil speed-up    8\n"
                               "horner bytes        2\n"
                               "horner flops        1\n"
                               "horner speed-up     8\n"
                               "product bytes       3\n"
                               "product flops       1\n"
                               "product speed-up    8\n";
