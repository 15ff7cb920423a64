/* blind.c - tests of grader/blind.c */
#include "../../grader/blind.h"
#include "../unit.h"
#include "fixture.h"

START_TEST(knows_what_helgrind_does_not_understand)
{
    static const struct {
        const char *source, *word;
        unsigned line;
    } cases[] = {
        {"#include <stdatomic.h>\n", "stdatomic", 1},
        {"int a;\n_Atomic int b;\n", "_Atomic", 2},
        {"\n\natomic_int n;\n", "atomic_int", 3},
        {"f(); __sync_fetch_and_add(&x, 1);", "__sync_fetch_and_add", 1},
        {"__atomic_load_n(p, 0)", "__atomic_load_n", 1},
        {"/* one\ntwo */ pthread_once(&o, f);", "pthread_once", 2},
        {"\"a\\\"b\" call_once(&o, f);", "call_once", 1},
        {"char c = '\"'; asm(\"nop\");", "asm", 1},
        {"// x \\\nasm\nint y;\n__asm__(\"\");", "__asm__", 4},
        {"int it's\n_Atomic int b;\n", "_Atomic", 2},
    };
    static const char *const fine[] = {
        "/* atomic_int */ int n;",
        "// _Atomic\nint n;",
        "puts(\"__sync_fetch_and_add\");",
        "char c = '\"'; /* \" */ int atomics, my_atomic_int, asmx;",
        "pthread_mutex_lock(&m); pthread_once_t_like x;",
        "/* never closed atomic_int",
        "\"never closed atomic_int",
        "",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct blind blind =
            blind_find(cases[i].source, strlen(cases[i].source));
        ck_assert_str_eq(blind.word, cases[i].word);
        ck_assert_uint_eq(blind.line, cases[i].line);
    }
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        ck_assert_msg(blind_find(fine[i], strlen(fine[i])).line == 0, "%s",
                      fine[i]);
}
END_TEST

START_TEST(knows_it_of_the_recorded_programs)
{
    static const struct {
        const char *program;
        bool blind;
    } cases[] = {
        {"programs/once.c", true},     {"programs/half_atomic.c", true},
        {"programs/counter.c", false}, {"programs/bank.c", false},
        {"programs/misuse.c", false},  {"programs/c11_threads.c", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text source = fixture_read(cases[i].program);

        ck_assert_int_eq(blind_find(source.byte, source.length).line > 0,
                         cases[i].blind);
        free(source.byte);
    }
}
END_TEST

START_TEST(a_long_word_is_cut)
{
    static const char source[] =
        "atomic_a_name_that_is_much_longer_than_anybody_would_ever_write";
    struct blind blind = blind_find(source, strlen(source));
    ck_assert_uint_eq(strlen(blind.word), sizeof blind.word - 1);
    ck_assert_int_eq(strncmp(blind.word, source, strlen(blind.word)), 0);
}
END_TEST

START_TEST(damaged_text_does_no_harm)
{
    uint64_t seed = 7;
    struct text source = fixture_read("programs/half_atomic.c");
    for (int i = 0; i < MUTATIONS; i++) {
        struct text bad = fixture_damage(source, &seed);
        struct blind blind = blind_find(bad.byte, bad.length);
        ck_assert_int_eq(blind.line > 0, blind.word[0] != '\0');
        free(bad.byte);
    }
    free(source.byte);
}
END_TEST

Suite *blind_suite(void)
{
    Suite *suite = suite_create("blind");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, knows_what_helgrind_does_not_understand);
    tcase_add_test(tests, knows_it_of_the_recorded_programs);
    tcase_add_test(tests, a_long_word_is_cut);
    tcase_add_test(tests, damaged_text_does_no_harm);
    suite_add_tcase(suite, tests);
    return suite;
}
