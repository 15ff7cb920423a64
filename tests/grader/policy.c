/* policy.c - tests of grader/policy.c, on text after the preprocessor. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/policy.h"
#include "../../grader/process.h"
#include "../../grader/text.h"
#include "../unit.h"
#include "folder.h"

#define FILE_NAME "episodes/races/counter/counter.c"

/* As gcc -E prints it: a header of three lines, then the file. */
static char *preprocessed(const char *code)
{
    return text_format("# 0 \"" FILE_NAME "\"\n"
                       "# 1 \"/usr/include/h.h\" 1 3 4\n"
                       "int no_sanitize(void) __attribute__((constructor));\n"
                       "void __tsan_init(void); asm(\"nop\");\n"
                       "# 1 \"" FILE_NAME "\" 2\n%s",
                       code);
}

/* An exercise that forbids nothing, and one that does. */
static char *nothing[] = {NULL};
static char *no_locks[] = {"mtx_*", "_Atomic", NULL};

static struct policy check(const char *code, const char *symbols)
{
    char *text = preprocessed(code);
    struct policy p = {0};
    policy_check_texts(&p, text, text, FILE_NAME, nothing);
    policy_check_symbols(&p, symbols, nothing);
    free(text);
    return p;
}

static const struct {
    const char *code;
    unsigned line;
    const char *name;
} refused[] = {
    {"__attribute__((no_sanitize(\"thread\"))) void f(void);", 1,
     "no_sanitize"},
    {"\n__attribute__((__no_sanitize__(\"thread\")))", 2, "__no_sanitize__"},
    {"__attribute__((no_sanitize_thread))", 1, "no_sanitize_thread"},
    {"__attribute((__no_sanitize_thread__))", 1, "__no_sanitize_thread__"},
    {"[[gnu::no_sanitize(\"thread\")]] int x;", 1, "no_sanitize"},
    {"__attribute__((disable_sanitizer_instrumentation))", 1, "disable"},
    {"__attribute__((no_instrument_function))", 1, "no_instrument"},
    {"struct __attribute__((__scalar_storage_order__(\"big-endian\"))) s;", 1,
     "__scalar_storage_order__"},
    {"#pragma scalar_storage_order big-endian\n", 1, "scalar_storage_order"},
    {"__attribute__((__no_sanitize_coverage__))", 1, "__no_sanitize_coverage"},
    {"int a;\n\n__attribute__((constructor)) void f(void);", 3, "constructor"},
    {"__attribute__((__constructor__(101)))", 1, "__constructor__"},
    {"__attribute__((destructor))", 1, "destructor"},
    {"__attribute__((__destructor__))", 1, "__destructor__"},
    {"__attribute__((ifunc(\"pick\")))", 1, "ifunc"},
    {"__attribute__((__ifunc__(\"pick\")))", 1, "__ifunc__"},
    {"int a(int b)\n{ return __builtin_constant_p(b); }", 2,
     "__builtin_constant_p"},
    {"int a;\nvoid __tsan_acquire(void *);", 2, "__tsan_acquire"},
    {"void AnnotateHappensBefore();", 1, "AnnotateHappensBefore"},
    {"int x = VALGRIND_DO;", 1, "VALGRIND_DO"},
    {"void __sanitizer_x(void);", 1, "__sanitizer_x"},
    {"int __real_malloc;", 1, "__real_malloc"},
    {"int __wrap_pthread_create;", 1, "__wrap_pthread_create"},
    {"void *p = dlsym(0, \"__tsan\" \"_init\");", 1, "dlsym"},
    {"char *s = \"a\\\"\"; int no_sanitize;", 1, "no_sanitize"},
    {"char c = '\"'; int no_sanitize;", 1, "no_sanitize"},
    {"int a;\n# 30 \"" FILE_NAME "\"\nint b;\nint constructor;", 31,
     "constructor"},
    {"# 1 \"other.h\" 1\nint constructor;\n# 7 \"" FILE_NAME "\" 2\nint ifunc;",
     7, "ifunc"},
};

START_TEST(refuses_what_blinds_detectors)
{
    struct policy p = check(refused[_i].code, "");
    ck_assert_msg(p.refused, "%s", refused[_i].code);
    ck_assert_uint_eq(p.refused_line, refused[_i].line);
    ck_assert_msg(
        strncmp(p.refusal, refused[_i].name, strlen(refused[_i].name)) == 0,
        "%s", p.refusal);
}
END_TEST

