/*
 * puzzle.c - judges the exercise `puzzle`.
 *
 * The schedule is data.  The judge takes the steps itself, remembers what
 * each of them did, and tells from the end backwards where the total came
 * from: the last write, what its thread had read, who had written that.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "judge.h"

enum { THREADS = 4, TURNS = 5, STEPS = THREADS * TURNS * 2, BEST = 2 };

/* What one step did: threads read and write in turn. */
struct step {
    unsigned thread;
    unsigned value; /* read or written */
    int before;     /* of a write: the step in which its thread has read; of a
                       read: the step in which the value was written; -1: none */
};

struct run {
    struct step step[STEPS];
    int count;
    unsigned total;
    int last; /* step that wrote the total; -1: none yet */
};

static char name(unsigned thread)
{
    return (char)('A' + thread);
}

static const char *get_schedule(size_t *length)
{
    struct schedule_args a = {judge_out(SCHEDULE_MOST),
                              judge_out(sizeof *a.length)};
    judge_call(OP_SCHEDULE, a);
    *length = *judge_got(a.length);
    judge_expect(*length <= SCHEDULE_MOST, "the schedule has no end");
    return judge_got(a.text);
}

/* `own` is the step in which the thread has read, -1 if it is to read now;
 * afterwards, the same for its next step. */
static void take_step(struct run *r, unsigned thread, int *own)
{
    bool reads = *own < 0;
    int now = r->count++;
    struct step *s = &r->step[now];
    *s = reads ? (struct step){thread, r->total, r->last}
               : (struct step){thread, r->step[*own].value + 1, *own};
    *own = reads ? now : -1;
    if (!reads) {
        r->total = s->value;
        r->last = now;
    }
}

/* The number of the line and of the letter in it do not help: a schedule is
 * one string, and its letters are its steps. */
static void expect_thread(char c, int step)
{
    if (c >= 'A' && c < 'A' + THREADS)
        return;
    judge_fail(CAUSE_WRONG,
               isprint((unsigned char)c)
                   ? "step %d is '%c': the threads are called A, B, C and D"
                   : "step %d is a character with the code %d: the threads "
                     "are called A, B, C and D",
               step, (unsigned char)c);
}

/* Takes all steps. With any mistake in the schedule the test ends here. */
static struct run run_schedule(void)
{
    struct run r = {.last = -1};
    unsigned taken[THREADS] = {0};
    int own[THREADS] = {-1, -1, -1, -1};
    size_t length;
    const char *text = get_schedule(&length);
    for (size_t i = 0; i < length; i++) {
        if (isspace((unsigned char)text[i]))
            continue;
        expect_thread(text[i], r.count + 1);
        unsigned thread = (unsigned)(text[i] - 'A');
        judge_expect(taken[thread] < 2 * TURNS,
                     "step %d is the eleventh of thread %c; each has ten, five "
                     "reads and five writes",
                     r.count + 1, text[i]);
        taken[thread]++;
        take_step(&r, thread, &own[thread]);
    }
    judge_expect(r.count > 0, "the schedule is empty; it needs %d letters",
                 STEPS);
    for (unsigned t = 0; t < THREADS; t++)
        judge_expect(taken[t] == 2 * TURNS,
                     "the schedule ends after step %d, when the total is %u; "
                     "thread %c has taken %u of its ten steps%s",
                     r.count, r.total, name(t), taken[t],
                     own[t] < 0 ? "" : " and has read what it never writes");
    return r;
}

/* "step 40: D writes 3, having read 2 in step 31; step 29: ..." */
static void tell(const struct run *r, char *text, size_t size)
{
    const int most = 5;
    size_t used = 0;
    int at = r->last, links = 0;
    for (; at >= 0 && links < most; links++) {
        const struct step *write = &r->step[at];
        const struct step *read = &r->step[write->before];
        used += (size_t)snprintf(text + used, size - used,
                                 "%sstep %d: %c %s %u, having read %u in "
                                 "step %d",
                                 links == 0 ? "" : "; ", at + 1,
                                 name(write->thread),
                                 links == 0 ? "writes" : "had written",
                                 write->value, read->value, write->before + 1);
        at = read->before;
    }
    snprintf(text + used, size - used, at >= 0 ? "; and so on" : "");
}

START_TEST(steps)
{
    judge_title("every thread takes its ten steps");
    run_schedule();
}
END_TEST

START_TEST(two)
{
    char story[600];
    judge_title("the total ends at 2");
    struct run r = run_schedule();
    tell(&r, story, sizeof story);
    judge_expect(r.total == BEST,
                 "the total ends at %u; %d is possible. Backwards from the "
                 "end, %s",
                 r.total, BEST, story);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("puzzle");
    TCase *whole = judge_tcase(suite, "steps", "steps");
    tcase_add_test(whole, steps);
    TCase *best = judge_tcase(suite, "two", "two");
    tcase_add_test(best, two);
    return suite;
}
