/*
 * What gcc calls for target and teams: there is no device, so target regions
 * run on the host and see the host's variables.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "omp_league.h"
#include "region.h"
#include "state.h"

enum { MAP_KIND = 0xff, MAP_FIRSTPRIVATE = 12, MAP_ALIGN_SHIFT = 8 };

bool explore_GOMP_teams4(unsigned least, unsigned most, unsigned threads,
                         bool first)
{
    (void)threads;
    return league_next(first, most ? most : least, CALLER);
}

void explore_GOMP_teams_reg(void (*body)(void *), void *data, unsigned teams,
                            unsigned threads, unsigned flags)
{
    (void)threads;
    (void)flags;
    for (bool more = league_next(true, teams, CALLER); more;
         more = league_next(false, teams, CALLER))
        body(data);
}

static void *target_copy(const void *from, size_t size, size_t align)
{
    uintptr_t room = (uintptr_t)region_alloc(size + align);
    return memcpy((void *)((room + align - 1) & ~(uintptr_t)(align - 1)), from,
                  size);
}

/* firstprivate variables are copied; all others are those of the host. */
void explore_GOMP_target_ext(int device, void (*body)(void *), size_t count,
                             void **addresses, const size_t *sizes,
                             const unsigned short *kinds, unsigned flags,
                             void **depend, void **arguments)
{
    void **mapped = region_alloc((count + 1) * sizeof *mapped);
    (void)device;
    (void)flags;
    (void)depend;
    (void)arguments;
    for (size_t i = 0; i < count; i++)
        mapped[i] =
            (kinds[i] & MAP_KIND) == MAP_FIRSTPRIVATE
                ? target_copy(addresses[i], sizes[i],
                              (size_t)1 << (kinds[i] >> MAP_ALIGN_SHIFT))
                : addresses[i];
    league_target(body, mapped);
}

void explore_GOMP_target_data_ext(void)
{
}

void explore_GOMP_target_end_data(void)
{
}

void explore_GOMP_target_update_ext(void)
{
}

void explore_GOMP_target_enter_exit_data(void)
{
}

void explore_GOMP_offload_register_ver(void)
{
}

void explore_GOMP_offload_unregister_ver(void)
{
}

int explore_omp_is_initial_device(void)
{
    return 1;
}

int explore_omp_get_num_devices(void)
{
    return 0;
}

int explore_omp_get_default_device(void)
{
    return 0;
}

int explore_omp_get_initial_device(void)
{
    return 0;
}

void explore_omp_set_default_device(void)
{
}