static const char *const allowed[] = {
    "",
    "puts(\"no_sanitize constructor __tsan_init\");",
    "puts(\"a\\\\\"); puts(\"a\\\" constructor\");",
    "char c = 'x', d = '\\''; int e;",
    "int my_constructor, constructors, no_sanitize_x, tsan_init;",
    "int x = 0x1fULL, y = 1constructor;",
    "# 1 \"other.c\"\nint constructor;",
    "# 1 \"" FILE_NAME ".h\" 1\nint constructor;",
    "#pragma omp parallel\nint x;",
    "static int model_x, driver_y;",
};

START_TEST(allows_the_rest)
{
    struct policy p = check(allowed[_i], "");
    ck_assert_msg(!p.refused, "%s: %s", allowed[_i], p.refusal);
    ck_assert_uint_eq(p.asm_line, 0);
}
END_TEST

START_TEST(only_the_first_reason_is_given)
{
    struct policy p = check("int constructor;\nint ifunc;", "__tsan_x T\n");
    ck_assert_uint_eq(p.refused_line, 1);
    ck_assert_int_eq(strncmp(p.refusal, "constructor ", 12), 0);
}
END_TEST

START_TEST(a_long_name_is_cut)
{
    char code[400] = "int __tsan_";
    memset(code + strlen(code), 'x', 300);
    struct policy p = check(code, "");
    ck_assert(p.refused);
    ck_assert_ptr_nonnull(strstr(p.refusal, " is a name of the checking"));
}
END_TEST

/* --- symbols ------------------------------------------------------------- */

static const struct {
    const char *symbols;
    bool refused;
} symbols[] = {
    {"", false},
    {"count T 0 1f\nhits b 0 4\npthread_create U\n", false},
    {"model_x t 0 1f\ndriver_y b 0 4\ntrouble_z d 0 4\n", false},
    {"model_x T 0 1f\n", true},
    {"model_begin U\n", true},
    {"model_begin w\n", true},
    {"model_begin W 0 4\n", true},
    {"model_data v\n", true},
    {"driver_names D 0 4\n", true},
    {"trouble_init U\n", true},
    {"__tsan_acquire U\n", true},
    {"__tsan_acquire t 0 4\n", true},
    {"count T 0 1f\n__wrap_malloc T 0 1f\n", true},
    {"remodel_x U\n", false},
    {"explore_timing_stop w\n", true},
    {"_DYNAMIC U\n", true},
    {"getauxval U\n", true},
    {"__sched_yield U\n", true},
    {"__nanosleep U\n", true},
    {"__select U\n", true},
    {"__poll_chk U\n", false}, /* fortified <poll.h>; worker/nap.c has it */
    {"end U\n", true},
    {"end d 0 4\nbend U\n", false},
    {"MPI_Finalize W 0 4\n", true},
    {"MPI_Send U\n", false},
    {"__gmon_start__ T 0 4\n", true},
    {"__gmon_start__ w\n__cxa_finalize U\n", false},
    {"__cxa_finalize W 0 4\n", true},
    {"_ITM_registerTMCloneTable T 0 4\n", true},
    {"of_some_library w\n", true},
    {"a_variable v\n", true},
    {"no_type", false},
};

START_TEST(symbols_may_not_be_those_of_the_tools)
{
    struct policy p = check("int x;", symbols[_i].symbols);
    ck_assert_msg(p.refused == symbols[_i].refused, "%s", symbols[_i].symbols);
    ck_assert_uint_eq(p.refused_line, 0);
}
END_TEST

static const struct {
    const char *sections;
    bool refused, of_cplusplus;
} sections[] = {
    {"", false, false},
    {"  [ 1] .text  PROGBITS  00 000040 00001c 00\n", false, false},
    {"  [ 5] .init_array  INIT_ARRAY  00 000008 00\n", true, false},
    {"  [ 5] .fini_array.00001  FINI_ARRAY  00 000008\n", true, false},
    {"  [ 5] .preinit_array  PREINIT_ARRAY  00 000008\n", true, false},
    {"  [ 5] .data.init  PROGBITS  00 000008 00\n", false, false},
    {"  [ 5] .gnu.lto_.symtab.0  PROGBITS  00 000016\n", true, true},
    {"  [ 1] .text  PROGBITS  00 000040 0000c3 00  AX  0  0  1\n"
     "     4: 0000000000000083     4 OBJECT  LOCAL  DEFAULT    1 code\n",
     true, true},
    {"  [ 1] .text  PROGBITS  00 000040 0000c3 00  AX  0  0  1\n"
     "  [ 2] .data  PROGBITS  00 000040 0000c3 00  WA  0  0  1\n"
     "     3: 0000000000000083     4 FUNC    LOCAL  DEFAULT    1 part\n"
     "     4: 0000000000000083     4 OBJECT  LOCAL  DEFAULT    2 total\n",
     false, false},
    {"  [12] odd name  PROGBITS  00 000040 0000c3 00 AXM  0  0  1\n"
     "     4: 0000000000000083     4 OBJECT  LOCAL  DEFAULT   12 code\n",
     true, true},
    {"  [ 8] .note.GNU-stack  PROGBITS  00 0003a0 00 00   X  0  0  1\n", false,
     false},
};

