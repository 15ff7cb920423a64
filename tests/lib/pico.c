/* pico.c - tests of lib/pico: what runs, what is refused, who is in it. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/pico/pico.h"
#include "../../lib/team.h"
#include "../unit.h"

#define CODE(...) ((const uint8_t[]){__VA_ARGS__})
#define FUNCTION(name, arguments, locals, ...)                           \
    {                                                                    \
        name, CODE(__VA_ARGS__), sizeof(CODE(__VA_ARGS__)), (arguments), \
            (locals)                                                     \
    }
#define WITH(op, operand) PICO_WITH(PICO_##op, operand)

/* --- a lock for one thread, and programs --------------------------------- */

static int held;

static void take(void *state)
{
    (void)state;
    held++;
}

static void drop(void *state)
{
    (void)state;
    held--;
}

static bool wanted(void *state)
{
    (void)state;
    return false;
}

static const struct pico_lock alone = {take, drop, wanted, take, NULL};

/* Runs function 0 of a program; the text of what went wrong, "" if nothing. */
static const char *outcome(const struct pico_program *program,
                           const struct pico_value *arguments, int64_t *value)
{
    static struct pico_error error, at_end;
    struct pico_value result = {0};
    error.text[0] = '\0';
    held = 0;
    struct pico *p = pico_new(program, &alone, &error);
    if (p == NULL)
        return error.text;
    pico_run(p, 0, arguments, &result, &error);
    ck_assert(pico_free(p, &at_end));
    ck_assert_int_eq(held, 0);
    *value = result.integer;
    return error.text;
}

static const char *run_one(const struct pico_function *f, int64_t *value)
{
    const struct pico_program program = {.functions = f, .nfunctions = 1};
    return outcome(&program, NULL, value);
}

#define REFUSED(expected, arguments, locals, ...)                       \
    do {                                                                \
        const struct pico_function f =                                  \
            FUNCTION("f", arguments, locals, __VA_ARGS__);              \
        int64_t value;                                                  \
        ck_assert_str_eq(run_one(&f, &value), "f, position " expected); \
    } while (0)

/* --- what runs ------------------------------------------------------------ */

/* fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2) */
static const struct pico_function fib =
    FUNCTION("fib", 1, 1, WITH(LOAD, 0), WITH(PUSH, 2), PICO_LESS,
             WITH(UNLESS, 22), WITH(LOAD, 0), PICO_RETURN, WITH(LOAD, 0),
             WITH(PUSH, 1), PICO_SUB, WITH(CALL, 0), WITH(LOAD, 0),
             WITH(PUSH, 2), PICO_SUB, WITH(CALL, 0), PICO_ADD, PICO_RETURN);

START_TEST(integers_and_calls)
{
    const struct pico_program program = {.functions = &fib, .nfunctions = 1};
    const struct pico_value n = {.integer = 15};
    int64_t value = 0;
    ck_assert_str_eq(outcome(&program, &n, &value), "");
    ck_assert_int_eq(value, 610);
}
END_TEST

START_TEST(lists)
{
    /* l = [-7, 30]; l[0] = l[1] + length(l); l[0] * l[1] */
    const struct pico_function f = FUNCTION(
        "f", 0, 1, PICO_LIST, WITH(STORE, 0), WITH(LOAD, 0), WITH(PUSH, -7),
        PICO_APPEND, WITH(LOAD, 0), WITH(PUSH, 30), PICO_APPEND, WITH(LOAD, 0),
        WITH(PUSH, 0), WITH(LOAD, 0), WITH(PUSH, 1), PICO_GET, WITH(LOAD, 0),
        PICO_LENGTH, PICO_ADD, PICO_SET, WITH(LOAD, 0), WITH(PUSH, 0), PICO_GET,
        WITH(LOAD, 0), WITH(PUSH, 1), PICO_GET, PICO_MUL, PICO_RETURN);
    int64_t value = 0;
    ck_assert_str_eq(run_one(&f, &value), "");
    ck_assert_int_eq(value, 960);
}
END_TEST

