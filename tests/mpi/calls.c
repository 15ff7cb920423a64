/*
 * calls.c - makes every call of the mini-MPI with odd sizes, roots and types,
 * and prints what came out, a line per rank and call. Its output must be the
 * same on MPICH, on MPICH under the layer, and on the mini-MPI (tests/mpi/run).
 */
#include <mpi.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64, WIDE = 5 };

static int rank, size;
static int in[MOST * WIDE], out[MOST * WIDE];

/* The inputs of a call: different for each rank, place and call. */
static void fill(int seed)
{
    for (int i = 0; i < MOST * WIDE; i++) {
        in[i] = (rank + 1) * 7 + i * 13 + seed * 101;
        out[i] = -1;
    }
}

static void show(const char *call, const void *data, size_t bytes)
{
    unsigned long sum = 5381;
    const unsigned char *at = data;
    for (size_t i = 0; i < bytes; i++)
        sum = sum * 33 + at[i];
    printf("%d %s %lx\n", rank, call, sum);
}

static void show_out(const char *call)
{
    show(call, out, sizeof out);
}

/* Neither commutes nor loses anything: 2 x 2 matrices, modulo a prime. */
static void multiply(void *a, void *b, int *count, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *count; i++) {
        const int *x = (int *)a + 4 * i;
        int *y = (int *)b + 4 * i;
        int z[4] = {(x[0] * y[0] + x[1] * y[2]) % 9973,
                    (x[0] * y[1] + x[1] * y[3]) % 9973,
                    (x[2] * y[0] + x[3] * y[2]) % 9973,
                    (x[2] * y[1] + x[3] * y[3]) % 9973};
        memcpy(y, z, sizeof z);
    }
}

static void reductions(void)
{
    static const struct {
        const char *name;
        MPI_Op operator;
    } operators[] = {{"sum", MPI_SUM},   {"prod", MPI_PROD}, {"max", MPI_MAX},
                     {"min", MPI_MIN},   {"land", MPI_LAND}, {"lor", MPI_LOR},
                     {"band", MPI_BAND}, {"bor", MPI_BOR},   {"bxor", MPI_BXOR},
                     {"lxor", MPI_LXOR}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        fill((int)i);
        MPI_Reduce(in, out, WIDE, MPI_INT, operators[i].operator,(int) i % size,
                   MPI_COMM_WORLD);
        show_out(operators[i].name);
        MPI_Allreduce(in, out, WIDE, MPI_INT, operators[i].operator,
                      MPI_COMM_WORLD);
        show_out(operators[i].name);
    }
    struct {
        double value;
        int place;
    } pair = {(rank * 5) % 7, rank}, best = {0, 0};
    MPI_Allreduce(&pair, &best, 1, MPI_DOUBLE_INT, MPI_MAXLOC, MPI_COMM_WORLD);
    show("maxloc", &best.place, sizeof best.place);
    MPI_Allreduce(&pair, &best, 1, MPI_DOUBLE_INT, MPI_MINLOC, MPI_COMM_WORLD);
    show("minloc", &best.place, sizeof best.place);
}

static void matrices(void)
{
    MPI_Datatype matrix;
    MPI_Op product;
    MPI_Type_contiguous(4, MPI_INT, &matrix);
    MPI_Type_commit(&matrix);
    MPI_Op_create(multiply, 0, &product);
    fill(3);
    for (int i = 0; i < 4 * WIDE; i++)
        in[i] %= 9973;
    MPI_Reduce(in, out, WIDE, matrix, product, size - 1, MPI_COMM_WORLD);
    show_out("matrix reduce");
    MPI_Scan(in, out, WIDE, matrix, product, MPI_COMM_WORLD);
    show_out("matrix scan");
    MPI_Exscan(in, out, WIDE, matrix, product, MPI_COMM_WORLD);
    show_out("matrix exscan");
    MPI_Allreduce(MPI_IN_PLACE, in, 2, matrix, product, MPI_COMM_WORLD);
    show("matrix in place", in, sizeof in);
    MPI_Op_free(&product);
    MPI_Type_free(&matrix);
}

