#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/finding.h"

static struct findings findings;

static void set_up(void)
{
    findings_init(&findings);
}

static void tear_down(void)
{
    findings_clear(&findings);
}

static void set_frame(struct stack *stack, const char *function,
                      const char *file, unsigned line)
{
    struct frame *frame = stack_push(stack);

    ck_assert_ptr_nonnull(frame);
    finding_keep(frame->function, sizeof frame->function, function,
                 strlen(function));
    finding_keep(frame->file, sizeof frame->file, file, strlen(file));
    frame->line = line;
}

/* A race on the global hits between two lines of counter.c. */
static struct finding *add_race(unsigned first, unsigned second)
{
    struct finding *finding = findings_add(&findings, FINDING_TSAN);
    unsigned lines[] = {first, second};

    ck_assert_ptr_nonnull(finding);
    finding->kind = FINDING_RACE;
    finding->memory.kind = MEMORY_GLOBAL;
    strcpy(finding->memory.name, "hits");
    finding->memory.size = 8;
    finding->accesses = 2;
    for (int i = 0; i < 2; i++) {
        finding->access[i].verb = ACCESS_WRITES;
        finding->access[i].thread = 2 - i;
        finding->access[i].locks_known = true;
        set_frame(&finding->access[i].stack, "count", "races/counter.c",
                  lines[i]);
    }
    return finding;
}

static void settle(void)
{
    static const char *const files[] = {"counter.c", "queue.c"};

    findings_settle(&findings, files, 2);
}

static char *print(const struct finding *finding)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(memory);
    finding_print(finding, memory);
    fclose(memory);
    return text;
}

START_TEST(keeps_plain_text_and_replaces_the_rest)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"hits", "hits"},
        {"a\tb\x1b[31mc\n", "a?b?[31mc?"},
        {"caf\xc3\xa9", "caf\xc3\xa9"},
        {"\xe2\x80\xaegpj.exe", "?gpj.exe"}, /* right to left */
        {"\xe2\x81\xa6x\xe2\x80\x8by", "?x?y"},
        {"\xc2\x9b"
         "31m",
         "?31m"},
        {"\xff\xc3", "??"},
        {"\xc0\xaf", "??"},
        {"\xed\xa0\x80", "???"},
        {"\xf0\x9f\x98\x80!", "\xf0\x9f\x98\x80!"},
    };
    char to[32];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        finding_keep(to, sizeof to, cases[i].from, strlen(cases[i].from));
        ck_assert_str_eq(to, cases[i].to);
    }
    finding_keep(to, sizeof to, "a\0b", 3);
    ck_assert_str_eq(to, "a?b");
}
END_TEST

START_TEST(cuts_at_the_end_of_a_character)
{
    char to[4];

    finding_keep(to, sizeof to, "ab\xc3\xa9", 4);
    ck_assert_str_eq(to, "ab");
    finding_keep(to, sizeof to, "abcdef", 6);
    ck_assert_str_eq(to, "abc");
    finding_keep(to, 1, "abc", 3);
    ck_assert_str_eq(to, "");
}
END_TEST

START_TEST(counts_what_it_has_no_room_for)
{
    for (int i = 0; i < FINDINGS_MAX; i++)
        ck_assert_ptr_nonnull(findings_add(&findings, FINDING_TSAN));
    ck_assert_ptr_null(findings_add(&findings, FINDING_TSAN));
    ck_assert_uint_eq(findings.count, FINDINGS_MAX);
    ck_assert_uint_eq(findings.left_out, 1);
}
END_TEST

START_TEST(a_full_stack_takes_no_frame)
{
    struct stack stack = {0};

    for (int i = 0; i < STACK_FRAMES; i++)
        ck_assert_ptr_nonnull(stack_push(&stack));
    ck_assert_ptr_null(stack_push(&stack));
}
END_TEST

