#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/finding.h"
#include "../../grader/tsan.h"
#include "fixture.h"

static struct findings findings;
static struct tool_state state;

static void set_up(void)
{
    findings_init(&findings);
}

static void tear_down(void)
{
    findings_clear(&findings);
}

static void parse(const char *log)
{
    findings_clear(&findings);
    tsan_parse(log, strlen(log), NULL, &findings, &state);
}

static void finish(const char *file)
{
    findings_settle(&findings, &file, 1);
    findings_dedup(&findings);
}

/* Reads tsan/PROGRAM-SUFFIX.txt as the grader does. */
static void read_log(const char *program, const char *suffix)
{
    char name[96];
    char file[96];
    struct text log;

    snprintf(name, sizeof name, "tsan/%s-%s.txt", program, suffix);
    snprintf(file, sizeof file, "%s.c", program);
    log = fixture_read(name);
    findings_clear(&findings);
    tsan_parse(log.byte, log.length, NULL, &findings, &state);
    finish(file);
    free(log.byte);
}

static const char *const compilers[] = {"gcc", "clang"};

/* What each recorded program must become, with both compilers. */
static const struct expected {
    const char *program;
    enum finding_kind kind;
    unsigned line[2]; /* in either order; 0: the side does not exist */
    enum memory_kind memory;
    const char *name;
    unsigned size; /* of the access */
    const char *missing;
    bool foreign;
} expected[] = {
    {"counter",
     FINDING_RACE,
     {10, 10},
     MEMORY_GLOBAL,
     "hits",
     8,
     "Neither side holds a lock.",
     false},
    {"heap",
     FINDING_RACE,
     {9, 9},
     MEMORY_HEAP,
     "",
     4,
     "Neither side holds a lock.",
     false},
    {"static_local",
     FINDING_RACE,
     {8, 8},
     MEMORY_GLOBAL,
     "ticket",
     4,
     "Neither side holds a lock.",
     false},
    {"stack",
     FINDING_RACE,
     {8, 8},
     MEMORY_STACK,
     "",
     4,
     "Neither side holds a lock.",
     false},
    {"member",
     FINDING_RACE,
     {13, 13},
     MEMORY_GLOBAL,
     "shop",
     4,
     "Neither side holds a lock.",
     false},
    {"two_locks",
     FINDING_RACE,
     {12, 20},
     MEMORY_GLOBAL,
     "shared",
     4,
     "The two sides hold different locks: ",
     false},
    {"read_unlocked",
     FINDING_RACE,
     {11, 18},
     MEMORY_GLOBAL,
     "level",
     2,
     "One side (read_unlocked.c:18) holds no lock.",
     false},
    {"bank",
     FINDING_RACE,
     {16, 24},
     MEMORY_HEAP,
     "",
     8,
     "The two sides hold different locks: ",
     false},
    {"half_atomic",
     FINDING_RACE,
     {8, 14},
     MEMORY_GLOBAL,
     "flag",
     4,
     "One side is atomic, the other is not.",
     false},
    {"copy",
     FINDING_RACE,
     {9, 17},
     MEMORY_GLOBAL,
     "board",
     8,
     "Neither side holds a lock.",
     false},
    {"through_harness",
     FINDING_RACE,
     {6, 6},
     MEMORY_GLOBAL,
     "ticks",
     8,
     "Neither side holds a lock.",
     false},
    {"harness_only",
     FINDING_RACE,
     {8, 8},
     MEMORY_GLOBAL,
     "ticks",
     8,
     "Neither side holds a lock.",
     true},
    {"use_after_free",
     FINDING_USE_AFTER_FREE,
     {11, 17},
     MEMORY_UNKNOWN,
     "",
     8,
     "Nothing makes the free wait",
     false},
    {"free_race",
     FINDING_USE_AFTER_FREE,
     {10, 16},
     MEMORY_UNKNOWN,
     "",
     8,
     "Nothing makes the free wait",
     false},
    {"inversion",
     FINDING_LOCK_ORDER,
     {11, 20},
     MEMORY_UNKNOWN,
     "",
     0,
     "The locks are not taken in the same order",
     false},
    {"bad_unlock",
     FINDING_BAD_UNLOCK,
     {9, 0},
     MEMORY_GLOBAL,
     "gate",
     0,
     "Only the thread that locked",
     false},
    {"not_locked",
     FINDING_BAD_UNLOCK,
     {11, 0},
     MEMORY_GLOBAL,
     "gate",
     0,
     "Only the thread that locked",
     false},
    {"double_lock",
     FINDING_MISUSE,
     {20, 0},
     MEMORY_GLOBAL,
     "gate",
     0,
     "",
     false},
    {"destroy_locked",
     FINDING_MISUSE,
     {10, 11},
     MEMORY_GLOBAL,
     "gate",
     0,
     "",
     false},
    {"in_signal", FINDING_MISUSE, {8, 0}, MEMORY_UNKNOWN, "", 0, "", false},
    {"leaked",
     FINDING_LEAKED_THREAD,
     {16, 0},
     MEMORY_UNKNOWN,
     "",
     0,
     "Nobody waits",
     false},
    {"crash",
     FINDING_CRASH,
     {8, 0},
     MEMORY_UNKNOWN,
     "",
     0,
     "The program crashed",
     false},
};

