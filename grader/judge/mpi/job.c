/* job.c - see job.h */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../worker/mpi/rank_wire.h"
#include "../judge.h"
#include "job.h"
#include "ranks.h"

struct job job;

static _Noreturn void broken(const char *why)
{
    fprintf(stderr, "judge: %s\n", why);
    exit(4);
}

static void *must(void *memory)
{
    if (memory == NULL)
        broken("no memory for the calls of ranks");
    return memory;
}

static void *copy_of(const void *bytes, size_t size)
{
    void *copy = must(malloc(size + 1));
    return size == 0 ? copy : memcpy(copy, bytes, size);
}

/* --- what the suite gives ------------------------------------------------ */

static void forget(struct call *c)
{
    for (unsigned r = 0; r < job.ranks; r++) {
        free(c->share[r].in);
        free(c->share[r].out);
    }
    free(c->share);
    free(c->args);
}

void ranks_begin(unsigned ranks)
{
    for (unsigned i = 0; i < job.count; i++)
        forget(&job.call[i]);
    if (ranks < 1 || ranks > RANK_MOST)
        broken("a suite asks for a number of ranks that there cannot be");
    job.count = 0;
    job.ranks = ranks;
    job.level = RANKS_SINGLE;
}

unsigned ranks_call_bytes(unsigned op, const void *args, size_t size)
{
    if (job.count == JOB_CALLS)
        broken("a suite makes too many calls in one program");
    job.call[job.count] =
        (struct call){.op = op,
                      .args = copy_of(args, size),
                      .size = size,
                      .share = must(calloc(job.ranks, sizeof(struct share)))};
    return job.count++;
}

void ranks_threads(enum ranks_level level)
{
    job.level = level;
}

void ranks_reverse(unsigned call)
{
    job.call[call].reversed = true;
}

void ranks_in(unsigned call, unsigned rank, const void *bytes, size_t size)
{
    struct share *s = &job.call[call].share[rank];
    free(s->in);
    s->in = copy_of(bytes, size);
    s->in_bytes = size;
}

void ranks_out(unsigned call, unsigned rank, size_t size)
{
    struct share *s = &job.call[call].share[rank];
    free(s->out);
    s->out = must(malloc(size + 2 * (size_t)RANK_GUARD));
    s->out_bytes = size;
}

const void *ranks_got(unsigned call, unsigned rank)
{
    return job.call[call].share[rank].out + RANK_GUARD;
}

/* --- what the ranks get -------------------------------------------------- */

struct writer {
    unsigned char *bytes;
    size_t length, room;
};

static void put(struct writer *w, const void *bytes, size_t size)
{
    size_t padded = rank_padded(size);
    if (w->length + padded > w->room) {
        w->room = 2 * (w->room + padded);
        w->bytes = must(realloc(w->bytes, w->room));
    }
    memset(w->bytes + w->length, 0, padded);
    if (size > 0)
        memcpy(w->bytes + w->length, bytes, size);
    w->length += padded;
}

static void put_slice(struct writer *w, unsigned world, bool one_comm)
{
    struct rank_slice head = {job.secret[world], 0};
    put(w, &head, sizeof head);
    for (unsigned i = 0; i < job.count; i++) {
        const struct call *c = &job.call[i];
        bool reversed = c->reversed && !one_comm;
        const struct share *s =
            &c->share[reversed ? job.ranks - 1 - world : world];
        struct rank_call_head call = {
            .op = c->op,
            .reversed = reversed,
            .args = c->size,
            .in = s->in_bytes,
            .out = s->out_bytes,
            .poison = c->poison,
        };
        put(w, &call, sizeof call);
        put(w, c->args, c->size);
        put(w, s->in, s->in_bytes);
    }
}

static void fresh(void *to, size_t bytes)
{
    if (getrandom(to, bytes, 0) != (ssize_t)bytes)
        broken("cannot get random bytes");
}

/* The secret of a rank is that of the world's rank; packets are kept under
 * the number that the call gives it. */
int job_seal(bool one_comm)
{
    static struct rank_job head;
    struct writer w = {0};
    fresh(job.secret, job.ranks * sizeof job.secret[0]);
    for (unsigned i = 0; i < job.count; i++) {
        fresh(&job.call[i].poison, sizeof job.call[i].poison);
        job.call[i].reversed = job.call[i].reversed && !one_comm;
        for (unsigned r = 0; r < job.ranks; r++)
            job.call[i].share[r].arrived = 0;
    }
    head.ranks = job.ranks;
    head.calls = job.count;
    head.level = job.level;
    put(&w, &head, sizeof head);
    for (unsigned r = 0; r < job.ranks; r++) {
        head.slice[r] = w.length;
        put_slice(&w, r, one_comm);
    }
    head.slice[job.ranks] = w.length;
    memcpy(w.bytes, &head, sizeof head);
    int file = memfd_create("ranks", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    for (size_t at = 0; file >= 0 && at < w.length;) {
        ssize_t n = write(file, w.bytes + at, w.length - at);
        if (n < 0)
            broken("cannot write the inputs of ranks");
        at += (size_t)n;
    }
    if (file < 0 ||
        fcntl(file, F_ADD_SEALS,
              F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        broken("cannot seal the inputs of ranks");
    free(w.bytes);
    return file;
}

/* --- what comes back ----------------------------------------------------- */

static struct share *share_of(const struct rank_packet *p)
{
    if (p->call >= job.count)
        return NULL;
    for (unsigned world = 0; world < job.ranks; world++)
        if (job.secret[world] == p->secret) {
            const struct call *c = &job.call[p->call];
            return &c->share[c->reversed ? job.ranks - 1 - world : world];
        }
    return NULL;
}

bool job_receive(int socket)
{
    static struct rank_packet packet;
    const size_t head = offsetof(struct rank_packet, bytes);
    for (;;) {
        ssize_t got = recv(socket, &packet, sizeof packet, MSG_DONTWAIT);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return true;
        struct share *s = (size_t)got < head ? NULL : share_of(&packet);
        size_t bytes = (size_t)got - head;
        if (s == NULL || packet.offset != s->arrived || bytes == 0 ||
            s->arrived + bytes > s->out_bytes + 2 * (size_t)RANK_GUARD)
            return false;
        if (s->out != NULL)
            memcpy(s->out + s->arrived, packet.bytes, bytes);
        s->arrived += bytes;
    }
}

static bool guards_hold(const struct call *c, const struct share *s)
{
    for (size_t i = 0; i < RANK_GUARD; i++) {
        size_t behind = RANK_GUARD + s->out_bytes + i;
        if (s->out[i] != rank_poison(c->poison, i) ||
            s->out[behind] != rank_poison(c->poison, behind))
            return false;
    }
    return true;
}

const char *job_missing(bool *guard)
{
    static char text[120];
    *guard = false;
    for (unsigned i = 0; i < job.count; i++)
        for (unsigned r = 0; r < job.ranks; r++) {
            const struct share *s = &job.call[i].share[r];
            snprintf(text, sizeof text, "rank %u has not answered", r);
            if (s->arrived != s->out_bytes + 2 * (size_t)RANK_GUARD)
                return text;
            snprintf(text, sizeof text,
                     "rank %u wrote outside its result of %zu bytes", r,
                     s->out_bytes);
            *guard = s->out != NULL && !guards_hold(&job.call[i], s);
            if (*guard)
                return text;
        }
    return NULL;
}