START_TEST(the_place_is_the_innermost_frame_of_the_learner)
{
    struct finding *finding = add_race(17, 17);
    struct stack *stack = &finding->access[0].stack;

    stack->count = 0;
    set_frame(stack, "memcpy", "libc.c", 3);
    set_frame(stack, "push", "episodes/races/queue/queue.c", 31);
    set_frame(stack, "outer", "episodes/races/queue/queue.c", 90);
    set_frame(stack, "main", "driver.c", 5);
    settle();
    ck_assert_uint_eq(stack_place(stack)->line, 31);
    ck_assert_str_eq(frame_file(stack_place(stack)), "queue.c");
    ck_assert(!finding->foreign);
}
END_TEST

START_TEST(a_finding_without_the_learner_is_foreign)
{
    struct finding *finding = add_race(17, 18);

    finding->access[0].stack.count = finding->access[1].stack.count = 0;
    for (int i = 0; i < 2; i++) {
        set_frame(&finding->access[i].stack, "tick", "driver.c", 9);
        set_frame(&finding->access[i].created, "go", "counter.c", 3);
    }
    settle();
    ck_assert(finding->foreign);
    ck_assert_ptr_nonnull(strstr(finding->direction, "authors"));
    ck_assert_uint_eq(stack_place(&finding->access[0].stack)->line, 9);

    finding->access[1].stack.count = 0;
    set_frame(&finding->access[1].stack, "count", "counter.c", 17);
    settle();
    ck_assert_msg(!finding->foreign, "one side is the learner's");
}
END_TEST

START_TEST(a_name_that_only_ends_alike_is_not_the_learner)
{
    struct finding *finding = add_race(17, 17);

    for (int i = 0; i < 2; i++) {
        finding->access[i].stack.count = 0;
        set_frame(&finding->access[i].stack, "f", "lib/encounter.c", 9);
    }
    settle();
    ck_assert(finding->foreign);
}
END_TEST

START_TEST(says_what_is_missing)
{
    static const struct {
        unsigned held[2], shared[2];
        bool atomic, known;
        const char *missing;
    } cases[] = {
        {{0, 0}, {0, 0}, false, true, "Neither side holds a lock."},
        {{1, 0}, {0, 0}, false, true, "One side (counter.c:22) holds no lock."},
        {{0, 1}, {0, 0}, false, true, "One side (counter.c:17) holds no lock."},
        {{1, 2},
         {0, 0},
         false,
         true,
         "The two sides hold different locks: M0 (counter.c:40) here, M1 "
         "there."},
        {{1, 1},
         {1, 0},
         false,
         true,
         "Both sides hold M0 (counter.c:40), but one of them only for "
         "reading."},
        {{1, 0}, {0, 0}, true, true, "One side is atomic, the other is not."},
        {{0, 0}, {0, 0}, false, false, "No lock is held at both lines."},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct finding *finding = add_race(17, 22);

        finding_lock(finding, "M0");
        finding_lock(finding, "M1");
        set_frame(&finding->lock[0].created, "init", "counter.c", 40);
        for (int j = 0; j < 2; j++) {
            finding->access[j].held = cases[i].held[j];
            finding->access[j].shared = cases[i].shared[j];
            finding->access[j].locks_known = cases[i].known;
        }
        finding->access[0].atomic = cases[i].atomic;
        settle();
        ck_assert_str_eq(finding->missing, cases[i].missing);
        ck_assert_str_ne(finding->direction, "");
        findings_drop_last(&findings);
    }
}
END_TEST

START_TEST(settling_twice_changes_nothing)
{
    struct finding *finding = add_race(17, 22);
    struct finding *copy = malloc(sizeof *copy);

    settle();
    *copy = *finding;
    settle();
    ck_assert_mem_eq(copy, finding, sizeof *copy);
    free(copy);
}
END_TEST

