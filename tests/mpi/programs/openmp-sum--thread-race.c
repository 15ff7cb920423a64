/* 2 ranks. A team adds up, all members into one number. */
#include <mpi.h>
#include <omp.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int rank, ranks, level;
    long sum = 0, all;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
#pragma omp parallel for num_threads(3)
    for (int i = rank; i < 1000; i += ranks)
        sum += i;
    MPI_Reduce(&sum, &all, 1, MPI_LONG, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%ld by %d\n", all, omp_get_max_threads());
    MPI_Finalize();
    return 0;
}