static unsigned line_of(const struct finding *finding, unsigned side)
{
    return stack_place(&finding->access[side].stack)->line;
}

START_TEST(reads_what_both_compilers_report)
{
    const struct expected *want = &expected[_i];

    for (int i = 0; i < 2; i++) {
        const struct finding *got;

        read_log(want->program, compilers[i]);
        ck_assert_uint_eq(findings.count, 1);
        ck_assert(state.ran_to_end);
        ck_assert_str_eq(state.failure, "");
        got = findings.finding[0];
        ck_assert_int_eq(got->kind, want->kind);
        ck_assert_uint_eq(got->accesses, want->line[1] ? 2 : 1);
        ck_assert((line_of(got, 0) == want->line[0] &&
                   line_of(got, 1) == want->line[1]) ||
                  (line_of(got, 0) == want->line[1] &&
                   line_of(got, 1) == want->line[0]));
        ck_assert_int_eq(got->memory.kind, want->memory);
        ck_assert_str_eq(got->memory.name, want->name);
        ck_assert_msg(!want->size || got->access[0].size >= want->size ||
                          got->access[1].size >= want->size,
                      "%s: size of the access", want->program);
        ck_assert_ptr_nonnull(strstr(got->missing, want->missing));
        ck_assert_int_eq(got->foreign, want->foreign);
    }
}
END_TEST

START_TEST(keeps_threads_and_what_they_did)
{
    const struct access *access;

    read_log("counter", "gcc");
    access = findings.finding[0]->access;
    ck_assert_int_eq(access[0].verb, ACCESS_READS);
    ck_assert_int_eq(access[0].thread, 2);
    ck_assert_int_eq(access[1].verb, ACCESS_WRITES);
    ck_assert_int_eq(access[1].thread, 1);
    ck_assert_uint_eq(access[0].size, 8);
    for (int i = 0; i < 2; i++)
        ck_assert_uint_eq(stack_place(&access[i].created)->line, 19);
}
END_TEST

START_TEST(keeps_locks_and_where_they_were_made)
{
    for (int i = 0; i < 2; i++) {
        const struct finding *finding;

        read_log("bank", compilers[i]);
        finding = findings.finding[0];
        ck_assert_uint_eq(finding->locks, 2);
        ck_assert_uint_eq(finding->access[0].held, 1);
        ck_assert_uint_eq(finding->access[1].held, 2);
        ck_assert_uint_eq(finding->access[0].shared, 0);
        ck_assert_str_eq(finding->lock[1].name, "M1");
        ck_assert_uint_eq(stack_place(&finding->lock[0].created)->line, 33);
        ck_assert_uint_eq(finding->memory.offset, 88);
        ck_assert_uint_eq(finding->memory.size, 96);
        ck_assert_uint_eq(stack_place(&finding->memory.allocated)->line, 31);
    }
}
END_TEST