START_TEST(text_of_code)
{
    char text[64], all[400] = "";
    for (size_t at = 0; at < fib.length;) {
        at = pico_disassemble(&fib, at, text, sizeof text);
        if (at <= 22)
            strcat(strcat(all, text), "\n");
    }
    ck_assert_str_eq(all, "   0  LOAD 0\n   5  PUSH 2\n  10  LESS\n"
                          "  11  UNLESS 22\n  16  LOAD 0\n  21  RETURN\n");
}
END_TEST

/* --- what is refused ------------------------------------------------------ */

START_TEST(malformed)
{
    REFUSED("0: there is no instruction 200", 0, 0, 200);
    REFUSED("5: goes on at 6; the code has positions 0 to 5", 0, 0,
            WITH(PUSH, 1), PICO_LIST);
    REFUSED("1: PUSH ends before its operand does", 0, 0, PICO_LIST, PICO_PUSH,
            1, 2);
    REFUSED("5: ADD takes 2 values; there are 1", 0, 0, WITH(PUSH, 1), PICO_ADD,
            PICO_RETURN);
    REFUSED("0: there is no local variable 3; it has 2", 1, 2, WITH(LOAD, 3),
            PICO_RETURN);
    REFUSED("0: there is no local variable -1; it has 2", 1, 2, WITH(LOAD, -1),
            PICO_RETURN);
    REFUSED("0: goes on at 99; the code has positions 0 to 4", 0, 0,
            WITH(JUMP, 99));
    REFUSED("0: goes on at -5; the code has positions 0 to 4", 0, 0,
            WITH(JUMP, -5));
    REFUSED("6: a jump comes to the middle of an instruction", 0, 0,
            WITH(JUMP, 6), WITH(PUSH, PICO_LIST | PICO_RETURN << 8));
    REFUSED("0: has 0 values on the stack or 1, by the way one came", 0, 0,
            PICO_LIST, WITH(JUMP, 0));
    REFUSED("0: there is no function 1", 0, 0, WITH(CALL, 1), PICO_RETURN);
    REFUSED("0: there is no native function 0", 0, 0, WITH(NATIVE, 0),
            PICO_RETURN);
    REFUSED("0: 3 arguments and 2 local variables, of at most 64", 3, 2,
            WITH(PUSH, 0), PICO_RETURN);
    const struct pico_function nothing = {.name = "f"};
    int64_t value;
    ck_assert_str_eq(run_one(&nothing, &value),
                     "f, position 0: there is no code");
}
END_TEST

START_TEST(wrong_at_run_time)
{
    REFUSED("7: LENGTH of an integer; it needs a list", 0, 1, PICO_LIST,
            PICO_POP, WITH(PUSH, 1), PICO_LENGTH, PICO_RETURN);
    REFUSED("6: GET at 0 of a list of 0 values", 0, 0, PICO_LIST, WITH(PUSH, 0),
            PICO_GET, PICO_RETURN);
    REFUSED("6: ADD of a list; it needs integers", 0, 0, PICO_LIST,
            WITH(PUSH, 1), PICO_ADD, PICO_RETURN);
    REFUSED("0: more than 200 calls deep", 0, 0, WITH(CALL, 0), PICO_RETURN);
}
END_TEST

/* --- native functions ------------------------------------------------------
 */

static jmp_buf outside;

static const char *jump_out(struct pico *p, const struct pico_value *a,
                            struct pico_value *result)
{
    (void)p, (void)result;
    if (a[0].integer != 0)
        longjmp(outside, 1);
    return NULL;
}

static const char *complain(struct pico *p, const struct pico_value *a,
                            struct pico_value *result)
{
    (void)p, (void)a, (void)result;
    return "no such file";
}

static const struct pico_native_entry natives[] = {{"jump_out", jump_out, 1},
                                                   {"complain", complain, 0}};

