/*
 * What is left of the interface of libgomp: not explored, and said so.
 */
#include "run.h"
#include "state.h"

#define REFUSE(name)                                    \
    void explore_##name(void)                           \
    {                                                   \
        if (run_active)                                 \
            run_refuse(CALLER, "it calls %s()", #name); \
    }

/* clang-format off */
REFUSE(GOMP_alloc) REFUSE(GOMP_error) REFUSE(GOMP_free)
REFUSE(GOMP_loop_doacross_start) REFUSE(GOMP_loop_ull_doacross_start)
REFUSE(GOMP_offload_register) REFUSE(GOMP_offload_unregister)
REFUSE(GOMP_parallel_end) REFUSE(GOMP_parallel_loop_dynamic_start)
REFUSE(GOMP_parallel_loop_guided_start)
REFUSE(GOMP_parallel_loop_runtime_start)
REFUSE(GOMP_parallel_loop_static_start) REFUSE(GOMP_parallel_sections_start)
REFUSE(GOMP_parallel_start) REFUSE(GOMP_target) REFUSE(GOMP_target_data)
REFUSE(GOMP_target_update) REFUSE(GOMP_teams) REFUSE(GOMP_warning)
REFUSE(omp_aligned_alloc) REFUSE(omp_aligned_calloc) REFUSE(omp_alloc)
REFUSE(omp_calloc) REFUSE(omp_capture_affinity) REFUSE(omp_destroy_allocator)
REFUSE(omp_display_affinity) REFUSE(omp_display_env) REFUSE(omp_free)
REFUSE(omp_fulfill_event) REFUSE(omp_get_affinity_format)
REFUSE(omp_get_default_allocator) REFUSE(omp_get_device_num)
REFUSE(omp_get_max_task_priority) REFUSE(omp_get_max_teams)
REFUSE(omp_get_num_places) REFUSE(omp_get_partition_num_places)
REFUSE(omp_get_partition_place_nums) REFUSE(omp_get_place_num)
REFUSE(omp_get_place_num_procs) REFUSE(omp_get_place_proc_ids)
REFUSE(omp_get_proc_bind) REFUSE(omp_get_teams_thread_limit)
REFUSE(omp_init_allocator) REFUSE(omp_pause_resource)
REFUSE(omp_pause_resource_all) REFUSE(omp_realloc)
REFUSE(omp_set_affinity_format) REFUSE(omp_set_default_allocator)
REFUSE(omp_set_num_teams) REFUSE(omp_set_teams_thread_limit)
REFUSE(omp_target_alloc) REFUSE(omp_target_associate_ptr)
REFUSE(omp_target_disassociate_ptr) REFUSE(omp_target_free)
REFUSE(omp_target_is_present) REFUSE(omp_target_memcpy)
REFUSE(omp_target_memcpy_rect)
    /* clang-format on */