START_TEST(keeps_the_order_of_locks)
{
    const struct access *access;

    read_log("inversion", "clang");
    access = findings.finding[0]->access;
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(access[i].verb, ACCESS_LOCKS);
        ck_assert_int_ge(access[i].takes, 0);
        ck_assert_uint_eq(access[i].held, 1u << access[!i].takes);
        ck_assert_int_eq(access[i].thread, i + 1);
    }
}
END_TEST

START_TEST(finds_the_member_in_its_structure)
{
    read_log("member", "gcc");
    ck_assert_uint_eq(findings.finding[0]->memory.offset, 16);
    ck_assert_uint_eq(findings.finding[0]->memory.size, 20);
}
END_TEST

/* libomp adds up the copies of a task_reduction before it says that the tasks
 * have ended. */
START_TEST(what_adds_up_a_reduction_is_no_race)
{
    static const char format[] =
        "WARNING: ThreadSanitizer: data race (pid=1)\n"
        "  Read of size 8 at 0x7b0 by main thread:\n"
        "    #0 %s sum.c:5 (w+0x1)\n"
        "    #1 total sum.c:5 (w+0x2)\n\n"
        "  Previous write of size 8 at 0x7b0 by thread T1:\n"
        "    #0 .omp_task_entry. sum.c:7 (w+0x3)\n\n"
        "  Location is %s at 0x7b00 %s\n\n"
        "SUMMARY: ThreadSanitizer: data race sum.c:5 in total\n"
        "==================\n";
    char log[1000];
    const char *heap = "heap block of size 352",
               *at = "allocated by main thread:\n    #0 malloc <null> (w+0x4)";
    snprintf(log, sizeof log, format, ".red_comb.", heap, at);
    parse(log);
    ck_assert_uint_eq(findings.count, 1);
    finish("sum.c");
    ck_assert_uint_eq(findings.count, 0);
    snprintf(log, sizeof log, format, "red_comb", heap, at);
    parse(log);
    finish("sum.c");
    ck_assert_uint_eq(findings.count, 1);
    snprintf(log, sizeof log, format, ".red_comb.", "global 'all' of size 8",
             "(w+0x5)");
    parse(log);
    finish("sum.c");
    ck_assert_uint_eq(findings.count, 1);
}
END_TEST

START_TEST(counts_threads_that_leaked)
{
    read_log("leaked", "gcc");
    ck_assert_uint_eq(findings.finding[0]->count, 2);
    read_log("many_threads", "clang");
    ck_assert_uint_eq(findings.finding[0]->count, 9000);
}
END_TEST

START_TEST(tells_which_side_is_atomic_and_which_frees)
{
    const struct access *access;

    read_log("half_atomic", "gcc");
    access = findings.finding[0]->access;
    ck_assert(access[0].atomic != access[1].atomic);
    ck_assert_int_eq(access[access[1].atomic].verb, ACCESS_WRITES);
    read_log("free_race", "clang");
    access = findings.finding[0]->access;
    ck_assert_int_eq(access[0].verb, ACCESS_FREES);
    ck_assert_int_eq(access[1].verb, ACCESS_READS);
}
END_TEST

START_TEST(a_clean_run_has_an_empty_log)
{
    read_log("clean", "gcc");
    ck_assert_uint_eq(findings.count, 0);
    ck_assert(state.ran_to_end);
    tsan_parse("", 0, "worker done", &findings, &state);
    ck_assert(!state.ran_to_end);
    tsan_parse("worker done\n", 12, "worker done", &findings, &state);
    ck_assert(state.ran_to_end);
    tsan_parse("not worker done\n", 16, "worker done", &findings, &state);
    ck_assert(!state.ran_to_end);
}
END_TEST

