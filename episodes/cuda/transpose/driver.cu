/* driver.cu - worker side of `transpose`. */
#include "device.h"

#include "calls.h"
#include "transpose.h"

static void run_transpose(const void *args)
{
    const struct transpose_args *a = (const struct transpose_args *)args;
    size_t n = (size_t)a->rows * a->cols;
    float *in = device_copy(a->in, n), *out = device_new<float>(n);
    device_begin();
    transpose(in, out, a->rows, a->cols);
    device_end();
    device_fetch(a->out, out, n);
    device_free(in);
}

DRIVER_OPS(run_transpose);
