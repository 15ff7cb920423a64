/*
 * unit.c - runs the unit tests: all suites, or those whose names are given.
 */
#include <stdlib.h>
#include <string.h>

#include "unit.h"

static const struct {
    const char *name;
    Suite *(*make)(void);
} suites[] = {
    {"batch", batch_suite},
    {"scores", scores_suite},
    {"blind", blind_suite},
    {"exercise", exercise_suite},
    {"export", export_suite},
    {"explored", explored_suite},
    {"interleaving", interleaving_suite},
    {"facts", facts_suite},
    {"files", files_suite},
    {"finding", finding_suite},
    {"gradebook", gradebook_suite},
    {"helgrind", helgrind_suite},
    {"layers", layers_suite},
    {"lib", lib_suite},
    {"linear", linear_suite},
    {"patch", patch_suite},
    {"options", options_suite},
    {"pages", pages_suite},
    {"pico", pico_suite},
    {"plan", plan_suite},
    {"policy", policy_suite},
    {"prediction", prediction_suite},
    {"process", process_suite},
    {"report", report_suite},
    {"speedup", speedup_suite},
    {"text", text_suite},
    {"tsan", tsan_suite},
    {"verdict", verdict_suite},
    {"ranked", ranked_suite},
    {"kernels", kernels_suite},
    {"sanitizer", sanitizer_suite},
    {"graph", graph_suite},
    {"draw", draw_suite},
    {"seen", seen_suite},
};

static int wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return 1;
    return argc == 1;
}

int main(int argc, char **argv)
{
    /* Instead of Check's 4 s: on a busy machine that is an accident. A test
     * that hangs still ends. */
    setenv("CK_DEFAULT_TIMEOUT", "60", 0);
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (wanted(suites[i].name, argc, argv))
            srunner_add_suite(runner, suites[i].make());
    srunner_run_all(runner, CK_NORMAL);
    int run = srunner_ntests_run(runner);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return run > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