START_TEST(a_tool_that_gave_up_is_not_clean)
{
    static const struct {
        const char *program, *suffix, *reason;
    } recorded[] = {
        {"clean", "mapping", "unexpected memory mapping"},
        {"forked", "gcc", "multi-threaded fork"},
        {"forked", "clang", "multi-threaded fork"},
        {"many_threads", "gcc", "failed to allocate"},
    };
    static const char *const lines[] = {
        "==7==FATAL: ThreadSanitizer: failed to intercept munmap\n",
        "FATAL: ThreadSanitizer CHECK failed: tsan_rtl.cpp:12\n",
        "ThreadSanitizer: CHECK failed: tsan_mman.cpp:5 \"((0))\"\n",
        "==7==ThreadSanitizer: Thread limit (8128 threads) exceeded. Dying.\n",
        "==7==ERROR: ThreadSanitizer: out of memory: allocator is trying\n",
    };

    for (size_t i = 0; i < sizeof recorded / sizeof *recorded; i++) {
        read_log(recorded[i].program, recorded[i].suffix);
        ck_assert(!state.ran_to_end);
        ck_assert_ptr_nonnull(strstr(state.failure, recorded[i].reason));
        ck_assert_uint_eq(findings.count, 0);
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        parse(lines[i]);
        ck_assert(!state.ran_to_end);
        ck_assert_ptr_nonnull(strstr(state.failure, "ThreadSanitizer"));
    }
}
END_TEST

START_TEST(a_log_that_breaks_off_is_no_full_run)
{
    struct text log = fixture_read("tsan/counter-gcc.txt");
    const char *summary = memmem(log.byte, log.length, "SUMMARY", 7);
    const char *other = memmem(log.byte, log.length, "  Previous", 10);

    tsan_parse(log.byte, (size_t)(summary - log.byte), NULL, &findings, &state);
    ck_assert(!state.ran_to_end);
    ck_assert_uint_eq(findings.count, 1);
    findings_clear(&findings);
    tsan_parse(log.byte, (size_t)(other - log.byte), NULL, &findings, &state);
    ck_assert(!state.ran_to_end);
    finish("counter.c");
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_uint_eq(findings.finding[0]->accesses, 1);
    ck_assert_uint_eq(line_of(findings.finding[0], 0), 10);
    free(log.byte);
}
END_TEST

START_TEST(two_reports_in_one_log_are_two_findings)
{
    struct text one = fixture_read("tsan/counter-gcc.txt");
    struct text two = fixture_read("tsan/inversion-gcc.txt");
    char *both = malloc(one.length + two.length);

    memcpy(both, two.byte, two.length);
    memcpy(both + two.length, one.byte, one.length);
    tsan_parse(both, one.length + two.length, NULL, &findings, &state);
    finish("counter.c");
    ck_assert_uint_eq(findings.count, 2);
    ck_assert_int_eq(findings.finding[0]->kind, FINDING_RACE);
    ck_assert_int_eq(findings.finding[1]->kind, FINDING_LOCK_ORDER);
    ck_assert(findings.finding[1]->foreign);
    ck_assert(state.ran_to_end);
    free(both);
    free(two.byte);
    free(one.byte);
}
END_TEST

/* Stands for addr2line: the lines that the symbolised twin of the log has. */
static bool look_up(void *arg, const char *module, unsigned long offset,
                    struct frame *frame)
{
    struct findings *named = arg;

    for (int i = 0; i < 2; i++) {
        const struct stack *stack = &named->finding[0]->access[i].stack;

        if (strcmp(module, stack->frame[0].module) == 0 &&
            offset == stack->frame[0].offset) {
            *frame = stack->frame[0];
            return true;
        }
    }
    return false;
}

START_TEST(keeps_module_and_offset_of_nameless_frames)
{
    struct text log = fixture_read("tsan/bank-clang.txt");
    struct findings named;
    struct symboliser symboliser = {look_up, NULL, &named};
    const char *file = "bank.c";

    findings_init(&named);
    tsan_parse(log.byte, log.length, NULL, &named, &state);
    findings_settle(&named, &file, 1);
    read_log("bank", "bare");
    ck_assert(findings.finding[0]->foreign);
    ck_assert_str_eq(findings.finding[0]->access[0].stack.frame[0].module,
                     "worker");
    findings_symbolise(&findings, &symboliser);
    finish("bank.c");
    ck_assert(!findings.finding[0]->foreign);
    ck_assert_uint_eq(line_of(findings.finding[0], 0), 24);
    ck_assert_uint_eq(line_of(findings.finding[0], 1), 16);
    findings_clear(&named);
    free(log.byte);
}
END_TEST