START_TEST(native_that_fails)
{
    const struct pico_function f =
        FUNCTION("f", 0, 0, WITH(NATIVE, 1), PICO_RETURN);
    const struct pico_program program = {&f, 1, natives, 2};
    int64_t value;
    ck_assert_str_eq(outcome(&program, NULL, &value),
                     "f, position 0: native complain: no such file");
}
END_TEST

static const char left_by_longjmp[] =
    "f, position 5: native jump_out did not return: it left by longjmp, or "
    "called pico_run";

START_TEST(native_that_jumps_out)
{
    const struct pico_function f =
        FUNCTION("f", 1, 1, WITH(LOAD, 0), WITH(NATIVE, 0), PICO_RETURN);
    const struct pico_program program = {&f, 1, natives, 2};
    const struct pico_value yes = {.integer = 1}, no = {.integer = 0};
    struct pico_value result;
    struct pico_error error = {""};
    held = 0;
    struct pico *volatile p = pico_new(&program, &alone, &error);
    if (setjmp(outside) == 0)
        pico_run(p, 0, &yes, &result, &error);
    ck_assert_int_eq(held, 1);
    /* said when the thread comes again, and then it is as before */
    ck_assert(!pico_run(p, 0, &no, &result, &error));
    ck_assert_str_eq(error.text, left_by_longjmp);
    ck_assert_int_eq(held, 0);
    ck_assert(pico_run(p, 0, &no, &result, &error));
    if (setjmp(outside) == 0)
        pico_run(p, 0, &yes, &result, &error);
    error.text[0] = '\0';
    ck_assert(!pico_free(p, &error)); /* or at the end, if it does not */
    ck_assert_str_eq(error.text, left_by_longjmp);
}
END_TEST

/* --- threads ---------------------------------------------------------------
 */

/* count(n, list): n times list[0] += 1 */
static const struct pico_function count = FUNCTION(
    "count", 2, 3, WITH(LOAD, 2), WITH(LOAD, 0), PICO_LESS, WITH(UNLESS, 65),
    WITH(LOAD, 1), WITH(PUSH, 0), WITH(LOAD, 1), WITH(PUSH, 0), PICO_GET,
    WITH(PUSH, 1), PICO_ADD, PICO_SET, WITH(LOAD, 2), WITH(PUSH, 1), PICO_ADD,
    WITH(STORE, 2), WITH(JUMP, 0), WITH(PUSH, 0), PICO_RETURN);

struct crowd {
    struct pico *p;
    struct pico_value arguments[2];
};

static void member(unsigned rank, unsigned threads, void *shared)
{
    const struct crowd *c = shared;
    struct pico_value result;
    struct pico_error error;
    (void)rank, (void)threads;
    if (!pico_run(c->p, 0, c->arguments, &result, &error))
        abort();
}

START_TEST(one_lock_for_all)
{
    const struct pico_program program = {.functions = &count, .nfunctions = 1};
    struct pico_lock *lock = pico_lock_new(50);
    struct pico_error error;
    struct crowd c = {.p = pico_new(&program, lock, &error)};
    ck_assert_ptr_nonnull(c.p);
    c.arguments[0].integer = 20000;
    c.arguments[1].list = pico_list_new(c.p);
    pico_append(c.arguments[1].list, (struct pico_value){0});
    team_run(4, member, &c);
    ck_assert_int_eq(pico_item(c.arguments[1].list, 0)->integer, 80000);
    ck_assert(pico_free(c.p, &error));
    pico_lock_free(lock);
}
END_TEST

Suite *pico_suite(void)
{
    Suite *suite = suite_create("pico");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, integers_and_calls);
    tcase_add_test(tests, lists);
    tcase_add_test(tests, text_of_code);
    tcase_add_test(tests, malformed);
    tcase_add_test(tests, wrong_at_run_time);
    tcase_add_test(tests, native_that_fails);
    tcase_add_test(tests, native_that_jumps_out);
    tcase_add_test(tests, one_lock_for_all);
    suite_add_tcase(suite, tests);
    return suite;
}
