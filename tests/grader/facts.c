/* facts.c - tests of grader/facts.c, rounds.c and cause.c. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/facts.h"
#include "../../grader/judge/random.h"
#include "../../grader/rounds.h"
#include "../unit.h"

static struct facts facts;

/* Records as the judge writes them, with ' for ". */
static void read_records(enum flavour flavour, const char *records)
{
    char *text = strdup(records);
    for (char *c = text; *c != '\0'; c++)
        if (*c == '\'')
            *c = '"';
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);
    ck_assert_msg(json != NULL, "%s: %s", error.text, text);
    facts_clear(&facts);
    facts_read(json, flavour, &facts);
    json_decref(json);
    free(text);
}

static void tear_down(void)
{
    facts_clear(&facts);
}

START_TEST(tests_become_failures)
{
    read_records(
        FLAVOUR_PLAIN,
        "[{'record': 'test', 'title': 'n = 0', 'cause': 'none',"
        "  'message': '', 'output': ''},"
        " {'record': 'test', 'title': 'n = 1', 'cause': 'wrong',"
        "  'message': '7 for 8', 'output': 'hello', 'trouble': ''},"
        " {'record': 'test', 'title': 'n = 2', 'cause': 'crash',"
        "  'message': 'it crashed', 'output': 'later',"
        "  'trouble': '@signal 11 4711\\n@at 1a2b\\n@at ff\\n@syscall 57\\n'},"
        " {'record': 'end', 'tests': 3}]");
    ck_assert(facts.ran);
    ck_assert_uint_eq(facts.tests, 3);
    ck_assert_uint_eq(facts.failed, 2);
    ck_assert_uint_eq(facts.nfailures, 2);
    ck_assert_str_eq(facts.output, "hello");
    ck_assert_str_eq(facts.failures[0].title, "n = 1");
    ck_assert_str_eq(facts.failures[0].message, "7 for 8");
    ck_assert_int_eq(facts.failures[0].cause, CAUSE_WRONG);
    ck_assert_int_eq(facts.failures[0].forbidden, -1);
    const struct failure *crash = &facts.failures[1];
    ck_assert_int_eq(crash->cause, CAUSE_CRASH);
    ck_assert_int_eq(crash->forbidden, 57);
    ck_assert_uint_eq(crash->nplaces, 2);
    ck_assert_uint_eq(crash->places[0].offset, 0x1a2b);
    ck_assert_int_eq(crash->places[1].thread, 4711);
}
END_TEST

START_TEST(what_there_is_no_room_for_is_counted)
{
    static char records[32768] = "[";
    for (int i = 0; i < FACTS_FAILURES + 4; i++) {
        strcat(records, "{'record': 'test', 'cause': 'wrong', 'trouble': '");
        for (int place = 0; place < FACTS_PLACES + 2; place++)
            strcat(records, "@at 1\\n");
        strcat(records, "'},");
    }
    strcat(records, "{}]");
    read_records(FLAVOUR_PLAIN, records);
    ck_assert_uint_eq(facts.tests, FACTS_FAILURES + 4);
    ck_assert_uint_eq(facts.failed, FACTS_FAILURES + 4);
    ck_assert_uint_eq(facts.nfailures, FACTS_FAILURES);
    ck_assert_uint_eq(facts.failures[0].nplaces, FACTS_PLACES);
}
END_TEST

#define RACE                                                         \
    "==================\\n"                                          \
    "WARNING: ThreadSanitizer: data race (pid=1)\\n"                 \
    "  Write of size 4 at 0x1 by thread T2:\\n"                      \
    "    #0 count /x/counter.c:2 (w+0x1)\\n\\n"                      \
    "  Previous write of size 4 at 0x1 by thread T1:\\n"             \
    "    #0 count /x/counter.c:3 (w+0x2)\\n\\n"                      \
    "SUMMARY: ThreadSanitizer: data race /x/counter.c:2 in count\\n" \
    "==================\\n"