START_TEST(describes_the_memory)
{
    struct finding *finding = add_race(17, 22);
    struct memory *memory = &finding->memory;

    settle();
    ck_assert_str_eq(finding->variable, "global 'hits' of 8 bytes");
    *memory = (struct memory){.kind = MEMORY_HEAP, .size = 64, .offset = 12};
    set_frame(&memory->allocated, "malloc", "", 0);
    set_frame(&memory->allocated, "make", "queue.c", 31);
    settle();
    ck_assert_str_eq(finding->variable,
                     "heap block of 64 bytes allocated at queue.c:31, at "
                     "byte 12 of it");
    *memory = (struct memory){.kind = MEMORY_STACK, .thread = 2};
    settle();
    ck_assert_str_eq(finding->variable, "local variable of thread 2");
    memory->thread = 0;
    settle();
    ck_assert_str_eq(finding->variable, "local variable of the main thread");
}
END_TEST

START_TEST(the_same_lines_are_one_finding)
{
    add_race(17, 22);
    add_race(22, 17);
    add_race(17, 17);
    add_race(17, 22)->kind = FINDING_LOCK_ORDER;
    settle();
    findings_dedup(&findings);
    ck_assert_uint_eq(findings.count, 3);
    ck_assert_uint_eq(findings.finding[0]->count, 2);
    ck_assert_uint_eq(findings.finding[1]->count, 1);
    ck_assert_int_eq(findings.finding[2]->kind, FINDING_LOCK_ORDER);
}
END_TEST

START_TEST(sorts_races_first_and_foreign_ones_last)
{
    static const unsigned lines[] = {6, 3, 4, 1, 9};
    struct finding *foreign = add_race(9, 9);

    for (int i = 0; i < 2; i++)
        strcpy(foreign->access[i].stack.frame[0].file, "driver.c");
    add_race(1, 1)->kind = FINDING_ADVICE;
    add_race(6, 6);
    add_race(4, 4)->kind = FINDING_LOCK_ORDER;
    add_race(3, 3);
    settle();
    findings_dedup(&findings);
    ck_assert_uint_eq(findings.count, 5);
    for (int i = 0; i < 5; i++)
        ck_assert_uint_eq(findings.finding[i]->access[0].stack.frame[0].line,
                          lines[i]);
}
END_TEST

START_TEST(quotes_the_lines_of_the_right_file)
{
    static const char text[] = "one\n\t  two \r\n\nfour";
    struct finding *finding = add_race(2, 4);

    settle();
    findings_read_source(&findings, "queue.c", text, sizeof text - 1);
    ck_assert_str_eq(finding->access[0].source, "");
    findings_read_source(&findings, "counter.c", text, sizeof text - 1);
    ck_assert_str_eq(finding->access[0].source, "two");
    ck_assert_str_eq(finding->access[1].source, "four");
}
END_TEST

START_TEST(a_line_behind_the_end_is_not_quoted)
{
    struct finding *finding = add_race(3, 4000000000u);

    settle();
    findings_read_source(&findings, "counter.c", "one\ntwo\n", 8);
    ck_assert_str_eq(finding->access[0].source, "");
    ck_assert_str_eq(finding->access[1].source, "");
}
END_TEST

static bool name_code(void *arg, const char *module, unsigned long offset,
                      struct frame *frame)
{
    ++*(int *)arg;
    if (strcmp(module, "worker") != 0 || offset != 0x1234)
        return false;
    strcpy(frame->function, "count");
    strcpy(frame->file, "races/counter.c");
    frame->line = 17;
    return true;
}

static bool name_data(void *arg, const char *module, unsigned long offset,
                      char *name, size_t room)
{
    (void)arg;
    ck_assert_str_eq(module, "worker");
    ck_assert_uint_eq(offset, 0x4050);
    snprintf(name, room, "hi\nts");
    return true;
}

