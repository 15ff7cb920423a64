#include "gpu.h"

#include <string.h>

static const struct gpu gpus[] = {
    {"A100", 8, 0, 108, 40, 1555, 19.5, 9.7, 64, 32, 164, 1024},
    {"T4", 7, 5, 40, 16, 320, 8.1, 0.25, 32, 16, 64, 0},
    {"V100", 7, 0, 80, 16, 900, 15.7, 7.8, 64, 32, 96, 0},
    {"RTX3090", 8, 6, 82, 24, 936, 35.6, 0.56, 48, 16, 100, 1024},
    {"L4", 8, 9, 58, 24, 300, 30.3, 0.47, 48, 24, 100, 1024},
    {"RTX4090", 8, 9, 128, 24, 1008, 82.6, 1.3, 48, 24, 100, 1024},
    {"H100", 9, 0, 132, 80, 3350, 67, 34, 64, 32, 228, 1024},
    {"H200", 9, 0, 132, 141, 4800, 67, 34, 64, 32, 228, 1024},
    {NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
};

const struct gpu *gpu_all(void)
{
    return gpus;
}

const struct gpu *gpu_named(const char *name)
{
    for (const struct gpu *gpu = gpus; name && gpu->name; gpu++)
        if (!strcmp(gpu->name, name))
            return gpu;
    return gpus;
}

struct occupancy gpu_occupancy(const struct gpu *gpu, int threads,
                               int registers, size_t shared)
{
    enum { REGISTERS = 65536, REGISTER_UNIT = 256, SHARED_UNIT = 128 };
    int warps = (threads + 31) / 32;
    int each =
        (registers * 32 + REGISTER_UNIT - 1) / REGISTER_UNIT * REGISTER_UNIT;
    struct occupancy o = {gpu->blocks, 0, "blocks"};
    if (gpu->warps / warps < o.blocks) {
        o.blocks = gpu->warps / warps;
        o.limit = "warps";
    }
    if (each && REGISTERS / each / warps < o.blocks) {
        o.blocks = REGISTERS / each / warps;
        o.limit = "registers";
    }
    size_t piece = (shared + SHARED_UNIT - 1) / SHARED_UNIT * SHARED_UNIT +
                   (size_t)gpu->reserved;
    if (piece && (size_t)gpu->shared_kb * 1024 / piece < (size_t)o.blocks) {
        o.blocks = (int)((size_t)gpu->shared_kb * 1024 / piece);
        o.limit = "shared memory";
    }
    o.warps = o.blocks * warps;
    return o;
}
