/* What the text of a source file gives away. */
#include <check.h>
#include <string.h>

#include "scan.h"

static const struct {
    const char *text;
    unsigned line; /* 0: nothing is found */
} cases[] = {
    {"int x;\n", 0},
    {"int x;\n__asm__ volatile(\"lock incl %0\");\n", 2},
    {"asm(\"nop\");", 1},
    {"__asm(\"nop\");", 1},
    {"asm volatile(\"\" ::: \"memory\");", 0},
    {"asm volatile (\"\" : : : \"memory\");\nasm(\"nop\");", 2},
    {"// asm(\"nop\");\nint x;", 0},
    {"/* asm(\"nop\");\n */ int x;", 0},
    {"/* unfinished asm(", 0},
    {"char *s = \"asm(1)\";", 0},
    {"char *s = \"a\\\"\"; asm(\"nop\");", 1},
    {"char c = '\"'; asm(\"nop\");", 1},
    {"int plasma, asmx, _asm;", 0},
    {"\n\n__attribute__((no_sanitize(\"thread\"))) void f(void);", 3},
    {"__attribute__((no_sanitize_thread)) void f(void);", 1},
    {"\"unfinished", 0},
    {"", 0},
};

START_TEST(words_are_found_where_they_count)
{
    struct scan_result result =
        scan_source(cases[_i].text, strlen(cases[_i].text));
    ck_assert_msg((result.what != NULL) == (cases[_i].line != 0), "%s",
                  cases[_i].text);
    ck_assert_uint_eq(result.line, cases[_i].line);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scan");
    TCase *tests = tcase_create("scan");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, words_are_found_where_they_count, 0,
                        sizeof cases / sizeof *cases);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