START_TEST(keeps_module_and_offset_of_a_nameless_variable)
{
    read_log("counter", "bare");
    ck_assert_int_eq(findings.finding[0]->memory.kind, MEMORY_GLOBAL);
    ck_assert_str_eq(findings.finding[0]->memory.name, "");
    ck_assert_str_eq(findings.finding[0]->memory.definition.module, "worker");
    ck_assert_uint_ne(findings.finding[0]->memory.definition.offset, 0);
}
END_TEST

START_TEST(reads_odd_frames)
{
    static const struct {
        const char *frame, *function, *file;
        unsigned line;
    } cases[] = {
        {"f my file.c:12:3 (worker+0x1)", "f", "my file.c", 12},
        {"f a.c:12 (worker+0x1) (BuildId: 12)", "f", "a.c", 12},
        {"f a.c", "f", "a.c", 0},
        {"f<int, long>(int, long) a.cpp:7 (w+0x1)", "f<int,",
         "long>(int, "
         "long) a.cpp",
         7},
        {"f(int, long) a.cpp:7 (w+0x1)", "f(int, long)", "a.cpp", 7},
        {"f <null> (w+0x1)", "f", "", 0},
        {"<null> <null> (w+0x1)", "", "", 0},
        {"f :::5", "f", "::", 5},
        {"f \x1b[2J.c:3", "f", "?[2J.c", 3},
        {"", "", "", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct frame *frame;
        char log[256];

        snprintf(log, sizeof log,
                 "WARNING: ThreadSanitizer: double lock of a mutex (pid=1)\n"
                 "    #0 %s\nSUMMARY: ThreadSanitizer: x\n",
                 cases[i].frame);
        parse(log);
        ck_assert_uint_eq(findings.count, 1);
        frame = &findings.finding[0]->access[0].stack.frame[0];
        ck_assert_str_eq(frame->function, cases[i].function);
        ck_assert_str_eq(frame->file, cases[i].file);
        ck_assert_uint_eq(frame->line, cases[i].line);
    }
}
END_TEST

START_TEST(a_long_path_keeps_its_end)
{
    char log[1000] = "WARNING: ThreadSanitizer: data race (pid=1)\n"
                     "  Write of size 4 at 0x1 by main thread:\n    #0 f ";

    for (int i = 0; i < 50; i++)
        strcat(log, "/folder");
    strcat(log, "/counter.c:17:2 (w+0x1)\nSUMMARY: ThreadSanitizer: x\n");
    parse(log);
    finish("counter.c");
    ck_assert(!findings.finding[0]->foreign);
    ck_assert_uint_eq(line_of(findings.finding[0], 0), 17);
}
END_TEST

START_TEST(reads_locks_held_for_reading)
{
    parse("WARNING: ThreadSanitizer: data race (pid=1)\n"
          "  Write of size 4 at 0x1 by main thread (mutexes: read M7, write "
          "M9):\n    #0 f a.c:1 (w+0x1)\n"
          "  Previous read of size 4 at 0x1 by thread T3 (mutexes: read "
          "M7):\n    #0 f a.c:2 (w+0x1)\nSUMMARY: ThreadSanitizer: x\n");
    finish("a.c");
    ck_assert_uint_eq(findings.finding[0]->access[0].held, 3);
    ck_assert_uint_eq(findings.finding[0]->access[0].shared, 1);
    ck_assert_int_eq(findings.finding[0]->access[0].thread, 0);
    ck_assert_str_eq(findings.finding[0]->missing,
                     "Both sides hold M7, but one of them only for reading.");
}
END_TEST

START_TEST(garbage_around_a_report_does_no_harm)
{
    struct text log = fixture_read("tsan/counter-gcc.txt");
    size_t noise = 65536;
    char *bytes = malloc(2 * noise + log.length + 2);

    memset(bytes, 0, noise);
    memset(bytes + noise / 2, '#', noise / 2);
    bytes[noise] = '\n';
    *(char *)memmem(log.byte, log.length, "count ", 6) = '\0';
    memcpy(bytes + noise + 1, log.byte, log.length);
    memset(bytes + noise + 1 + log.length, 0xff, noise + 1);
    tsan_parse(bytes, 2 * noise + log.length + 2, NULL, &findings, &state);
    finish("counter.c");
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_uint_eq(line_of(findings.finding[0], 0), 10);
    ck_assert_str_eq(
        stack_place(&findings.finding[0]->access[0].stack)->function, "?ount");
    ck_assert(state.ran_to_end);
    free(bytes);
    free(log.byte);
}
END_TEST

START_TEST(damaged_logs_do_no_harm)
{
    static const char *const names[] = {
        "tsan/counter-gcc.txt",   "tsan/bank-clang.txt",
        "tsan/bank-bare.txt",     "tsan/inversion-gcc.txt",
        "tsan/leaked-clang.txt",  "tsan/destroy_locked-gcc.txt",
        "tsan/in_signal-gcc.txt", "tsan/crash-clang.txt",
        "tsan/stack-gcc.txt",     "tsan/clean-mapping.txt",
    };
    size_t count = sizeof names / sizeof *names;
    uint64_t seed = 20240607;
    FILE *nowhere = fopen("/dev/null", "w");

    ck_assert_ptr_nonnull(nowhere);
    for (int i = 0; i < MUTATIONS; i++) {
        struct text log = fixture_read(names[(size_t)i % count]);
        struct text bad = fixture_damage(log, &seed);

        findings_clear(&findings);
        tsan_parse(bad.byte, bad.length, NULL, &findings, &state);
        finish("bank.c");
        findings_read_source(&findings, "bank.c", bad.byte, bad.length);
        ck_assert_uint_le(findings.count, 4);
        ck_assert(!state.failure[0] || !state.ran_to_end);
        for (size_t j = 0; j < findings.count; j++)
            finding_print(findings.finding[j], nowhere);
        free(bad.byte);
        free(log.byte);
    }
    fclose(nowhere);
}
END_TEST

Suite *tsan_suite(void);

Suite *tsan_suite(void)
{
    Suite *suite = suite_create("tsan");
    TCase *tests = tcase_create("all");

    tcase_set_timeout(tests, 0);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, reads_what_both_compilers_report, 0,
                        (int)(sizeof expected / sizeof *expected));
    tcase_add_test(tests, keeps_threads_and_what_they_did);
    tcase_add_test(tests, keeps_locks_and_where_they_were_made);
    tcase_add_test(tests, keeps_the_order_of_locks);
    tcase_add_test(tests, finds_the_member_in_its_structure);
    tcase_add_test(tests, what_adds_up_a_reduction_is_no_race);
    tcase_add_test(tests, counts_threads_that_leaked);
    tcase_add_test(tests, tells_which_side_is_atomic_and_which_frees);
    tcase_add_test(tests, a_clean_run_has_an_empty_log);
    tcase_add_test(tests, a_tool_that_gave_up_is_not_clean);
    tcase_add_test(tests, a_log_that_breaks_off_is_no_full_run);
    tcase_add_test(tests, two_reports_in_one_log_are_two_findings);
    tcase_add_test(tests, keeps_module_and_offset_of_nameless_frames);
    tcase_add_test(tests, keeps_module_and_offset_of_a_nameless_variable);
    tcase_add_test(tests, reads_odd_frames);
    tcase_add_test(tests, a_long_path_keeps_its_end);
    tcase_add_test(tests, reads_locks_held_for_reading);
    tcase_add_test(tests, garbage_around_a_report_does_no_harm);
    tcase_add_test(tests, damaged_logs_do_no_harm);
    suite_add_tcase(suite, tests);
    return suite;
}
