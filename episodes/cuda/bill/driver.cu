// driver.cu - worker side
#include "device.h"

#include "bill.h"
#include "calls.h"

static void run_bill(const void *args)
{
    const struct bill_args *a = (const struct bill_args *)args;
    device_begin();
    bill(a->signal, a->result, a->n, a->factor, a->least);
    device_end();
}

static void run_seconds(const void *args)
{
    const struct bill_args *a = (const struct bill_args *)args;
    float *x = device_copy(a->signal, (size_t)a->n);
    device_begin();
    *a->seconds = bill_seconds(x, a->n, a->factor);
    device_end();
    device_fetch(a->result, x, (size_t)a->n);
}

DRIVER_TEXT(run_text, bill_prediction);

DRIVER_OPS(run_bill, run_seconds, run_text);
