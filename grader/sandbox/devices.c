/*
 * devices.c - what a program that uses a GPU opens.
 *
 * Which numbers the devices have differs: a container may have the third only.
 * /sys tells the driver where on the buses they are.
 */
#include <glob.h>
#include <stddef.h>

#include "layers.h"

enum { MOST = 64 };

static const char *const patterns[] = {"/dev/nvidia[0-9]*", "/dev/nvidiactl",
                                       "/dev/nvidia-uvm*", "/dev/nvidia-caps",
                                       "/dev/dxg"};

const char *const *devices_of_gpus(void)
{
    static const char *found[MOST + 1];
    static glob_t all;
    if (found[0] != NULL)
        return found;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        glob(patterns[i], i > 0 ? GLOB_APPEND : 0, NULL, &all);
    for (size_t i = 0; i < all.gl_pathc && i < MOST; i++)
        found[i] = all.gl_pathv[i];
    return found;
}
