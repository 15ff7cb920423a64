/* seen.c - tests of grader/seen.c */
#include "../../grader/seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit.h"

/* Blocks 0x10, 0x20 ... lie in lines 1, 2 ... */
static struct seen *read(const char *log)
{
    struct seen *seen = calloc(1, sizeof *seen);
    ck_assert_ptr_nonnull(seen);
    seen_read(log, seen);
    for (size_t i = 0; i < seen->count; i++)
        seen->block[i].line = (unsigned)seen->block[i].offset / 16;
    return seen;
}

static const struct {
    const char *alone, *watched;
    const char *said; /* NULL: nothing */
} runs[] = {
    {"", "", NULL},
    {"@threads 4\n@ran 10 8\n", "@threads 4\n@ran 10 8\n", NULL},
    {"@threads 5\n@ran 10 8\n", "@threads 4\n@ran 10 8\n", "5 threads"},
    /* a lock that is only taken while somebody looks */
    {"@ran 10 8\n", "@ran 10 8\n@ran 20 8\n", "line 2 ran 0 times"},
    {"@ran 10 8\n@ran 20 8\n", "@ran 10 8\n", "line 2 ran 8 times"},
    /* too few times, or not as often as what comes before: chance */
    {"@ran 10 7\n", "@ran 10 7\n@ran 20 7\n", NULL},
    {"@ran 10 8\n", "@ran 10 8\n@ran 20 9\n", NULL},
    {"@ran 10 9\n", "@ran 10 8\n@ran 20 9\n", NULL},
    /* in a function of its own */
    {"@ran 10 20\n@ran 20 1\n@ran 30 20\n", "@ran 10 20\n@ran 20 1\n",
     "line 3 ran 32 times"},
    {"@ran 10 1f\n@ran 20 1\n@ran 30 1f\n", "@ran 10 1f\n@ran 20 1\n", NULL},
    /* several workers, and what was never named */
    {"@ran 10 4\n@ran 10 4\n", "@ran 10 8\n@ran 20 4\n@ran 20 4\n",
     "line 2 ran 0 times"},
    {"@ran 10 8\n", "@ran 10 8\n@ran 1 8\n", NULL},
    {"nonsense\n@ran\n@ran x\n@threads\n", "@ran 10 8\n", NULL},
};

START_TEST(what_runs_only_alone_or_only_watched_is_told)
{
    struct seen *alone = read(runs[_i].alone);
    struct seen *watched = read(runs[_i].watched);
    char *said = seen_compare(alone, watched);
    if (runs[_i].said == NULL)
        ck_assert_msg(said == NULL, "%s", said);
    else
        ck_assert_msg(said != NULL && strncmp(said, runs[_i].said,
                                              strlen(runs[_i].said)) == 0,
                      "%s", said);
    free(said);
    free(alone);
    free(watched);
}
END_TEST

/* Where an if ends: with a detector the compiler counts it a line above, that
 * of a call that was never made. */
START_TEST(lines_of_braces_belong_to_what_is_before)
{
    static const char source[] = "a();\nif (b)\n\tc();\n  };\r\n";
    struct seen *alone = read("@ran 10 20\n@ran 20 20\n@ran 40 20\n");
    struct seen *watched = read("@ran 10 20\n@ran 20 20\n@ran 30 20\n");
    char *said = seen_compare(alone, watched);
    ck_assert_ptr_nonnull(said);
    free(said);
    seen_join_braces(alone, source, strlen(source));
    seen_join_braces(watched, source, strlen(source));
    ck_assert_ptr_null(seen_compare(alone, watched));
    ck_assert_uint_eq(alone->block[1].line, 2);
    ck_assert_uint_eq(alone->block[2].line, 3);
    free(alone);
    free(watched);
}
END_TEST

START_TEST(more_blocks_than_fit_are_left_out)
{
    struct seen *seen = calloc(1, sizeof *seen);
    char line[32];
    ck_assert_ptr_nonnull(seen);
    for (int i = 0; i < SEEN_BLOCKS + 9; i++) {
        snprintf(line, sizeof line, "@ran %x 1\n", 16 * i + 16);
        seen_read(line, seen);
    }
    ck_assert_uint_eq(seen->count, SEEN_BLOCKS);
    free(seen);
}
END_TEST

Suite *seen_suite(void)
{
    Suite *suite = suite_create("seen");
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, what_runs_only_alone_or_only_watched_is_told, 0,
                        (int)(sizeof runs / sizeof *runs));
    tcase_add_test(tests, lines_of_braces_belong_to_what_is_before);
    tcase_add_test(tests, more_blocks_than_fit_are_left_out);
    suite_add_tcase(suite, tests);
    return suite;
}