START_TEST(logs_become_findings)
{
    static const char source[] = "int hits;\nhits++;\nhits--;\n";
    read_records(FLAVOUR_TSAN, "[{'record': 'log', 'status': 66, 'text': '" RACE
                               "@done\\n', 'output': ''},"
                               " {'record': 'log', 'status': 66, 'text': '" RACE
                               "@done\\n', 'output': ''}]");
    ck_assert_uint_eq(facts.findings.count, 2);
    ck_assert(!facts.silent_exit && facts.tool.ran_to_end);
    ck_assert_uint_eq(facts.logs, 2);
    facts_settle(&facts, "counter.c", source, sizeof source - 1);
    ck_assert_uint_eq(facts.findings.count, 1);
    const struct finding *f = facts.findings.finding[0];
    ck_assert(!f->foreign);
    ck_assert_str_eq(f->access[0].source, "hits++;");
    ck_assert_str_eq(f->access[1].source, "hits--;");
    facts_settle(&facts, "other.c", source, sizeof source - 1);
    ck_assert(facts.findings.finding[0]->foreign);
}
END_TEST

static const struct {
    const char *records;
    bool ran_to_end, silent;
    const char *failure; /* part of it */
} logs[] = {
    {"[]", false, false, ""},
    {"[{'record': 'log', 'status': 0, 'text': '@done\\n'}]", true, false, ""},
    {"[{'record': 'log', 'status': 0, 'text': ''}]", false, false, ""},
    {"[{'record': 'log', 'status': 0, 'text': '@done\\n'},"
     " {'record': 'log', 'status': 0, 'text': ''}]",
     false, false, ""},
    {"[{'record': 'log', 'status': 0, 'text': ''},"
     " {'record': 'log', 'status': 0, 'text': '@done\\n'}]",
     false, false, ""},
    {"[{'record': 'log', 'status': 66, 'text': '@done\\n'}]", true, true, ""},
    {"[{'record': 'log', 'status': 66, 'text': '', 'output': "
     "'FATAL: ThreadSanitizer: unexpected memory mapping 0x1-0x2\\n'}]",
     false, true, "unexpected memory mapping"},
    {"[{'record': 'log', 'status': 66, 'text': "
     "'FATAL: ThreadSanitizer: unexpected memory mapping 0x1-0x2\\n'}]",
     false, true, "unexpected memory mapping"},
    {"[{'record': 'log', 'status': 66, 'text': "
     "'FATAL: ThreadSanitizer: unexpected memory mapping 0x1-0x2\\n'},"
     " {'record': 'log', 'status': 0, 'text': '@done\\n'}]",
     false, true, "unexpected memory mapping"},
};

START_TEST(silence_is_believed_only_to_the_end)
{
    read_records(FLAVOUR_TSAN, logs[_i].records);
    ck_assert_int_eq(facts.tool.ran_to_end, logs[_i].ran_to_end);
    ck_assert_int_eq(facts.silent_exit, logs[_i].silent);
    ck_assert_msg(strstr(facts.tool.failure, logs[_i].failure) != NULL, "%s",
                  facts.tool.failure);
    ck_assert_int_eq(facts.tool.failure[0] != '\0',
                     logs[_i].failure[0] != '\0');
}
END_TEST

START_TEST(the_log_of_helgrind_is_xml)
{
    read_records(FLAVOUR_HELGRIND,
                 "[{'record': 'log', 'status': 0, 'text': '@done\\n'}]");
    ck_assert(!facts.tool.ran_to_end);
    ck_assert(facts.tool.failure[0] != '\0');
}
END_TEST

#define ROUND                                                      \
    "{'serial': 0.04, 'cpu': 0.04, 'elapsed': 0.02, 'span': 0.02," \
    " 'span_signal': 0.02, 'hold': 0.01, 'acquired': 7,"           \
    " 'loads': [[0.02, 0], [0.02, 0.001]]}"

