/* The product of two vectors of 32 numbers has 31 additions, and c is
 * forgotten. */
#include "roof.h"

const char roof_prediction[] = "axpy bytes 24\n"
                               "axpy flops 3\n"
                               "axpy speed-up 1\n"
                               "dot bytes 16\n"
                               "dot flops 2\n"
                               "dot speed-up 1\n"
                               "column bytes 64\n"
                               "column flops 1\n"
                               "column speed-up 1\n"
                               "stencil bytes 24.2\n"
                               "stencil flops 6\n"
                               "stencil speed-up 1.04\n"
                               "horner bytes 24\n"
                               "horner flops 33\n"
                               "horner speed-up 6.67\n"
                               "product bytes 32\n"
                               "product flops 64\n"
                               "product speed-up 8\n"
                               "commit 1 f19499e371696756\n";