START_TEST(sections_may_not_run_by_themselves)
{
    struct policy p = {0};
    policy_check_sections(&p, sections[_i].sections, false);
    ck_assert_msg(p.refused == sections[_i].refused, "%s",
                  sections[_i].sections);
    p = (struct policy){0};
    policy_check_sections(&p, sections[_i].sections, true);
    ck_assert_msg(p.refused == sections[_i].of_cplusplus, "%s",
                  sections[_i].sections);
}
END_TEST

START_TEST(what_is_too_long_to_be_looked_through_is_refused)
{
    struct policy p[6] = {{0}};
    policy_check_texts(&p[0], NULL, "", FILE_NAME, nothing);
    policy_check_texts(&p[1], "", NULL, FILE_NAME, nothing);
    policy_check_symbols(&p[2], NULL, nothing);
    policy_check_sections(&p[3], NULL, false);
    policy_check_ranks(&p[4], NULL);
    policy_check_kernels(&p[5], NULL);
    for (size_t i = 0; i < 6; i++)
        ck_assert(p[i].refused);
}
END_TEST

/* --- other code under a detector ----------------------------------------- */

static const struct {
    const char *code, *symbols;
    bool refused;
} forbidden[] = {
    {"int f(void) { return mtx_lock(&m); }", "", true},
    {"_Atomic int x;", "", true},
    {"int x;", "mtx_unlock U\n", true},
    {"int mt, my_mtx_lock, _Atomics;", "", false},
    {"const char *s = \"mtx_lock\";", "f T 0 1\nmtx_own t 0 1\n", false},
};

START_TEST(an_exercise_forbids)
{
    char *text = preprocessed(forbidden[_i].code);
    struct policy p = {0}, free_for_all = {0};
    policy_check_texts(&p, text, text, FILE_NAME, no_locks);
    policy_check_symbols(&p, forbidden[_i].symbols, no_locks);
    policy_check_texts(&free_for_all, text, text, FILE_NAME, nothing);
    policy_check_symbols(&free_for_all, forbidden[_i].symbols, nothing);
    ck_assert_int_eq(p.refused, forbidden[_i].refused);
    ck_assert(!free_for_all.refused);
    free(text);
}
END_TEST

static struct policy compare(const char *plain, const char *tsan)
{
    char *a = preprocessed(plain), *b = preprocessed(tsan);
    struct policy p = {0};
    policy_check_texts(&p, a, b, FILE_NAME, nothing);
    free(a);
    free(b);
    return p;
}

START_TEST(both_texts_must_be_the_same)
{
    struct policy p = compare("int a;\nint b;\n", "int a;\nint c;\n");
    ck_assert(p.refused);
    ck_assert_uint_eq(p.refused_line, 2);
    ck_assert_ptr_nonnull(
        strstr(p.refusal, "compiled differently under a race"));
    p = compare("int a;\n", "int a;\n\nint b;\n");
    ck_assert(p.refused);
    ck_assert_uint_eq(p.refused_line, 3);
    p = compare("int a;\nint b;", "int a;");
    ck_assert(p.refused);
    ck_assert_uint_eq(p.refused_line, 2);
}
END_TEST

START_TEST(blanks_and_headers_may_differ)
{
    struct policy p = compare(
        "int  a;\n\n# 1 \"x.h\" 1\nint x;\n# 4 \"" FILE_NAME "\" 2\nint b;",
        "int a;\n# 1 \"x.h\" 1\nint y, z;\n"
        "# 4 \"" FILE_NAME "\" 2\n int b;");
    ck_assert_msg(!p.refused, "%s", p.refusal);
}
END_TEST

