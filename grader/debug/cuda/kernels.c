/*
 * kernels.c - judge/cuda.h in one program with the driver, on a GPU: for
 * compute-sanitizer, which wants a program that it can start itself.  For
 * findings only; no verdict on results comes from here.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../inprocess.h"
#include "cuda.h"
#include "gpu/gpu.h"

void device_failed(const char *error);
void inprocess_begin(void);

void device_failed(const char *error)
{
    fprintf(stderr, "the caller: %s\n", error);
    exit(1);
}

/* Before each test. */
void inprocess_begin(void)
{
    static bool open;
    const char *why = open ? NULL : gpu_open();
    if (why != NULL)
        device_failed(why);
    open = true;
}

/* Each test once. */
bool cuda_schedule(unsigned most)
{
    static unsigned begun;
    (void)most;
    if (begun == inprocess.test)
        return false;
    begun = inprocess.test;
    return true;
}

const struct cuda_figures *cuda_counted(void)
{
    static const struct cuda_figures nothing;
    return &nothing;
}

void cuda_expect(const char *what, const struct cuda_figures *least)
{
    (void)what, (void)least;
}

void cuda_beside_copy(const char *what, void (*call)(void *data), void *data,
                      double bytes)
{
    (void)what, (void)bytes;
    call(data);
}
