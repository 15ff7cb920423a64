/* profile.c - what each kind of program may do, in one table. */
#include "layers.h"

#define LAYER(name) (1u << SANDBOX_##name)
#define CONFINED \
    (LAYER(LIMITS) | LAYER(LANDLOCK) | LAYER(FILTER) | LAYER(IDENTITY))

static const struct profile profiles[SANDBOX_PROFILES] = {
    [SANDBOX_COMPUTE] = {.name = "compute",
                         .layers = CONFINED,
                         .trap = true,
                         .tasks = 1200,
                         .files = 256},
    [SANDBOX_FORK] = {.name = "fork",
                      .layers = CONFINED,
                      .processes = true,
                      .ptrace = true,
                      .all_of_proc = true,
                      .shared_memory = true,
                      .tasks = 256,
                      .files = 256},
    [SANDBOX_MPI] = {.name = "mpi",
                     .layers = CONFINED,
                     .processes = true,
                     .sockets = true,
                     .all_of_proc = true,
                     .shared_memory = true,
                     .tasks = 1200, /* 1024 ranks of the mini-MPI */
                     .files = 512},
    [SANDBOX_GPU] = {.name = "gpu",
                     .layers = CONFINED,
                     .sockets = true,
                     .all_of_proc = true,
                     .shared_memory = true,
                     .gpu = true,
                     .tasks = 1200,
                     .files = PROGRAM_FD},
    [SANDBOX_GPU_TOOL] = {.name = "gpu-tool",
                          .layers =
                              CONFINED | LAYER(NAMESPACES) | LAYER(CGROUP),
                          .processes = true,
                          .sockets = true,
                          .ptrace = true,
                          .all_of_proc = true,
                          .shared_memory = true,
                          .gpu = true,
                          .tasks = 1200,
                          .files = 1024},
    [SANDBOX_COMPILE] = {.name = "compile",
                         .layers = CONFINED | LAYER(NAMESPACES) | LAYER(CGROUP),
                         .processes = true,
                         .all_of_proc = true,
                         .tasks = 256,
                         .files = 256},
    /* it has to start and watch workers, and is our own code */
    [SANDBOX_JUDGE] = {.name = "judge",
                       .layers = LAYER(NAMESPACES) | LAYER(CGROUP),
                       .processes = true,
                       .tasks = 4096,
                       .files = 1024},
};

const struct profile *profile_of(const struct sandbox *sandbox)
{
    return &profiles[sandbox->profile];
}

const char *const system_paths[] = {
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/nix/store",
    "/gnu/store",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/sys/devices/system",
    NULL,
};
