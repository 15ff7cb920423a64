/*
 * rank.c - main of every rank of a worker with ranks.
 *
 * Is built twice: with MPICH, under the layer of grader/mpi, and with the
 * mini-MPI, where PMI_RANK is not set and the library tells the number.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rank_wire.h"
#include "ranks.h"

enum { EXIT_BAD_JOB = 121 };

static unsigned char *slice; /* of this rank */
static uint64_t secret;

static void read_at(void *to, size_t bytes, off_t from)
{
    for (char *at = to; bytes > 0;) {
        ssize_t got = pread(RANK_FD_JOB, at, bytes, from);
        if (got == 0 || (got < 0 && errno != EINTR))
            _exit(EXIT_BAD_JOB);
        at += got > 0 ? got : 0;
        from += got > 0 ? got : 0;
        bytes -= got > 0 ? (size_t)got : 0;
    }
}

static int level_wanted(void)
{
    static const int levels[] = {MPI_THREAD_SINGLE, MPI_THREAD_FUNNELED,
                                 MPI_THREAD_SERIALIZED, MPI_THREAD_MULTIPLE};
    uint64_t level;
    read_at(&level, sizeof level, offsetof(struct rank_job, level));
    if (level >= sizeof levels / sizeof *levels)
        _exit(EXIT_BAD_JOB);
    return levels[level];
}

/* Takes what is this rank's, and leaves the rest where it cannot be seen. */
static unsigned take_slice(int rank, int ranks)
{
    static struct rank_job job;
    read_at(&job, sizeof job, 0);
    if (job.ranks != (uint32_t)ranks)
        _exit(EXIT_BAD_JOB);
    size_t bytes = job.slice[rank + 1] - job.slice[rank];
    slice = malloc(bytes);
    if (slice == NULL)
        _exit(EXIT_BAD_JOB);
    read_at(slice, bytes, (off_t)job.slice[rank]);
    close(RANK_FD_JOB);
    secret = ((const struct rank_slice *)slice)->secret;
    return job.calls;
}

static void send_result(unsigned call, const unsigned char *bytes, size_t left)
{
    static struct rank_packet packet;
    const size_t head = offsetof(struct rank_packet, bytes);
    packet.secret = secret;
    packet.call = call;
    for (size_t at = 0; at < left;) {
        size_t part = left - at < RANK_PACKET ? left - at : RANK_PACKET;
        packet.offset = at;
        memcpy(packet.bytes, bytes + at, part);
        if (write(RANK_FD_REPLY, &packet, head + part) >= 0)
            at += part;
        else if (errno != EINTR)
            _exit(EXIT_BAD_JOB);
    }
    memset(&packet, 0, sizeof packet);
}

/* A communicator of its own for each call: what is left unread in one is not
 * taken for the next one's. */
static MPI_Comm call_comm(const struct rank_call_head *head, int rank)
{
    MPI_Comm comm;
    if (head->reversed)
        MPI_Comm_split(MPI_COMM_WORLD, 0, -rank, &comm);
    else
        MPI_Comm_dup(MPI_COMM_WORLD, &comm);
    return comm;
}

/* What the driver has asked of the layer holds for one call. */
static void call_begins(const struct rank_call *call);
static void call_over(void);
static void release(void *memory);

static const unsigned char *run_call(unsigned number, int rank,
                                     const unsigned char *at)
{
    const struct rank_call_head *head = (const void *)at;
    const unsigned char *args = at + sizeof *head;
    const unsigned char *in = args + rank_padded(head->args);
    size_t all = head->out + 2 * (size_t)RANK_GUARD;
    unsigned char *out = malloc(all);
    if (head->op >= rank_nops || out == NULL)
        _exit(EXIT_BAD_JOB);
    for (size_t i = 0; i < all; i++)
        out[i] = rank_poison(head->poison, i);
    struct rank_call call = {.comm = MPI_COMM_WORLD,
                             .args = args,
                             .in = in,
                             .in_bytes = head->in,
                             .out = out + RANK_GUARD,
                             .out_bytes = head->out};
    if (getenv("PARCOURS_ONE_COMM") == NULL)
        call.comm = call_comm(head, rank);
    call_begins(&call);
    rank_ops[head->op](&call);
    call_over();
    if (call.comm != MPI_COMM_WORLD)
        MPI_Comm_free(&call.comm);
    send_result(number, out, all);
    release(out);
    return in + rank_padded(head->in);
}

#ifdef PARCOURS_MINI_MPI_H

void mini_compute(double seconds);

void rank_compute(double seconds)
{
    mini_compute(seconds);
}

void rank_hands_off(const void *memory, size_t bytes)
{
    (void)memory;
    (void)bytes;
}

void rank_stir(void)
{
}

static void call_begins(const struct rank_call *call)
{
    (void)call;
}

static void call_over(void)
{
}

static void release(void *memory)
{
    free(memory);
}

#else

void parcours_hands_off(const void *memory, size_t bytes);
void parcours_stir(bool on);
void parcours_lend(const void *memory, size_t bytes);
void parcours_returned(void);
void parcours_free(void *memory);

void rank_compute(double seconds)
{
    (void)seconds;
}

void rank_hands_off(const void *memory, size_t bytes)
{
    parcours_hands_off(memory, bytes);
}

void rank_stir(void)
{
    parcours_stir(true);
}

static void call_begins(const struct rank_call *call)
{
    parcours_lend(call->in, call->in_bytes);
    parcours_lend(call->out, call->out_bytes);
}

static void call_over(void)
{
    parcours_hands_off(NULL, 0);
    parcours_stir(false);
    parcours_returned();
}

/* Not the learner's doing: what is still under way is reported as such. */
static void release(void *memory)
{
    parcours_free(memory);
}

#endif

int main(int argc, char **argv)
{
    int rank, ranks, level;
    MPI_Init_thread(&argc, &argv, level_wanted(), &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    unsigned calls = take_slice(rank, ranks);
    const unsigned char *at = slice + sizeof(struct rank_slice);
    for (unsigned i = 0; i < calls; i++)
        at = run_call(i, rank, at);
    release(slice);
    MPI_Finalize();
    return 0;
}