START_TEST(measurements_become_speeds)
{
    read_records(FLAVOUR_PLAIN,
                 "[{'record': 'speed', 'what': 'count', 'threads': 2,"
                 "  'cores': 2, 'model': [" ROUND ", " ROUND "],"
                 "  'wall': [{'learner': 0.05, 'serial': 0.1,"
                 "            'reference': 0.04, 'waited': 0.01}]}]");
    ck_assert_uint_eq(facts.nspeeds, 1);
    const struct speed *s = &facts.speeds[0];
    ck_assert_str_eq(s->what, "count");
    ck_assert_uint_eq(s->threads, 2);
    ck_assert_uint_eq(s->cores, 2);
    ck_assert(s->model.measured);
    ck_assert_double_eq_tol(s->model.speedup, 2, 1e-9);
    ck_assert_double_eq_tol(s->model.hold, 0.01, 1e-9);
    ck_assert_uint_eq(s->model.workers, 2);
    ck_assert_uint_eq(s->clock.quiet, 1);
    ck_assert_double_eq_tol(s->clock.median, 2, 1e-9);
    ck_assert_double_eq_tol(s->clock.reference, 2.5, 1e-9);
}
END_TEST

START_TEST(every_field_of_a_round_is_read)
{
    json_t *json =
        json_pack("{sf, sf, sf, sf, sf, sf, sf, s[[f, f]]}", "serial", 1.0,
                  "cpu", 2.0, "elapsed", 3.0, "span", 4.0, "span_signal", 5.0,
                  "hold", 6.0, "acquired", 7.0, "loads", 8.0, 9.0);
    struct model_round r;
    rounds_read_model(json, &r);
    json_decref(json);
    const double read[] = {r.serial,   r.cpu,          r.elapsed,
                           r.span,     r.span_signal,  r.hold,
                           r.acquired, r.loads[0].cpu, r.loads[0].delay};
    for (int i = 0; i < 9; i++)
        ck_assert_double_eq(read[i], i + 1);
    ck_assert_uint_eq(r.nloads, 1);
}
END_TEST

START_TEST(more_threads_than_there_is_room_for_are_left_out)
{
    json_t *loads = json_array();
    for (int i = 0; i < SPEEDUP_LOADS + 5; i++)
        json_array_append_new(loads, json_pack("[f, f]", 1.0, 0.0));
    json_t *json = json_pack("{so}", "loads", loads);
    struct model_round r;
    rounds_read_model(json, &r);
    json_decref(json);
    ck_assert_uint_eq(r.nloads, SPEEDUP_LOADS);
}
END_TEST

static const char *const broken[] = {
    "{}",
    "[7, null, 'text', [], {}, {'record': 7}, {'record': 'other'}]",
    "[{'record': 'test'}]",
    "[{'record': 'test', 'cause': 'no such cause', 'message': 'x'}]",
    "[{'record': 'test', 'cause': 7, 'title': [], 'output': {}}]",
};

START_TEST(broken_records_are_ignored)
{
    read_records(FLAVOUR_PLAIN, broken[_i]);
    ck_assert(facts.ran);
    ck_assert_uint_eq(facts.tests, 0);
    ck_assert_uint_eq(facts.nfailures, 0);
    ck_assert_uint_eq(facts.nspeeds, 0);
    ck_assert_str_eq(facts.output, "");
}
END_TEST

START_TEST(a_broken_measurement_is_none)
{
    read_records(FLAVOUR_PLAIN,
                 "[{'record': 'speed', 'what': 7, 'threads': 'x',"
                 "  'model': [7, {}, {'loads': [7, [], ['a']]}], 'wall': {}}]");
    ck_assert_uint_eq(facts.nspeeds, 1);
    ck_assert(!facts.speeds[0].model.measured);
    ck_assert_uint_eq(facts.speeds[0].clock.quiet, 0);
}
END_TEST

