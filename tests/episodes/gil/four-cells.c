/*
 * four-cells.c - judges the exercise `four-cells`.
 *
 * The prediction is data. What it is compared with is computed by the driver,
 * which is ours, on virtual cores.
 */
#include <stdio.h>

#include "calls.h"
#include "judge.h"

enum { CELLS = JOB_KINDS * WAYS };

static const char *const names[CELLS] = {
    "sleep by threads",  "sleep by processes",  "sleep by natives",
    "cpu by threads",    "cpu by processes",    "cpu by natives",
    "native by threads", "native by processes", "native by natives"};

static double time_of(enum job job, enum way way, unsigned workers)
{
    struct work_args a = {job, way, workers, judge_out(sizeof *a.done)};
    double time = judge_time(CORES, OP_WORK, a);
    judge_expect(*judge_got(a.done) == JOBS, "not all jobs were done");
    return time;
}

START_TEST(cells)
{
    double said[CELLS];
    judge_title("nine numbers, committed before they are known");
    unsigned commit = judge_predictions(OP_TEXT, names, CELLS, said);
    for (unsigned i = 0; i < CELLS; i++) {
        enum job job = i / WAYS;
        enum way way = i % WAYS;
        double one = time_of(job, way, 1);
        judge_predicted(names[i], said[i], one / time_of(job, way, WORKERS),
                        commit);
        judge_forget();
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("four-cells");
    tcase_add_test(judge_tcase(suite, "cells", "cells"), cells);
    return suite;
}
