/* 2 ranks. Tasks, of which nobody knows who runs them. */
#include <mpi.h>
#include <stdio.h>

static int paths(int right, int down)
{
    int a, b;
    if (right == 0 || down == 0)
        return 1;
#pragma omp task shared(a)
    a = paths(right - 1, down);
#pragma omp task shared(b)
    b = paths(right, down - 1);
#pragma omp taskwait
    return a + b;
}

int main(int argc, char **argv)
{
    int level, all = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
#pragma omp parallel num_threads(3)
#pragma omp single
    all = paths(4, 4);
    printf("%d\n", all);
    MPI_Finalize();
    return 0;
}