START_TEST(any_bytes_are_safe)
{
    static const char *const kinds[] = {"test", "log", "speed"};
    static const char *const keys[] = {"title", "message", "output", "trouble",
                                       "text",  "what",    "cause"};
    random_seed(20240608);
    for (int i = 0; i < 300; i++) {
        json_t *record = json_pack("{ss}", "record", kinds[i % 3]);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            char bytes[80];
            size_t length = random_next() % sizeof bytes;
            for (size_t b = 0; b < length; b++)
                bytes[b] = (char)(random_next() % 4 == 0
                                      ? random_next() % 256
                                      : (uint64_t) "@at \n<>=#"[b % 9]);
            json_object_set_new(record, keys[k],
                                json_stringn_nocheck(bytes, length));
        }
        if (i % 2 == 0)
            json_object_set_new(record, "cause", json_string("wrong"));
        json_t *records = json_pack("[o]", record);
        facts_clear(&facts);
        facts_read(records, (enum flavour)(i % FLAVOURS), &facts);
        facts_settle(&facts, "counter.c", "int x;\n", 7);
        ck_assert(facts.ran);
        json_decref(records);
    }
}
END_TEST

/* --- causes -------------------------------------------------------------- */

START_TEST(causes_have_words_of_their_own)
{
    for (int i = 0; i < CAUSE_COUNT; i++) {
        const char *word = cause_word((enum cause)i);
        ck_assert_ptr_nonnull(word);
        ck_assert_int_eq(cause_parse(word), i);
        ck_assert_uint_eq(strspn(word, "abcdefghijklmnopqrstuvwxyz-"),
                          strlen(word));
        ck_assert_uint_gt(strlen(cause_title((enum cause)i)), 3);
        for (int j = 0; j < i; j++)
            ck_assert_str_ne(cause_title((enum cause)i),
                             cause_title((enum cause)j));
    }
    ck_assert_int_eq(cause_parse(""), CAUSE_COUNT);
    ck_assert_int_eq(cause_parse("data race"), CAUSE_COUNT);
}
END_TEST

/* --- random numbers ------------------------------------------------------ */

START_TEST(random_numbers_are_splitmix64)
{
    /* the published sequence for seed 1234567 */
    static const uint64_t wanted[] = {
        6457827717110365317ull, 3203168211198807973ull, 9817491932198370423ull,
        4593380528125082431ull, 16408922859458223821ull};
    uint64_t state = 1234567;
    for (size_t i = 0; i < 5; i++, state += 0x9e3779b97f4a7c15ull)
        ck_assert(random_mix(state) == wanted[i]);
}
END_TEST

START_TEST(a_seed_gives_the_same_numbers_again)
{
    uint64_t first[8];
    random_seed(7);
    for (int i = 0; i < 8; i++)
        first[i] = random_next();
    random_seed(8);
    ck_assert(random_next() != first[0]);
    random_seed(7);
    for (int i = 0; i < 8; i++) {
        ck_assert(random_next() == first[i]);
        ck_assert(i == 0 || first[i] != first[i - 1]);
    }
}
END_TEST

Suite *facts_suite(void)
{
    Suite *suite = suite_create("facts");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, NULL, tear_down);
    tcase_add_test(tests, tests_become_failures);
    tcase_add_test(tests, what_there_is_no_room_for_is_counted);
    tcase_add_test(tests, logs_become_findings);
    tcase_add_loop_test(tests, silence_is_believed_only_to_the_end, 0,
                        (int)(sizeof logs / sizeof *logs));
    tcase_add_test(tests, the_log_of_helgrind_is_xml);
    tcase_add_test(tests, measurements_become_speeds);
    tcase_add_test(tests, every_field_of_a_round_is_read);
    tcase_add_test(tests, more_threads_than_there_is_room_for_are_left_out);
    tcase_add_loop_test(tests, broken_records_are_ignored, 0,
                        (int)(sizeof broken / sizeof *broken));
    tcase_add_test(tests, a_broken_measurement_is_none);
    tcase_add_test(tests, any_bytes_are_safe);
    tcase_add_test(tests, causes_have_words_of_their_own);
    tcase_add_test(tests, random_numbers_are_splitmix64);
    tcase_add_test(tests, a_seed_gives_the_same_numbers_again);
    suite_add_tcase(suite, tests);
    return suite;
}
