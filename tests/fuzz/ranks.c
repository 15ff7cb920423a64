/*
 * ranks.c - what the ranks of an MPI program can do to the judge: the packets
 * with their results, and the board, on which they can write whatever they
 * like. It is read as it is after a run: launch_run is ours here, and writes.
 *
 * The first byte chooses. Packets: a byte with the length, then the packet,
 * in which two bytes stand for rank and call. A board: two bytes say where
 * (from the start of the board, of a rank, or of what comes after the ranks),
 * one how many bytes follow.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../grader/judge/mpi/job.h"
#include "../../grader/mpi/orders.h"
#include "../../grader/worker/mpi/rank_wire.h"
#include "fuzz.h"

enum { RANKS = 3, RESULT = 40 };

struct input {
    const uint8_t *at;
    size_t left;
};

static unsigned next(struct input *in)
{
    if (in->left == 0)
        return 0;
    in->left--;
    return *in->at++;
}

static size_t take(struct input *in, void *to, size_t most)
{
    size_t n = most < in->left ? most : in->left;
    memcpy(to, in->at, n);
    in->at += n;
    in->left -= n;
    return n;
}

/* --- the board -------------------------------------------------------------
 */

static struct input writes;

enum launch_end launch_run(const struct launch *launch, const char *path)
{
    const size_t starts[] = {0,
                             offsetof(struct board, rank[0]),
                             offsetof(struct board, rank[RANKS - 1]),
                             offsetof(struct board, findings),
                             offsetof(struct board, finding[1]),
                             offsetof(struct board, choices)};
    (void)path;
    for (int i = 0; i < launch->ranks; i++)
        board->rank[i].pid = board->rank[i].calls = 1;
    while (writes.left > 0) {
        size_t start = starts[next(&writes) % 6], n = next(&writes) * 4;
        uint8_t bytes[256];
        size_t length = take(&writes, bytes, next(&writes));
        if (start + n + length <= sizeof *board)
            memcpy((char *)board + start + n, bytes, length);
    }
    board_settle();
    return launch->ranks & 1 ? LAUNCH_ENDED : LAUNCH_TIME;
}

static void look_at(const struct result *r)
{
    if (r->findings < 0 || r->findings > RESULT_FINDINGS)
        abort();
    for (int i = 0; i < r->findings; i++) {
        const struct finding *f = &r->found[i].finding;
        if (finding_word(f->kind) == NULL || f->lines > FINDING_LINES)
            abort();
        for (int k = 0; k < f->lines; k++)
            if (strlen(f->line[k].text) >= FINDING_TEXT ||
                f->line[k].rank >= RANKS)
                abort();
    }
}

static void read_board(struct input *in)
{
    static struct result result;
    static struct orders orders;
    memset(&result, 0, sizeof result);
    orders = (struct orders){
        .launch = {.ranks = RANKS - (int)(next(in) & 1), .seconds = 1},
        .most = 3,
        .seconds = 60};
    result.ranks = orders.launch.ranks;
    writes = *in;
    orders_run(&orders, &result);
    look_at(&result);
}

/* --- packets ---------------------------------------------------------------
 */

static void prepare(void)
{
    static struct share shares[2][RANKS];
    static unsigned char results[RANKS][RESULT + 2 * RANK_GUARD];
    job.ranks = RANKS;
    job.count = 2;
    for (unsigned r = 0; r < RANKS; r++) {
        job.secret[r] = 1000 + r;
        shares[0][r] = (struct share){.out = results[r], .out_bytes = RESULT};
        shares[1][r] = (struct share){0};
    }
    job.call[0] = (struct call){.share = shares[0]};
    job.call[1] = (struct call){.share = shares[1], .reversed = true};
}

static void send_packet(struct input *in, int socket)
{
    struct rank_packet p = {.secret = 1000 + next(in), .call = next(in)};
    p.offset = next(in);
    size_t length = take(in, p.bytes, next(in));
    size_t head = offsetof(struct rank_packet, bytes);
    size_t all = next(in) == 255 ? next(in) : head + length;
    if (send(socket, &p, all, MSG_DONTWAIT) < 0)
        in->left = 0; /* it is full */
}

static void read_packets(struct input *in)
{
    bool guard;
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
        return;
    prepare();
    while (in->left > 0) {
        send_packet(in, pair[1]);
        if (!job_receive(pair[0]))
            break;
    }
    job_missing(&guard);
    close(pair[0]);
    close(pair[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {data, size};
    (next(&in) & 1 ? read_board : read_packets)(&in);
    return 0;
}
