/* simd loops become loops whose iterations can be told apart. */
#define _GNU_SOURCE
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"
#include "simd.h"

#define LOOP "#pragma omp parallel for schedule(dynamic, 1)"
#define LANES(safe) " num_threads(0x51000000 + (" safe "))"

static const struct {
    const char *text, *changed;
} changes[] = {
    {"#pragma omp simd\nfor (int i = 0;;)\n",
     LOOP LANES("0") "\nfor (int i = 0;;)\n"},
    {"x;\n  #  pragma omp simd\n\nfor (i = 0;;)",
     "x;\n" LOOP " lastprivate(i)" LANES("0") "\n\nfor (i = 0;;)"},
    {"#pragma omp simd private(i, t)\nfor (i = 0;;)",
     LOOP " private(i, t)" LANES("0") "\nfor (i = 0;;)"},
    {"#pragma omp simd linear(i) linear(j : 2)\nfor (i = 0;;)",
     LOOP " linear(j : 2) lastprivate(i)" LANES("0") "\nfor (i = 0;;)"},
    {"#pragma omp simd reduction(+ : s) aligned(a : 16) safelen(2 * (N))\n",
     LOOP " reduction(+ : s)" LANES("2 * (N)") "\n"},
    {"#pragma omp simd \\\n  collapse(2), simdlen(4)\nfor (;;)",
     LOOP " collapse(2)" LANES("0") "\n\nfor (;;)"},
    {"#pragma omp simd\nfor (;;)\n#pragma omp ordered simd\n",
     LOOP LANES("0") "\nfor (;;)\n#pragma omp critical(simd_ordered)\n"},
};

START_TEST(a_simd_loop_is_changed_and_lines_stay)
{
    char *changed;
    size_t size;
    const char *text = changes[_i].text;
    ck_assert(simd_is_in(text, strlen(text)));
    FILE *out = open_memstream(&changed, &size);
    simd_rewrite(out, text, strlen(text));
    fclose(out);
    ck_assert_str_eq(changed, changes[_i].changed);
    free(changed);
}
END_TEST

/* Loops that threads share have their iterations apart already. */
static const char *const left[] = {
    "",
    "#pragma omp parallel for simd\nfor (;;)\n",
    "#pragma omp for simd safelen(4)\n",
    "#pragma omp simd reduction(inscan, + : s)\n",
    "#pragma omp simdx\n",
    "#pragma omp declare simd\n",
    "int simd; /* omp simd */\n",
};

START_TEST(other_directives_are_left_alone)
{
    ck_assert(!simd_is_in(left[_i], strlen(left[_i])));
}
END_TEST

static const struct {
    const char *text;
    bool openmp;
} programs[] = {
    {"#pragma omp parallel\n", true},
    {"int a;\n  # pragma \\\n omp for\n", true},
    {"#pragma once\n", false},
    {"// #pragma omp parallel\n", false},
    {"", false},
};

START_TEST(openmp_is_known_by_its_directives)
{
    ck_assert(scan_has_openmp(programs[_i].text, strlen(programs[_i].text)) ==
              programs[_i].openmp);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("simd");
    TCase *tests = tcase_create("simd");
    tcase_add_loop_test(tests, a_simd_loop_is_changed_and_lines_stay, 0,
                        sizeof changes / sizeof *changes);
    tcase_add_loop_test(tests, other_directives_are_left_alone, 0,
                        sizeof left / sizeof *left);
    tcase_add_loop_test(tests, openmp_is_known_by_its_directives, 0,
                        sizeof programs / sizeof *programs);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
