/* 2 ranks. One thread exchanges the halo, the team waits for it. */
#include <mpi.h>
#include <stdio.h>

enum { N = 64 };

int main(int argc, char **argv)
{
    int rank, level;
    static double a[N + 2], b[N + 2];
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int i = 0; i < N + 2; i++)
        a[i] = b[i] = rank + i;
#pragma omp parallel num_threads(4)
    for (int round = 0; round < 3; round++) {
#pragma omp master
        MPI_Sendrecv(rank ? &a[1] : &a[N], 1, MPI_DOUBLE, 1 - rank, 0,
                     rank ? &a[0] : &a[N + 1], 1, MPI_DOUBLE, 1 - rank, 0,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE);
#pragma omp barrier
#pragma omp for schedule(static, 4)
        for (int i = 1; i <= N; i++)
            b[i] = (a[i - 1] + a[i + 1]) / 2;
#pragma omp for schedule(dynamic, 8)
        for (int i = 1; i <= N; i++)
            a[i] = b[i];
    }
    printf("%g\n", a[1] + a[N]);
    MPI_Finalize();
    return 0;
}
