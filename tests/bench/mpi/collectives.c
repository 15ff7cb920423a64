/*
 * collectives.c - our solution of `collectives` beside MPICH's own.
 *
 * Both in turn, in one run, with the same operator, of which MPICH is told
 * that it does not commute. A call's time is that of its slowest rank; the
 * least of some calls is printed, for one collective and size a line:
 *
 *     collective ranks bytes ours theirs      (microseconds)
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collectives.h"

enum { MOST = 8 << 20, LEAST_CALLS = 3, MOST_CALLS = 200 };

static const double SECONDS = 0.3; /* for one collective and size */

static int rank, size, count;
static struct item *mine, *result;
static int *give, *give_at, *take, *take_at; /* of alltoallv */
static MPI_Op operator;
static MPI_Datatype pair;

static void compose(const struct item *left, struct item *right, int n)
{
    for (int i = 0; i < n; i++) {
        right[i].b = right[i].a * left[i].b + right[i].b;
        right[i].a = right[i].a * left[i].a;
    }
}

static void compose_pairs(void *left, void *right, int *n, MPI_Datatype *type)
{
    (void)type;
    compose(left, right, *n);
}

static void bcast(bool ours)
{
    if (ours)
        my_bcast(MPI_COMM_WORLD, mine, count, 0);
    else
        MPI_Bcast(mine, count, pair, 0, MPI_COMM_WORLD);
}

static void reduce(bool ours)
{
    if (ours)
        my_reduce(MPI_COMM_WORLD, mine, result, count, compose, 0);
    else
        MPI_Reduce(mine, result, count, pair, operator, 0, MPI_COMM_WORLD);
}

static void allreduce(bool ours)
{
    if (ours)
        my_allreduce(MPI_COMM_WORLD, mine, result, count, compose);
    else
        MPI_Allreduce(mine, result, count, pair, operator, MPI_COMM_WORLD);
}

static void scan(bool ours)
{
    if (ours)
        my_scan(MPI_COMM_WORLD, mine, result, count, compose);
    else
        MPI_Scan(mine, result, count, pair, operator, MPI_COMM_WORLD);
}

static void alltoallv(bool ours)
{
    if (ours)
        my_alltoallv(MPI_COMM_WORLD, mine, give, result, take);
    else
        MPI_Alltoallv(mine, give, give_at, pair, result, take, take_at, pair,
                      MPI_COMM_WORLD);
}

static const struct {
    const char *name;
    void (*run)(bool ours);
} collectives[] = {{"bcast", bcast},
                   {"reduce", reduce},
                   {"allreduce", allreduce},
                   {"scan", scan},
                   {"alltoallv", alltoallv}};

static double time_of(void (*run)(bool ours), bool ours)
{
    double took, slowest;
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    run(ours);
    took = (MPI_Wtime() - start) * 1e6;
    MPI_Allreduce(&took, &slowest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    return slowest;
}

/* Rank 0's clock decides for all. */
static bool time_is_left(double start)
{
    int left = MPI_Wtime() - start < SECONDS;
    MPI_Bcast(&left, 1, MPI_INT, 0, MPI_COMM_WORLD);
    return left;
}

static void compare(const char *name, void (*run)(bool ours))
{
    double best[2] = {1e12, 1e12}, start = MPI_Wtime();
    for (int i = 0; i < LEAST_CALLS || (i < MOST_CALLS && time_is_left(start));
         i++)
        for (int ours = 0; ours < 2; ours++) {
            double took = time_of(run, ours);
            best[ours] = took < best[ours] ? took : best[ours];
        }
    if (rank == 0)
        printf("%s %d %ld %.1f %.1f\n", name, size,
               (long)count * (long)sizeof(struct item), best[1], best[0]);
}

/* Of count items in all, every rank gets the same share of each. */
static void share(void)
{
    for (int r = 0, at = 0; r < size; r++) {
        give[r] = count / size + (r < count % size);
        take[r] = count / size + (rank < count % size);
        give_at[r] = at;
        take_at[r] = r * take[r];
        at += give[r];
    }
}

static int *numbers(void)
{
    return calloc((size_t)size, sizeof(int));
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Type_contiguous(2, MPI_UINT64_T, &pair);
    MPI_Type_commit(&pair);
    MPI_Op_create(compose_pairs, 0, &operator);
    mine = malloc(MOST + 1);
    result = malloc(MOST + (size_t)size * sizeof *result);
    memset(mine, 1, MOST);
    memset(result, 1, MOST);
    give = numbers(), give_at = numbers();
    take = numbers(), take_at = numbers();
    for (int i = 1; i < argc; i++) {
        count = atoi(argv[i]) / (int)sizeof(struct item);
        count = count < 1 ? 1 : count;
        share();
        for (size_t k = 0; k < sizeof collectives / sizeof *collectives; k++)
            compare(collectives[k].name, collectives[k].run);
    }
    MPI_Op_free(&operator);
    MPI_Type_free(&pair);
    MPI_Finalize();
    return 0;
}