/* --- assembler ----------------------------------------------------------- */

static const struct {
    const char *code;
    unsigned line;
} assembler[] = {
    {"asm(\"\");", 0},
    {"asm volatile(\"\" ::: \"memory\");", 0},
    {"__asm__ __volatile__ (\"\" : \"+m\"(x) : : \"memory\");", 0},
    {"__asm__\n volatile\n (\n\"\");", 0},
    {"asm volatile(\"pause\");", 0},
    {"__asm(\"pause\" ::: \"memory\");", 0},
    {"int a;\nasm(\"nop\");", 2},
    {"__asm__ volatile(\"lock incl %0\" : \"+m\"(x));", 1},
    {"asm(\"\" \"lock incl %0\" : \"+m\"(x));", 1},
    {"asm(\"pause\"\n\"; lock incl %0\" : \"+m\"(x));", 1},
    {"asm(\"pause; nop\");", 1},
    {"\n\n__asm(\"nop\");\nasm(\"nop\");", 3},
    {"int f(void) __asm__(\"other_name\");", 1},
    {"asm goto(\"jmp %l0\" :::: out);", 1},
    {"puts(\"asm\"); int asmx;", 0},
    {"asm(\"\"", 1},
    {"asm", 1},
    {"\n_mm_stream_si64(p, 1);", 2},
    {"_addcarry_u64(0, 1, 2, p);", 1},
    {"__builtin_ia32_movnti(p, 1);", 1},
    {"_mm256_i32gather_epi32(p, i, 4);", 1},
    {"__builtin_ia32_pause(); _mm_pause();", 0},
    {"wmemcpy(p, q, 2);", 1},
    {"\nmemccpy(p, q, 256, 8);", 2},
    {"memcpy(p, q, 8); mempcpy(p, q, 8);", 0},
    {"_mm256_storeu_si256(p, _mm256_add_epi32(a, b)); stream(p);", 0},
};

START_TEST(assembler_is_noted_with_its_line)
{
    struct policy p = check(assembler[_i].code, "");
    ck_assert_msg(!p.refused, "%s", p.refusal);
    ck_assert_msg(p.asm_line == assembler[_i].line, "%u: %s", p.asm_line,
                  assembler[_i].code);
}
END_TEST

/* --- with the real preprocessor ------------------------------------------ */

static struct policy check_source(const char *source)
{
    char *argv[] = {"gcc", "-E", "own.c", NULL};
    struct process p = {.argv = argv, .deadline = 60};
    files_write("own.h", "#define JOIN(a, b) a##b\n", 24);
    files_write("own.c", source, strlen(source));
    process_run(&p, 1, 1);
    ck_assert_msg(process_good(&p), "%s", p.output.bytes);
    struct policy policy = {0};
    policy_check_texts(&policy, p.output.bytes, p.output.bytes, "own.c",
                       nothing);
    process_clear(&p);
    return policy;
}

START_TEST(macros_hide_nothing)
{
    struct policy p = check_source("#include \"own.h\"\n"
                                   "#define SILENT JOIN(no_, sanitize)\n"
                                   "/* two\n"
                                   "   lines */\n"
                                   "__attribute__((SILENT(\"thread\")))\n"
                                   "void f(void) {}\n");
    ck_assert(p.refused);
    ck_assert_uint_eq(p.refused_line, 5);
    p = check_source("#include \"own.h\"\n"
                     "int JOIN(__ts, an_init);\n");
    ck_assert(p.refused);
    ck_assert_uint_eq(p.refused_line, 2);
}
END_TEST

START_TEST(comments_are_free)
{
    struct policy p = check_source("#include <pthread.h>\n"
                                   "#include <stdatomic.h>\n"
                                   "// no_sanitize\n"
                                   "/* __attribute__((constructor)) */\n"
                                   "#define NEVER_USED no_sanitize\n"
                                   "atomic_int hits;\n"
                                   "void f(void) { hits++; }\n");
    ck_assert_msg(!p.refused, "%s", p.refusal);
    ck_assert_uint_eq(p.asm_line, 0);
}
END_TEST

/* --- before the compiler ------------------------------------------------- */