static void same_counts(void)
{
    for (int root = 0; root < size; root += 2) {
        fill(root);
        MPI_Bcast(rank == root ? in : out, WIDE, MPI_INT, root, MPI_COMM_WORLD);
        show_out("bcast");
        MPI_Gather(in, 3, MPI_INT, out, 3, MPI_INT, root, MPI_COMM_WORLD);
        show_out("gather");
        MPI_Scatter(in, 2, MPI_INT, out, 2, MPI_INT, root, MPI_COMM_WORLD);
        show_out("scatter");
    }
    fill(9);
    MPI_Allgather(in, WIDE, MPI_INT, out, WIDE, MPI_INT, MPI_COMM_WORLD);
    show_out("allgather");
    MPI_Alltoall(in, 3, MPI_INT, out, 3, MPI_INT, MPI_COMM_WORLD);
    show_out("alltoall");
    MPI_Barrier(MPI_COMM_WORLD);
}

static void own_counts(void)
{
    int counts[MOST], places[MOST], next = 0, other[MOST], there[MOST];
    for (int i = 0, at = 0; i < size; i++) {
        counts[i] = i % 3;
        places[i] = next;
        next += counts[i] + 1;
        other[i] = (i + rank) % 3;
        there[i] = at;
        at += other[i];
    }
    fill(11);
    MPI_Gatherv(in, rank % 3, MPI_INT, out, counts, places, MPI_INT, 0,
                MPI_COMM_WORLD);
    show_out("gatherv");
    MPI_Scatterv(in, counts, places, MPI_INT, out, rank % 3, MPI_INT, size - 1,
                 MPI_COMM_WORLD);
    show_out("scatterv");
    MPI_Allgatherv(in, rank % 3, MPI_INT, out, counts, places, MPI_INT,
                   MPI_COMM_WORLD);
    show_out("allgatherv");
    fill(12);
    MPI_Alltoallv(in, other, there, MPI_INT, out, other, there, MPI_INT,
                  MPI_COMM_WORLD);
    show_out("alltoallv");
    MPI_Datatype types[MOST];
    for (int i = 0; i < size; i++) {
        there[i] *= (int)sizeof *in;
        types[i] = MPI_INT;
    }
    fill(13);
    MPI_Alltoallw(in, other, there, types, out, other, there, types,
                  MPI_COMM_WORLD);
    show_out("alltoallw");
}

/* Each is under way while others are begun, and waited for in another order. */
static void later(void)
{
    static int a[MOST * WIDE], b[MOST * WIDE], c[MOST * WIDE];
    int counts[MOST], places[MOST];
    MPI_Request all[9];
    for (int i = 0, at = 0; i < size; at += counts[i++] + 1) {
        counts[i] = i % 3;
        places[i] = at;
    }
    fill(13);
    MPI_Ibarrier(MPI_COMM_WORLD, &all[0]);
    MPI_Ireduce(in, a, WIDE, MPI_INT, MPI_SUM, size - 1, MPI_COMM_WORLD,
                &all[1]);
    MPI_Iallreduce(in, b, WIDE, MPI_INT, MPI_MAX, MPI_COMM_WORLD, &all[2]);
    MPI_Iscan(in, c, WIDE, MPI_INT, MPI_SUM, MPI_COMM_WORLD, &all[3]);
    MPI_Igather(in, 2, MPI_INT, out, 2, MPI_INT, 0, MPI_COMM_WORLD, &all[4]);
    for (int i = 4; i >= 0; i--)
        MPI_Wait(&all[i], MPI_STATUS_IGNORE);
    show("ireduce", rank == size - 1 ? a : b, WIDE * sizeof *a);
    show("iallreduce", b, sizeof b);
    show("iscan", c, sizeof c);
    show_out("igather");
    fill(14);
    MPI_Ibcast(rank == 1 % size ? in : a, WIDE, MPI_INT, 1 % size,
               MPI_COMM_WORLD, &all[0]);
    MPI_Iscatter(in, 2, MPI_INT, out, 2, MPI_INT, 0, MPI_COMM_WORLD, &all[1]);
    MPI_Iallgather(in, 3, MPI_INT, b, 3, MPI_INT, MPI_COMM_WORLD, &all[2]);
    MPI_Ialltoall(in, 1, MPI_INT, c, 1, MPI_INT, MPI_COMM_WORLD, &all[3]);
    MPI_Waitall(4, all, MPI_STATUSES_IGNORE);
    show("ibcast", rank == 1 % size ? in : a, WIDE * sizeof *a);
    show_out("iscatter");
    show("iallgather", b, sizeof b);
    show("ialltoall", c, sizeof c);
    fill(15);
    MPI_Igatherv(in, rank % 3, MPI_INT, out, counts, places, MPI_INT, 0,
                 MPI_COMM_WORLD, &all[0]);
    MPI_Iallgatherv(in, rank % 3, MPI_INT, b, counts, places, MPI_INT,
                    MPI_COMM_WORLD, &all[1]);
    MPI_Iscatterv(in, counts, places, MPI_INT, a, rank % 3, MPI_INT, size - 1,
                  MPI_COMM_WORLD, &all[2]);
    for (int done = 0; !done;)
        MPI_Testall(3, all, &done, MPI_STATUSES_IGNORE);
    show_out("igatherv");
    show("iallgatherv", b, sizeof b);
    show("iscatterv", a, sizeof a);
}