START_TEST(asks_for_the_names_that_are_missing)
{
    struct finding *finding = add_race(17, 22);
    int asked = 0;
    struct symboliser symboliser = {name_code, name_data, &asked};

    finding->memory.name[0] = '\0';
    strcpy(finding->memory.definition.module, "worker");
    finding->memory.definition.offset = 0x4050;
    finding->access[0].stack.frame[0] =
        (struct frame){.module = "worker", .offset = 0x1234};
    findings_symbolise(&findings, &symboliser);
    ck_assert_int_eq(asked, 1);
    ck_assert_str_eq(finding->memory.name, "hi?ts");
    settle();
    ck_assert_uint_eq(stack_place(&finding->access[0].stack)->line, 17);
    ck_assert(!finding->foreign);
}
END_TEST

START_TEST(prints_a_race)
{
    struct finding *finding = add_race(1, 2);
    char *text;

    settle();
    findings_read_source(&findings, "counter.c", "hits++;\nhits += 2;\n", 19);
    finding->count = 3;
    text = print(finding);
    ck_assert_str_eq(
        text,
        "data race on 'hits' (global, 8 bytes), seen 3 times\n"
        "  counter.c:1   hits++;      thread 2 writes, holding no lock\n"
        "  counter.c:2   hits += 2;   thread 1 writes, holding no lock\n"
        "Neither side holds a lock. Hold the same mutex at both lines, make\n"
        "'hits' atomic, or give every thread its own copy.\n");
    free(text);
}
END_TEST

START_TEST(no_line_is_wider_than_72_columns)
{
    struct finding *finding = add_race(1, 1);
    char line[200];
    char *text;

    memset(line, 'x', sizeof line);
    for (int i = 0; i < FINDING_LOCKS; i++) {
        char name[] = {'M', (char)('0' + i), 0};
        struct stack *created = &finding->lock[i].created;

        finding_lock(finding, name);
        set_frame(created, "f", "a_rather_long_name_of_a_file.c", 123456);
    }
    finding->access[0].held = 63;
    settle();
    findings_read_source(&findings, "counter.c", line, sizeof line);
    text = print(finding);
    for (char *rest = text, *part; (part = strsep(&rest, "\n"));)
        ck_assert_uint_le(strlen(part), 72);
    free(text);
}
END_TEST

START_TEST(every_kind_has_words)
{
    for (int kind = FINDING_RACE; kind <= FINDING_ADVICE; kind++) {
        struct finding *finding = add_race(1, 1);
        char *text;

        finding->kind = (enum finding_kind)kind;
        strcpy(finding->what, "odd call");
        settle();
        ck_assert_str_ne(finding->direction, "");
        text = print(finding);
        ck_assert_ptr_nonnull(strstr(text, "counter.c:1"));
        free(text);
    }
}
END_TEST

Suite *finding_suite(void);

Suite *finding_suite(void)
{
    Suite *suite = suite_create("finding");
    TCase *tests = tcase_create("all");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, keeps_plain_text_and_replaces_the_rest);
    tcase_add_test(tests, cuts_at_the_end_of_a_character);
    tcase_add_test(tests, counts_what_it_has_no_room_for);
    tcase_add_test(tests, a_full_stack_takes_no_frame);
    tcase_add_test(tests, the_place_is_the_innermost_frame_of_the_learner);
    tcase_add_test(tests, a_finding_without_the_learner_is_foreign);
    tcase_add_test(tests, a_name_that_only_ends_alike_is_not_the_learner);
    tcase_add_test(tests, says_what_is_missing);
    tcase_add_test(tests, settling_twice_changes_nothing);
    tcase_add_test(tests, describes_the_memory);
    tcase_add_test(tests, the_same_lines_are_one_finding);
    tcase_add_test(tests, sorts_races_first_and_foreign_ones_last);
    tcase_add_test(tests, quotes_the_lines_of_the_right_file);
    tcase_add_test(tests, a_line_behind_the_end_is_not_quoted);
    tcase_add_test(tests, asks_for_the_names_that_are_missing);
    tcase_add_test(tests, prints_a_race);
    tcase_add_test(tests, no_line_is_wider_than_72_columns);
    tcase_add_test(tests, every_kind_has_words);
    suite_add_tcase(suite, tests);
    return suite;
}
