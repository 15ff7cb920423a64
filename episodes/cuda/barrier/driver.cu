/* driver.cu - worker side of `barrier`. */
#include "device.h"

#include "barrier.h"
#include "calls.h"

static void run_multiply(const void *args)
{
    const struct multiply_args *o = (const struct multiply_args *)args;
    float *a = device_copy(o->a, (size_t)o->n * o->k);
    float *b = device_copy(o->b, (size_t)o->k * o->m);
    float *c = device_new<float>((size_t)o->n * o->m);
    device_begin();
    multiply(a, b, c, o->n, o->m, o->k);
    device_end();
    device_fetch(o->c, c, (size_t)o->n * o->m);
    device_free(a);
    device_free(b);
}

DRIVER_OPS(run_multiply);
