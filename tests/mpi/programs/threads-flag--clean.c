/* 2 ranks. A flag that is set by a releasing store hands the letter over. */
#include <mpi.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static int letter;
static atomic_int there;

static void *writes(void *unused)
{
    letter = 7;
    atomic_store_explicit(&there, 1, memory_order_release);
    return unused;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_t other;
    pthread_create(&other, NULL, writes, NULL);
    while (!atomic_load_explicit(&there, memory_order_acquire))
        sched_yield();
    int all, mine = letter;
    MPI_Reduce(&mine, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    pthread_join(other, NULL);
    MPI_Finalize();
    return 0;
}
