/*
 * worker.c - main of the process that explores the learner's code: a worker
 * (worker.c in grader/worker) whose threads are logical threads of the
 * explorer's runtime.
 *
 * It knows no expected value. After each schedule the judge is asked, on the
 * channel WIRE_TALK, whether the results in OUT are right; so the search, the
 * minimisation and a replay all ask the same oracle. What it has found it
 * reports when it is asked to, after all of the learner's code has ended.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "driver.h"
#include "explore.h"
#include "play.h"
#include "trouble.h"
#include "wire.h"

enum { EXIT_NO_ARENA = 120, EXIT_BAD_COMMAND = 121, EXIT_NO_REPORT = 123 };

/* One command of the judge. Lies on the stack of main(), because the
 * program's variables are put back to their first values again and again. */
struct exploration {
    const struct wire_scenario *scenario;
    struct wire_command talk; /* the judge's last word */
    bool fresh;               /* nobody has written to OUT since then */
};

static void map(int fd, unsigned long base, unsigned long size, int prot)
{
    void *want = (void *)base; /* NOLINT: the address is the contract */
    if (mmap(want, size, prot, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0) != want)
        _exit(EXIT_NO_ARENA);
    close(fd);
}

/* False when the judge has closed the channel. */
static bool next_command(int fd, struct wire_command *command)
{
    ssize_t got;
    do
        got = read(fd, command, sizeof *command);
    while (got < 0 && errno == EINTR);
    if (got != 0 && got != sizeof *command)
        _exit(EXIT_BAD_COMMAND);
    return got != 0;
}

static void answer(int fd, const struct wire_command *command)
{
    struct wire_reply reply = {command->sequence};
    while (write(fd, &reply, sizeof reply) < 0 && errno == EINTR)
        ;
}

/* Has the judge look at OUT; true if it likes what it sees. */
static bool ask_judge(struct exploration *x)
{
    answer(WIRE_FD_CHANNEL + WIRE_TALK, &x->talk);
    if (!next_command(WIRE_FD_CHANNEL + WIRE_TALK, &x->talk))
        _exit(EXIT_BAD_COMMAND);
    x->fresh = true;
    return x->talk.op == WIRE_OP_RIGHT;
}

static void body(void *exploration)
{
    struct exploration *x = exploration;
    WIRE_HISTORY->ended = 0;
    if (!x->fresh)
        ask_judge(x);
    x->fresh = false;
    play(x->scenario);
}

static bool invariant(void *exploration)
{
    return ask_judge(exploration);
}

/* What the last exploration or timing came to, until somebody asks. */
static struct {
    char *bytes;
    size_t length;
} kept;

static FILE *start_report(void)
{
    free(kept.bytes);
    FILE *stream = open_memstream(&kept.bytes, &kept.length);
    if (stream == NULL)
        _exit(EXIT_NO_REPORT);
    return stream;
}

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = write(WIRE_FD_LOG, bytes, length);
        if (done < 0 && errno != EINTR)
            _exit(EXIT_NO_REPORT);
        bytes += done < 0 ? 0 : done;
        length -= done < 0 ? 0 : (size_t)done;
    }
}

static void write_report(uint64_t asked)
{
    char mark[64];
    int length =
        snprintf(mark, sizeof mark, WIRE_REPORT, (unsigned long long)asked);
    write_all(mark, (size_t)length);
    write_all(kept.bytes, kept.length);
}

/* The steps are only shown of the schedule that the judge replays. */
static void keep_report(const struct wire_scenario *scenario,
                        struct explore_report *report)
{
    FILE *stream = start_report();
    for (size_t i = 0; i < report->count && scenario->replay == NULL; i++)
        report->findings[i].evidence.count = 0;
    explore_print_json(stream, "", report);
    fclose(stream);
}

/* What thousands of schedules print is of no use; that of a replay is. */
static void set_output(bool shown)
{
    static int kept[2] = {-1, -1};
    for (int i = 0; i < 2; i++) {
        int fd = STDOUT_FILENO + i;
        if (kept[i] < 0)
            kept[i] = fcntl(fd, F_DUPFD_CLOEXEC, WIRE_FD_END);
        fflush(stdout);
        int to = shown ? kept[i] : open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (to < 0 || dup2(to, fd) < 0)
            _exit(EXIT_NO_REPORT);
        if (!shown)
            close(to);
    }
}

static void explore(const struct wire_scenario *scenario)
{
    struct exploration x = {.scenario = scenario};
    struct explore_options options = {
        .schedules = scenario->schedules,
        .seconds = scenario->seconds,
        .seed = scenario->seed,
        .replay = scenario->replay,
    };
    struct explore_report report;
    if (!next_command(WIRE_FD_CHANNEL + WIRE_TALK, &x.talk))
        _exit(EXIT_BAD_COMMAND);
    x.fresh = true;
    explore_source(scenario->file, scenario->source);
    set_output(scenario->replay != NULL);
    explore_run(&options, body, &x, invariant, &report);
    keep_report(scenario, &report);
    explore_report_clear(&report);
}

static void timed_body(void *action)
{
    const struct wire_action *a = action;
    if (a->op >= driver_nops)
        explore_fail("there is no operation %lu", (unsigned long)a->op);
    explore_timing_start();
    driver_ops[a->op](a->args);
    explore_timing_stop();
}

static void compute_time(const struct wire_timing *wanted)
{
    struct explore_machine machine = {.cores = (unsigned)wanted->cores};
    struct explore_timing timing;
    explore_virtual(&machine, timed_body, (void *)&wanted->action, &timing);
    FILE *stream = start_report();
    explore_print_timings_json(stream, "", &timing, 1);
    fclose(stream);
    explore_timing_clear(&timing);
}

int main(void)
{
    struct wire_command command;
    map(WIRE_FD_IN, WIRE_IN_BASE, WIRE_IN_SIZE, PROT_READ);
    map(WIRE_FD_OUT, WIRE_OUT_BASE, WIRE_OUT_SIZE, PROT_READ | PROT_WRITE);
    trouble_init(WIRE_FD_LOG);
    play_prepare();
    while (next_command(WIRE_FD_CHANNEL, &command)) {
        if (command.op == WIRE_OP_QUIT)
            break;
        if (command.op == WIRE_OP_EXPLORE)
            explore(command.args);
        else if (command.op == WIRE_OP_VIRTUAL)
            compute_time(command.args);
        else if (command.op == WIRE_OP_REPORT)
            write_report(command.sequence);
        else
            _exit(EXIT_BAD_COMMAND);
        answer(WIRE_FD_CHANNEL, &command);
    }
    trouble_done(command.sequence);
    return 0;
}
