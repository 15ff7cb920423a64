/*
 * gpu.c - see gpu.h
 *
 * Times are of the device: the learner's call and a copy take turns, so that
 * both meet the same clocks and the same neighbours, and the middle one of each
 * is kept. The worker says them itself; they are worth no points.
 */
#include "gpu.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../worker/wire.h"
#include "cuda.h"
#include "now.h"
#include "record.h"
#include "session.h"

/* The rest of the last line of its log that begins so; false: there is none. */
static bool read_line(const struct subject *s, const char *word, char *to,
                      size_t room)
{
    size_t length;
    bool found = false;
    const char *log = subject_log(s, &length);
    for (const char *at = log; (at = strstr(at, word)) != NULL;) {
        at += strlen(word);
        snprintf(to, room, "%.*s", (int)strcspn(at, "\n"), at);
        found = true;
    }
    return found;
}

static _Noreturn void not_judged(const char *why)
{
    record_write(json_pack("{ss, ss, so}", "record", "gpu", "what",
                           session_title(), "not_judged",
                           record_text(why, strlen(why))));
    session_drop();
}

void gpu_start(struct subject *s)
{
    const double patience = 60;
    char why[200] = "the GPU does not wake up in 60 seconds";
    const char *trouble;
    double start = now();
    subject_send(s, 0, WIRE_OP_START, NULL);
    while (subject_pending(s, 0) && now() - start < patience)
        if (!subject_poll(s, 0.05))
            break;
    if (!subject_pending(s, 0))
        return;
    if (!read_line(s, WIRE_GPU_NONE, why, sizeof why) &&
        subject_trouble(s, &trouble) != CAUSE_NONE)
        snprintf(why, sizeof why, "%s", trouble);
    not_judged(why);
}

/* What kernels can do to a device; everything else befalls it. */
static const struct {
    const char *error;
    enum cause cause;
} causes[] = {
    {"illegal memory access", CAUSE_OUTSIDE},
    {"misaligned address", CAUSE_OUTSIDE},
    {"illegal address", CAUSE_OUTSIDE},
    {"invalid program counter", CAUSE_CRASH},
    {"illegal instruction", CAUSE_CRASH},
    {"hardware stack error", CAUSE_CRASH},
    {"unspecified launch failure", CAUSE_CRASH},
    {"device-side assert", CAUSE_CRASH},
    {"launch timed out", CAUSE_LOOP},
    {"out of resources", CAUSE_CUDA},
    {"invalid resource handle", CAUSE_CUDA},
    {"invalid argument", CAUSE_CUDA},
};

void gpu_trouble(struct subject *s)
{
    char said[200];
    if (!read_line(s, WIRE_GPU_FAILED, said, sizeof said))
        return;
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (strstr(said, causes[i].error) != NULL)
            judge_fail(causes[i].cause, "the GPU says: %s", said);
    not_judged(said);
}

/* --- time ----------------------------------------------------------------- */

/* Milliseconds of what was done last. */
static double ask(struct subject *s)
{
    char mark[64], value[40];
    uint64_t number = subject_send(s, 0, WIRE_OP_REPORT, NULL);
    if (!subject_wait(s, 0))
        session_trouble(s);
    snprintf(mark, sizeof mark, WIRE_REPORT, (unsigned long long)number);
    if (!read_line(s, mark, value, sizeof value))
        judge_fail(CAUSE_PROTOCOL, "something answered in place of the worker");
    return strtod(value, NULL);
}

static double copy(struct subject *s, uint64_t bytes)
{
    uint64_t *size = judge_in(sizeof *size);
    *size = bytes;
    subject_send(s, 0, WIRE_OP_COPY, size);
    if (!subject_wait(s, 0))
        session_trouble(s);
    return ask(s);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void cuda_beside_copy(const char *what, void (*call)(void *data), void *data,
                      double bytes)
{
    enum { ROUNDS = 7 };
    double ours[ROUNDS], copies[ROUNDS];
    struct subject *s = session_worker();
    call(data); /* the first one pays for what is loaded when it is needed */
    for (int i = 0; i < ROUNDS; i++) {
        call(data);
        ours[i] = ask(s);
        /* it reads so many bytes, and writes as many */
        copies[i] = copy(s, (uint64_t)(bytes / 2));
    }
    qsort(ours, ROUNDS, sizeof *ours, compare);
    qsort(copies, ROUNDS, sizeof *copies, compare);
    if (copies[ROUNDS / 2] <= 0 || ours[ROUNDS / 2] <= 0)
        not_judged("no time could be taken");
    record_write(json_pack(
        "{ss, ss, sf, sf, sf}", "record", "gpu", "what", what, "bytes", bytes,
        "seconds", 1e-3 * ours[ROUNDS / 2], "copy", 1e-3 * copies[ROUNDS / 2]));
}