static const struct {
    const char *source;
    unsigned line; /* 0: allowed */
} sources[] = {
    {"#include <stdio.h>\n#include \"counter.h\"\n", 0},
    {"/* #include \"/etc/passwd\" */\nchar *s = \"#include </dev/zero>\";\n",
     0},
    {"int a;\n#include \"/etc/passwd\"\n", 2},
    {"#include \"../../solutions/races/counter.c\"\n", 1},
    {"#include \"../counter.h\"\n", 1},
    {"\n#inc\\\nlude \"serial.c\"\n", 2},
    {"#include MACRO\n", 1},
    {"%:include \"serial.c\"\n", 1},
    {"#line 7\n", 1},
    {"# 7 \"x.c\"\n", 1},
    {"char *s = R\"(x)\";\n", 1},
};

START_TEST(only_headers_are_taken_in)
{
    const char *source = sources[_i].source;
    struct policy p = policy_read(source, strlen(source), false);
    ck_assert_int_eq(p.refused, sources[_i].line != 0);
    ck_assert_uint_eq(p.refused_line, sources[_i].line);
}
END_TEST

/* However far what it takes in stands behind it. */
START_TEST(blanks_do_not_hide_a_directive)
{
    static const char blanks[] = " \t\f\v";
    char source[2000];
    for (size_t i = 0; blanks[i] != '\0'; i++) {
        memset(source, blanks[i], sizeof source);
        source[0] = '#';
        strcpy(source + 1500, "include \"serial.c\"\n");
        ck_assert(policy_read(source, strlen(source), false).refused);
    }
}
END_TEST

static const struct {
    const char *symbols;
    bool refused;
} names[] = {
    {"count_mutex T 0 10\nmalloc U\nfree U\npthread_create U\n", false},
    {"free_list B 0 8\nmemory T 0 8\nmemcpy_fast T 0 8\n", false},
    {"malloc T 0 10\n", true},
    {"pthread_create T 0 10\n", true},
    {"pthread_create w\n", true},
    {"syscall U\n", true},
    {"__libc_malloc U\n", true},
};

START_TEST(watched_functions_are_not_replaced_or_passed_by)
{
    ck_assert_int_eq(check("int a;", names[_i].symbols).refused,
                     names[_i].refused);
}
END_TEST

START_TEST(damaged_text_does_no_harm)
{
    static const char code[] = "#\n# 1 \"a\n'\\\nasm volatile (\"\"# 2 \"";
    for (size_t from = 0; from < sizeof code; from++)
        for (size_t to = from; to < sizeof code; to++) {
            char *part = text_format("%.*s", (int)(to - from), code + from);
            struct policy p = {0};
            policy_check_texts(&p, part, part, "a", no_locks);
            policy_check_symbols(&p, part, no_locks);
            ck_assert(!p.refused);
            free(part);
        }
}
END_TEST

Suite *policy_suite(void)
{
    Suite *suite = suite_create("policy");
    TCase *tests = tcase_create("all");
    tcase_add_unchecked_fixture(tests, folder_enter, folder_leave);
    tcase_add_loop_test(tests, refuses_what_blinds_detectors, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_loop_test(tests, allows_the_rest, 0,
                        (int)(sizeof allowed / sizeof *allowed));
    tcase_add_test(tests, only_the_first_reason_is_given);
    tcase_add_test(tests, a_long_name_is_cut);
    tcase_add_loop_test(tests, symbols_may_not_be_those_of_the_tools, 0,
                        (int)(sizeof symbols / sizeof *symbols));
    tcase_add_loop_test(tests, sections_may_not_run_by_themselves, 0,
                        (int)(sizeof sections / sizeof *sections));
    tcase_add_test(tests, what_is_too_long_to_be_looked_through_is_refused);
    tcase_add_loop_test(tests, an_exercise_forbids, 0,
                        sizeof forbidden / sizeof *forbidden);
    tcase_add_test(tests, both_texts_must_be_the_same);
    tcase_add_test(tests, blanks_and_headers_may_differ);
    tcase_add_loop_test(tests, assembler_is_noted_with_its_line, 0,
                        (int)(sizeof assembler / sizeof *assembler));
    tcase_add_test(tests, macros_hide_nothing);
    tcase_add_test(tests, comments_are_free);
    tcase_add_loop_test(tests, only_headers_are_taken_in, 0,
                        (int)(sizeof sources / sizeof *sources));
    tcase_add_test(tests, blanks_do_not_hide_a_directive);
    tcase_add_loop_test(tests, watched_functions_are_not_replaced_or_passed_by,
                        0, (int)(sizeof names / sizeof *names));
    tcase_add_test(tests, damaged_text_does_no_harm);
    suite_add_tcase(suite, tests);
    return suite;
}
