/* A single thread does it all. */
#include "scan.h"

__global__ void do_all(const unsigned *in, int n, unsigned *sum, unsigned *out,
                       unsigned *kept)
{
    unsigned total = 0, count = 0;
    for (int i = 0; i < n; i++) {
        if (out && !kept)
            out[i] = total;
        if (out && kept && in[i])
            out[count++] = in[i];
        total += in[i];
    }
    if (sum)
        *sum = total;
    if (kept)
        *kept = count;
}

void reduce(const unsigned *in, int n, unsigned *sum)
{
    do_all<<<1, 1>>>(in, n, sum, NULL, NULL);
}

void scan(const unsigned *in, int n, unsigned *out)
{
    do_all<<<1, 1>>>(in, n, NULL, out, NULL);
}

void compact(const unsigned *in, int n, unsigned *out, unsigned *kept)
{
    do_all<<<1, 1>>>(in, n, NULL, out, kept);
}
