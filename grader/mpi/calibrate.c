/*
 * parcours-mpi-calibrate FILE, with two ranks: measures the two constants of
 * the model of messages on this machine, prints them beside those of mini.h,
 * and writes them to FILE for parcours-mpi --count --costs.
 *
 * A message of n bytes takes ALPHA + n * BETA from the sender to the receiver.
 * ALPHA is half of the shortest time in which 8 bytes went to and fro, BETA
 * what a message of a million bytes takes longer. Each is the least of many
 * short batches: others use the machine, too.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "mini/costs.h"

enum { SMALL = 8, LARGE = 1000000 };

static char *buffer;

/* Seconds for one message of so many bytes. */
static double batch(int rank, int bytes, int turns)
{
    double start = MPI_Wtime();
    for (int i = 0; i < turns; i++) {
        if (rank == 0)
            MPI_Send(buffer, bytes, MPI_CHAR, 1, 0, MPI_COMM_WORLD);
        MPI_Recv(buffer, bytes, MPI_CHAR, 1 - rank, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        if (rank == 1)
            MPI_Send(buffer, bytes, MPI_CHAR, 0, 0, MPI_COMM_WORLD);
    }
    return (MPI_Wtime() - start) / (2 * turns);
}

static double least(int rank, int bytes, int turns, int batches)
{
    double best = batch(rank, bytes, turns);
    for (int i = 1; i < batches; i++) {
        double took = batch(rank, bytes, turns);
        best = took < best ? took : best;
    }
    return best;
}

static int tell(const char *path, double alpha, double beta)
{
    FILE *file = fopen(path, "w");
    printf("\nmessages between ranks     ours   measured\n");
    printf("MPI_ALPHA, ns a message %7.0f %10.0f\n", MINI_ALPHA * 1e9, alpha);
    printf("MPI_BETA, ns a byte     %7.3f %10.3f\n", MINI_BETA * 1e9, beta);
    if (!file) {
        fprintf(stderr, "cannot write %s\n", path);
        return 4;
    }
    fputs("# Costs of messages on this machine in nanoseconds.\n", file);
    fprintf(file, "MPI_ALPHA = %.1f\nMPI_BETA = %.4f\n", alpha, beta);
    printf("Written to %s, for parcours-mpi --count --costs.\n", path);
    return fclose(file) == 0 ? 0 : 4;
}

int main(int argc, char **argv)
{
    int rank, size, status = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (argc != 2 || size != 2) {
        fputs("usage: mpiexec -n 2 parcours-mpi-calibrate FILE\n", stderr);
        MPI_Abort(MPI_COMM_WORLD, 2);
    }
    buffer = calloc(1, LARGE);
    double small = least(rank, SMALL, 50, 400);
    double large = least(rank, LARGE, 4, 200);
    double beta = (large - small) / (LARGE - SMALL);
    if (rank == 0)
        status = tell(argv[1], (small - SMALL * beta) * 1e9, beta * 1e9);
    free(buffer);
    MPI_Finalize();
    return status;
}
