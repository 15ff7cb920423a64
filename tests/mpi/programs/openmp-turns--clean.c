/* 2 ranks. Whatever orders a team: locks, sections, turns, a copy. */
#include <mpi.h>
#include <omp.h>
#include <stdio.h>

static int sum, most, list[16], listed, first, second, members;
static double total;

int main(int argc, char **argv)
{
    int level;
    omp_lock_t lock;
    omp_nest_lock_t nest;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &level);
    omp_init_lock(&lock);
    omp_init_nest_lock(&nest);
#pragma omp parallel num_threads(3)
    {
        int seed;
        double mine = 1.5;
#pragma omp single copyprivate(seed)
        seed = 7;
#pragma omp for schedule(dynamic, 2) ordered
        for (int i = 0; i < 16; i++) {
#pragma omp ordered
            list[listed++] = i * seed;
        }
#pragma omp for schedule(guided) reduction(max : most)
        for (int i = 0; i < 16; i++)
            most = list[i] > most ? list[i] : most;
#pragma omp atomic
        total += mine;
#pragma omp critical
        sum += seed;
#pragma omp critical(members)
        {
            int started;
            MPI_Initialized(&started);
            members += started;
        }
        omp_set_lock(&lock);
        list[0]++;
        omp_unset_lock(&lock);
        while (!omp_test_nest_lock(&nest))
            ;
        list[1]++;
        omp_unset_nest_lock(&nest);
#pragma omp sections
        {
#pragma omp section
            first = most;
#pragma omp section
            second = most;
        }
        mine += first + second;
#pragma omp for schedule(runtime) nowait
        for (int i = 2; i < 16; i++)
            list[i] = (int)mine;
    }
    printf("%d %g\n", sum + members, total);
    omp_destroy_lock(&lock);
    omp_destroy_nest_lock(&nest);
    MPI_Finalize();
    return 0;
}