/* One rank goes on while the other is not yet there. */
static void later_and_messages(void)
{
    MPI_Request sum;
    int total = 0, token = rank;
    if (rank == 0) {
        MPI_Iallreduce(&rank, &total, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD,
                       &sum);
        for (int i = 1; i < size; i++)
            MPI_Send(&token, 1, MPI_INT, i, 0, MPI_COMM_WORLD);
    } else {
        MPI_Recv(&token, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Iallreduce(&rank, &total, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD,
                       &sum);
    }
    MPI_Wait(&sum, MPI_STATUS_IGNORE);
    show("overtaken", &total, sizeof total);
}

/* What some and any find differs from run to run; in the end all were found. */
static void some_of_them(void)
{
    MPI_Request all[MOST];
    int places[MOST], n = 0, sum = 0, found, index, flag;
    fill(16);
    for (int i = 0; rank == 0 && i < size - 1; i++)
        MPI_Irecv(out + i, 1, MPI_INT, i + 1, 3, MPI_COMM_WORLD, &all[i]);
    if (rank != 0)
        MPI_Send(in, 1, MPI_INT, 0, 3, MPI_COMM_WORLD);
    while (rank == 0 && n < (size - 1) / 3) {
        MPI_Waitsome(size - 1, all, &found, places, MPI_STATUSES_IGNORE);
        for (int i = 0; i < found; i++)
            sum += places[i];
        n += found;
    }
    while (rank == 0 && n < 2 * (size - 1) / 3) {
        MPI_Testsome(size - 1, all, &found, places, MPI_STATUSES_IGNORE);
        for (int i = 0; i < found; i++)
            sum += places[i];
        n += found == MPI_UNDEFINED ? 0 : found;
    }
    while (rank == 0 && n < size - 1) {
        MPI_Testany(size - 1, all, &index, &flag, MPI_STATUS_IGNORE);
        sum += flag ? index : 0;
        n += flag;
    }
    out[MOST] = sum;
    show_out("some");
    MPI_Barrier(MPI_COMM_WORLD);
}

/* Receives from any source that are only posted: the first one posted gets
 * what comes first, also when another one would want it. */
static void any_posted(void)
{
    MPI_Request any[2];
    MPI_Status status[2];
    int got[3] = {0}, mine = 10 + rank;
    if (rank == 0 && size > 1) {
        MPI_Irecv(&got[0], 1, MPI_INT, MPI_ANY_SOURCE, 5, MPI_COMM_WORLD,
                  &any[0]);
        MPI_Irecv(&got[1], 1, MPI_INT, 1, 5, MPI_COMM_WORLD, &any[1]);
        MPI_Waitall(2, any, status);
        got[2] = status[0].MPI_SOURCE;
    } else if (rank == 1) {
        MPI_Send(&mine, 1, MPI_INT, 0, 5, MPI_COMM_WORLD);
        mine = 20;
        MPI_Send(&mine, 1, MPI_INT, 0, 5, MPI_COMM_WORLD);
    }
    show("any posted", got, sizeof got);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void grids(void)
{
    int dims[3] = {0}, wraps[3] = {1, 0, 1}, seen[16] = {0}, keep[3] = {0, 1};
    MPI_Comm grid, row;
    MPI_Dims_create(size, 2, dims);
    seen[0] = dims[0] * 100 + dims[1];
    MPI_Cart_create(MPI_COMM_WORLD, 2, dims, wraps, 0, &grid);
    MPI_Comm_rank(grid, &seen[1]);
    MPI_Cart_coords(grid, seen[1], 2, &seen[2]);
    MPI_Cart_rank(grid, &seen[2], &seen[4]);
    MPI_Cart_shift(grid, 0, 1, &seen[5], &seen[6]);
    MPI_Cart_shift(grid, 1, 2, &seen[7], &seen[8]);
    seen[7] = seen[7] == MPI_PROC_NULL ? -5 : seen[7];
    seen[8] = seen[8] == MPI_PROC_NULL ? -5 : seen[8];
    MPI_Cart_sub(grid, keep, &row);
    MPI_Comm_size(row, &seen[9]);
    MPI_Comm_rank(row, &seen[10]);
    MPI_Cartdim_get(row, &seen[11]);
    MPI_Cart_get(grid, 2, dims, wraps, &seen[12]);
    seen[14] = wraps[0] * 2 + wraps[1];
    show("grid", seen, sizeof seen);
    MPI_Comm_free(&row);
    MPI_Comm_free(&grid);
    int three[3] = {0, size % 2 == 0 ? 2 : 1, 0};
    MPI_Dims_create(size, 3, three);
    show("dims", three, sizeof three);
}

static void messages(void)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size, count;
    MPI_Status status;
    MPI_Request requests[4];
    fill(20);
    MPI_Sendrecv(in, 3 + rank % 2, MPI_INT, right, 4, out, WIDE, MPI_INT, left,
                 4, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_INT, &count);
    out[WIDE] = count * 1000 + status.MPI_SOURCE * 10 + status.MPI_TAG;
    show_out("sendrecv");
    MPI_Sendrecv_replace(in, 2, MPI_INT, left, 1, right, 1, MPI_COMM_WORLD,
                         MPI_STATUS_IGNORE);
    show("sendrecv_replace", in, sizeof in);
    fill(21);
    for (int i = 0; i < 2; i++) {
        MPI_Irecv(out + i, 1, MPI_INT, left, 1 - i, MPI_COMM_WORLD,
                  &requests[i]);
        MPI_Isend(in + i, 1, MPI_INT, right, i, MPI_COMM_WORLD,
                  &requests[2 + i]);
    }
    MPI_Waitall(4, requests, MPI_STATUSES_IGNORE);
    show_out("waitall");
    MPI_Issend(in, 4, MPI_INT, right, 6, MPI_COMM_WORLD, &requests[0]);
    MPI_Probe(left, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_INT, &count);
    MPI_Recv(out + WIDE, count, MPI_INT, status.MPI_SOURCE, status.MPI_TAG,
             MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Wait(&requests[0], MPI_STATUS_IGNORE);
    show_out("probe");
}

/* Takes from any rank; the sum does not depend on the order. */
static void from_any(void)
{
    MPI_Status status;
    int sum = 0, value, there = 0;
    if (rank != 0) {
        value = rank * rank;
        MPI_Ssend(&value, 1, MPI_INT, 0, rank, MPI_COMM_WORLD);
    }
    for (int i = 1; rank == 0 && i < size; i++) {
        MPI_Request request;
        MPI_Irecv(&value, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG,
                  MPI_COMM_WORLD, &request);
        for (there = 0; !there;)
            MPI_Test(&request, &there, &status);
        sum += value * (status.MPI_TAG == status.MPI_SOURCE);
    }
    show("any", &sum, sizeof sum);
    MPI_Barrier(MPI_COMM_WORLD); /* or it takes messages of what comes next */
}

static void derived(void)
{
    struct item {
        char letter;
        double weight;
        int count;
    } items[2] = {{(char)('a' + rank), rank * 0.5, rank}}, got[2];
    int lengths[3] = {1, 1, 1}, right = (rank + 1) % size;
    int left = (rank + size - 1) % size;
    MPI_Aint places[3] = {offsetof(struct item, letter),
                          offsetof(struct item, weight),
                          offsetof(struct item, count)};
    MPI_Datatype parts[3] = {MPI_CHAR, MPI_DOUBLE, MPI_INT}, packed, whole,
                 column;
    items[1] = items[0];
    memset(got, 0, sizeof got);
    MPI_Type_create_struct(3, lengths, places, parts, &packed);
    MPI_Type_create_resized(packed, 0, sizeof(struct item), &whole);
    MPI_Type_commit(&whole);
    MPI_Sendrecv(items, 2, whole, right, 0, got, 2, whole, left, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    int seen[4] = {got[0].letter, (int)(got[1].weight * 2), got[1].count, 0};
    show("struct", seen, sizeof seen);
    MPI_Type_vector(4, 2, WIDE, MPI_INT, &column);
    MPI_Type_commit(&column);
    fill(30);
    MPI_Sendrecv(in + 1, 1, column, right, 0, out, 1, column, left, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    show_out("vector");
    MPI_Bcast(rank == 0 ? in : out, 2, column, 0, MPI_COMM_WORLD);
    show_out("vector bcast");
    MPI_Type_size(column, &seen[0]);
    MPI_Type_get_extent(column, &places[0], &places[1]);
    seen[1] = (int)places[1];
    MPI_Type_get_extent(packed, &places[0], &places[1]);
    seen[2] = (int)places[1];
    show("extent", seen, sizeof seen);
    MPI_Type_free(&column);
    MPI_Type_free(&whole);
    MPI_Type_free(&packed);
}

static void swap_type(const char *call, MPI_Datatype type, int count)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    int bytes;
    MPI_Aint extent[2];
    MPI_Type_commit(&type);
    fill(31);
    MPI_Sendrecv(in, count, type, right, 0, out, count, type, left, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    show_out(call);
    MPI_Type_size(type, &bytes);
    MPI_Type_get_extent(type, &extent[0], &extent[1]);
    const long about[3] = {bytes, (long)extent[0], (long)extent[1]};
    show(call, about, sizeof about);
    MPI_Type_free(&type);
}

/* Types whose first byte is not where an element begins among them. */
static void more_types(void)
{
    static const int lengths[] = {2, 1, 3}, places[] = {3, 1, 7};
    static const MPI_Aint bytes[] = {12, 4, 28};
    static const int whole[] = {3, 4, 5}, part[] = {2, 2, 3},
                     start[] = {1, 0, 2};
    MPI_Datatype type, old;
    MPI_Type_create_hvector(3, 2, 20, MPI_INT, &type);
    swap_type("hvector", type, 2);
    MPI_Type_indexed(3, lengths, places, MPI_INT, &type);
    swap_type("indexed", type, 2);
    MPI_Type_create_hindexed(3, lengths, bytes, MPI_INT, &type);
    swap_type("hindexed", type, 3);
    MPI_Type_create_indexed_block(3, 1, places, MPI_INT, &type);
    swap_type("indexed block", type, 2);
    MPI_Type_create_subarray(3, whole, part, start, MPI_ORDER_C, MPI_INT,
                             &type);
    swap_type("subarray", type, 2);
    MPI_Type_create_subarray(3, whole, part, start, MPI_ORDER_FORTRAN, MPI_INT,
                             &type);
    swap_type("subarray of columns", type, 1);
    MPI_Type_create_resized(MPI_INT, -4, 12, &old);
    MPI_Type_dup(old, &type);
    MPI_Type_free(&old);
    swap_type("dup", type, 3);
}

/* Requests that are started twice; one that was never started is done. */
static void persistent(void)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size, index, flag;
    MPI_Request both[2];
    MPI_Status status;
    MPI_Recv_init(out, WIDE, MPI_INT, left, 3, MPI_COMM_WORLD, &both[0]);
    MPI_Send_init(in, WIDE, MPI_INT, right, 3, MPI_COMM_WORLD, &both[1]);
    for (int i = 0; i < 2; i++) {
        fill(40 + i);
        MPI_Startall(2, both);
        MPI_Wait(&both[0], &status);
        MPI_Waitall(2, both, MPI_STATUSES_IGNORE);
        show_out("persistent");
        show("its source", &status.MPI_SOURCE, sizeof status.MPI_SOURCE);
    }
    MPI_Waitany(2, both, &index, &status);
    MPI_Testall(2, both, &flag, MPI_STATUSES_IGNORE);
    const int idle[2] = {index == MPI_UNDEFINED, flag};
    show("not started", idle, sizeof idle);
    MPI_Request_free(&both[0]);
    MPI_Request_free(&both[1]);
    MPI_Ssend_init(in, 1, MPI_INT, right, 4, MPI_COMM_WORLD, &both[1]);
    MPI_Irecv(out + 9, 1, MPI_INT, left, 4, MPI_COMM_WORLD, &both[0]);
    MPI_Start(&both[1]);
    MPI_Waitall(2, both, MPI_STATUSES_IGNORE);
    show_out("persistent synchronous");
    MPI_Request_free(&both[1]);
}

/* A message that was probed for belongs to who did so. */
static void held(void)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size, n, flag = 0;
    MPI_Message message;
    MPI_Request sent, received;
    MPI_Status status;
    fill(50);
    MPI_Isend(in, WIDE, MPI_INT, right, 5, MPI_COMM_WORLD, &sent);
    MPI_Mprobe(left, 5, MPI_COMM_WORLD, &message, &status);
    MPI_Get_count(&status, MPI_INT, &n);
    MPI_Mrecv(out, n, MPI_INT, &message, &status);
    MPI_Wait(&sent, MPI_STATUS_IGNORE);
    show("held", &n, sizeof n);
    MPI_Isend(in + 7, 2, MPI_INT, right, 6, MPI_COMM_WORLD, &sent);
    while (!flag)
        MPI_Improbe(left, MPI_ANY_TAG, MPI_COMM_WORLD, &flag, &message,
                    &status);
    MPI_Imrecv(out + 20, 2, MPI_INT, &message, &received);
    MPI_Wait(&received, &status);
    MPI_Wait(&sent, MPI_STATUS_IGNORE);
    show("its tag", &status.MPI_TAG, sizeof status.MPI_TAG);
    show_out("held");
}

/* Buffered and ready sends; an operator on one rank alone. */
static void other_sends(void)
{
    int right = (rank + 1) % size, left = (rank + size - 1) % size, bytes;
    MPI_Request ask[2];
    fill(60);
    MPI_Pack_size(WIDE, MPI_INT, MPI_COMM_WORLD, &bytes);
    bytes += MPI_BSEND_OVERHEAD;
    void *room = malloc((size_t)bytes);
    MPI_Buffer_attach(room, bytes);
    MPI_Bsend(in, WIDE, MPI_INT, right, 7, MPI_COMM_WORLD);
    MPI_Recv(out, WIDE, MPI_INT, left, 7, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Buffer_detach(&room, &bytes);
    free(room);
    MPI_Irecv(out + 9, 3, MPI_INT, left, 8, MPI_COMM_WORLD, &ask[0]);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Irsend(in + 3, 3, MPI_INT, right, 8, MPI_COMM_WORLD, &ask[1]);
    MPI_Waitall(2, ask, MPI_STATUSES_IGNORE);
    MPI_Reduce_local(in, out, 2, MPI_INT, MPI_SUM);
    show_out("other sends");
}

/* Each rank writes, reads and adds where no other one does at that time; only
 * to the counter of rank 0 come all, one after the other. */
static void one_sided(void)
{
    enum { PLACES = 16 }; /* MPICH 4.0 mixes up windows of odd sizes */
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    int *memory, one = 1, mine = 10 * rank + 3, sum = 0, all = 0;
    MPI_Win window;
    MPI_Win_allocate((MPI_Aint)(PLACES * sizeof *memory), sizeof *memory,
                     MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &window);
    fill(40);
    memset(memory, 0, PLACES * sizeof *memory);
    MPI_Win_fence(0, window);
    MPI_Put(in, 2, MPI_INT, right, 0, 2, MPI_INT, window);
    MPI_Accumulate(&mine, 1, MPI_INT, 0, 2, 1, MPI_INT, MPI_SUM, window);
    MPI_Accumulate(&mine, 1, MPI_INT, size - 1, 3, 1, MPI_INT, MPI_MAX, window);
    MPI_Win_fence(0, window);
    MPI_Get(out, 2, MPI_INT, left, 0, 2, MPI_INT, window);
    MPI_Win_fence(MPI_MODE_NOSUCCEED, window);
    show_out("put and get");
    MPI_Barrier(MPI_COMM_WORLD);
    for (int i = 0; i < 3; i++) {
        int ticket;
        MPI_Win_lock(i == 1 ? MPI_LOCK_EXCLUSIVE : MPI_LOCK_SHARED, 0, 0,
                     window);
        MPI_Fetch_and_op(&one, &ticket, MPI_INT, 0, 4, MPI_SUM, window);
        MPI_Win_unlock(0, window);
        sum += ticket;
    }
    MPI_Allreduce(&sum, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    show("tickets", &all, sizeof all);
    MPI_Win_lock_all(0, window);
    MPI_Get_accumulate(in, 1, MPI_INT, out, 1, MPI_INT, right, 0, 1, MPI_INT,
                       MPI_REPLACE, window);
    MPI_Win_flush(right, window);
    MPI_Compare_and_swap(&mine, out, out + 1, MPI_INT, right, 1, window);
    MPI_Fetch_and_op(NULL, out + 2, MPI_INT, 0, 2, MPI_NO_OP, window);
    MPI_Win_flush_all(window);
    MPI_Win_unlock_all(window);
    MPI_Barrier(MPI_COMM_WORLD);
    show_out("get_accumulate");
    MPI_Win_lock(MPI_LOCK_SHARED, rank, 0, window);
    show("window", memory, PLACES * sizeof *memory);
    MPI_Win_unlock(rank, window);
    MPI_Win_free(&window);
}

static void threads(void)
{
    int level, main_one;
    MPI_Query_thread(&level);
    MPI_Is_thread_main(&main_one);
    int seen[2] = {level, main_one};
    show("thread", seen, sizeof seen);
}

static void communicators(void)
{
    MPI_Comm copy, part;
    int place, members, sum;
    MPI_Comm_dup(MPI_COMM_WORLD, &copy);
    MPI_Comm_split(copy, rank % 3, -rank, &part);
    MPI_Comm_rank(part, &place);
    MPI_Comm_size(part, &members);
    MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, part);
    int seen[3] = {place, members, sum};
    show("split", seen, sizeof seen);
    MPI_Comm_free(&part);
    MPI_Comm_split(copy, rank == 0 ? MPI_UNDEFINED : 1, rank, &part);
    sum = part == MPI_COMM_NULL;
    show("undefined", &sum, sizeof sum);
    if (part != MPI_COMM_NULL)
        MPI_Comm_free(&part);
    MPI_Comm_free(&copy);
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    reductions();
    matrices();
    same_counts();
    own_counts();
    messages();
    from_any();
    any_posted();
    later();
    later_and_messages();
    some_of_them();
    grids();
    derived();
    more_types();
    persistent();
    held();
    other_sends();
    communicators();
    one_sided();
    threads();
    MPI_Finalize();
    return 0;
}
