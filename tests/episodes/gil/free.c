/*
 * free.c - judges the exercise `free`.
 *
 * Memory that goes back to the store is overwritten there, which the explorer
 * sees as an access: whoever still uses the object races with it.
 */
#include <stdio.h>

#include "calls.h"
#include "judge.h"

static struct count_args prepare_count(void)
{
    return (struct count_args){judge_out(sizeof(size_t)),
                               judge_out(sizeof(size_t)),
                               judge_out(sizeof(size_t))};
}

static void expect_count(struct count_args a, size_t taken, size_t given,
                         const char *when)
{
    judge_expect(*judge_got(a.twice) == 0,
                 "%s: the memory of an object was given back twice", when);
    judge_expect(*judge_got(a.given) <= given,
                 "%s: %zu objects were given back; %zu have no reference left",
                 when, *judge_got(a.given), given);
    judge_expect(*judge_got(a.given) == given,
                 "%s: %zu objects were given back; %zu have no reference left "
                 "and their owners have settled",
                 when, *judge_got(a.given), given);
    judge_expect(*judge_got(a.taken) == taken,
                 "%s: %zu objects have asked for memory; right is %zu", when,
                 *judge_got(a.taken), taken);
}

/* --- step by step: one puppet for each rank --------------------------------
 */

static void use(unsigned op, unsigned object, unsigned rank, unsigned times)
{
    judge_tell(rank, op, (struct use_args){object, rank, times});
    judge_await(rank);
}

static void make(unsigned object, unsigned rank, int64_t value, bool eternal)
{
    judge_tell(rank, OP_NEW, (struct new_args){object, rank, value, eternal});
    judge_await(rank);
}

static void settle_all(unsigned ranks)
{
    for (unsigned rank = 0; rank < ranks; rank++)
        use(OP_SETTLE, 0, rank, 1);
}

static void expect_now(size_t taken, size_t given, const char *when)
{
    struct count_args a = prepare_count();
    judge_tell(0, OP_COUNT, a);
    judge_await(0);
    expect_count(a, taken, given, when);
}

static void expect_value(unsigned object, int64_t amount, int64_t right)
{
    struct add_args a = {object, amount, judge_out(sizeof(int64_t))};
    judge_tell(0, OP_ADD, a);
    judge_await(0);
    judge_expect(*judge_got(a.value) == right,
                 "object_add returned %lld; right is %lld",
                 (long long)*judge_got(a.value), (long long)right);
}

START_TEST(owner_only)
{
    judge_title("an object that its owner alone uses");
    judge_puppets(2);
    make(0, 1, 5, false);
    expect_value(0, 2, 7);
    use(OP_HOLD, 0, 1, 100);
    use(OP_DROP, 0, 1, 100);
    expect_now(1, 0, "after 100 holds and 100 drops");
    expect_value(0, -3, 4);
    use(OP_DROP, 0, 1, 1);
    expect_now(1, 1, "after the owner's last drop");
    settle_all(2);
    expect_now(1, 1, "after that, and after all have settled");
    judge_puppets(0);
}
END_TEST

START_TEST(handed_on)
{
    judge_title("a reference that another thread drops");
    judge_puppets(3);
    make(0, 0, 1, false);
    use(OP_DROP, 0, 1, 1); /* the owner's own, handed on */
    settle_all(3);
    expect_now(1, 1, "after another thread has dropped the only reference");
    make(0, 0, 1, false);
    use(OP_HOLD, 0, 0, 2);
    use(OP_DROP, 0, 1, 1);
    use(OP_DROP, 0, 2, 1);
    expect_now(2, 1, "while the owner has a reference");
    settle_all(3);
    expect_now(2, 1, "while the owner has a reference, after it has settled");
    expect_value(0, 1, 2);
    use(OP_DROP, 0, 0, 1);
    settle_all(3);
    expect_now(2, 2, "after the owner's last drop");
    judge_puppets(0);
}
END_TEST

START_TEST(outlives_owner)
{
    judge_title("an object that outlives its owner's references");
    judge_puppets(3);
    make(0, 0, 1, false);
    use(OP_HOLD, 0, 1, 2);
    use(OP_DROP, 0, 0, 1);
    settle_all(3);
    expect_now(1, 0, "while another thread has two references");
    use(OP_HOLD, 0, 0, 1); /* handed back */
    use(OP_HOLD, 0, 2, 1);
    use(OP_DROP, 0, 1, 2);
    use(OP_DROP, 0, 0, 1);
    settle_all(3);
    expect_now(1, 0, "while a third thread has a reference");
    expect_value(0, 1, 2);
    use(OP_DROP, 0, 2, 1);
    settle_all(3);
    expect_now(1, 1, "after the last drop");
    judge_puppets(0);
}
END_TEST

START_TEST(eternal)
{
    judge_title("an eternal object is never freed");
    judge_puppets(2);
    make(0, 0, 9, true);
    make(1, 0, 9, false);
    use(OP_DROP, 0, 1, 3);
    use(OP_HOLD, 0, 0, 1);
    use(OP_DROP, 0, 0, 5);
    settle_all(2);
    expect_now(2, 0, "after an eternal object was dropped eight times");
    use(OP_DROP, 1, 0, 1);
    expect_now(2, 1, "after another object was dropped");
    judge_puppets(0);
}
END_TEST

START_TEST(random_uses)
{
    enum { RANKS = 4 };
    unsigned references[OBJECTS] = {0};
    size_t made = 0, gone = 0;
    judge_title("many objects, handed to and fro");
    judge_puppets(RANKS);
    for (unsigned i = 0; i < 600; i++) {
        unsigned o = (unsigned)judge_below(OBJECTS);
        unsigned rank = (unsigned)judge_below(RANKS);
        if (references[o] == 0) {
            make(o, rank, 0, false);
            made++;
            references[o] = 1;
        } else if (judge_below(2) == 0) {
            use(OP_HOLD, o, rank, 1);
            references[o]++;
        } else {
            use(OP_DROP, o, rank, 1);
            references[o]--;
            gone += references[o] == 0;
        }
        if (i % 20 == 19) {
            settle_all(RANKS);
            expect_now(made, gone, "after some hundred holds and drops");
            judge_forget();
        }
    }
    judge_puppets(0);
}
END_TEST

/* --- a team -----------------------------------------------------------------
 */

static void check_work(unsigned threads, size_t n)
{
    struct work_args a = {threads, n, judge_out(sizeof(int64_t)),
                          judge_out(sizeof(size_t))};
    judge_call(OP_WORK, a);
    judge_expect(
        *judge_got(a.sum) == (int64_t)n,
        "%u threads added 1 to their objects %zu times in all; the sum "
        "is %lld",
        threads, n, (long long)*judge_got(a.sum));
    judge_expect(*judge_got(a.live) == 1,
                 "%u threads have dropped and settled all; %zu objects are "
                 "left, and only the eternal one should be",
                 threads, *judge_got(a.live));
}

START_TEST(team)
{
    judge_title("a team that uses its own objects, and a neighbour's");
    check_work(4, 40000);
}
END_TEST

START_TEST(race)
{
    judge_title("a team of three");
    check_work(3, 3 * 4 * NEIGHBOUR);
}
END_TEST

/* --- explored --------------------------------------------------------------
 */

struct scene {
    struct count_args count;
    const int64_t *value[2]; /* of who adds 1 and who adds 2, or NULL */
};

static void check_scene(void *data)
{
    const struct scene *s = data;
    expect_count(s->count, 1, 1, "in the end");
    if (s->value[0] == NULL)
        return;
    long long one = *judge_got(s->value[0]), two = *judge_got(s->value[1]);
    judge_expect((one == 1 && two == 3) || (one == 3 && two == 2),
                 "one thread added 1 and one 2 to a value of 0: object_add "
                 "returned %lld and %lld; right is 1 and 3, or 3 and 2",
                 one, two);
}

static void before(unsigned object, unsigned references)
{
    judge_before(OP_NEW, (struct new_args){object, 0, 0, 0});
    if (references > 1)
        judge_before(OP_HOLD, (struct use_args){object, 0, references - 1});
}

static void does(unsigned rank, unsigned op, unsigned times)
{
    judge_does(rank, op, (struct use_args){0, rank, times});
}

static void explore(const char *what, struct scene *s)
{
    for (unsigned rank = 0; rank < 3; rank++)
        judge_after(OP_SETTLE, (struct use_args){0, rank, 1});
    s->count = prepare_count();
    judge_after(OP_COUNT, s->count);
    judge_explore(what, check_scene, s);
}

START_TEST(explored_two)
{
    struct scene s = {.value = {NULL}};
    judge_title("two threads, in every order");
    before(0, 2);
    does(0, OP_DROP, 1);
    does(1, OP_DROP, 1);
    explore("owner and another thread drop the last two references", &s);
    before(0, 2);
    does(0, OP_HOLD, 1);
    does(0, OP_DROP, 2);
    does(1, OP_HOLD, 1);
    does(1, OP_DROP, 2);
    explore("owner and another thread hold and drop", &s);
    before(0, 1);
    does(0, OP_SETTLE, 1);
    does(1, OP_DROP, 1);
    explore("another thread drops the last reference, the owner settles", &s);
    before(0, 1);
    judge_before(OP_HOLD, (struct use_args){0, 1, 1});
    does(0, OP_DROP, 1);
    does(1, OP_DROP, 1);
    explore("owner and another thread drop what each has taken", &s);
}
END_TEST

START_TEST(explored_three)
{
    struct scene s = {.value = {NULL}};
    judge_title("three threads, in every order");
    before(0, 3);
    does(0, OP_DROP, 1);
    does(0, OP_SETTLE, 1);
    does(1, OP_DROP, 1);
    does(2, OP_DROP, 1);
    explore("three threads drop one reference each, the owner settles", &s);
}
END_TEST

START_TEST(explored_values)
{
    struct scene s;
    judge_title("no addition gets lost");
    before(0, 2);
    for (unsigned i = 0; i < 2; i++) {
        int64_t *value = judge_out(sizeof *value);
        s.value[i] = value;
        judge_does(i, OP_ADD, (struct add_args){0, (int64_t)i + 1, value});
        does(i, OP_DROP, 1);
    }
    explore("two threads add and drop", &s);
}
END_TEST

/* --- speed ------------------------------------------------------------------
 */

static void work_round(void *data, unsigned threads)
{
    const size_t *n = data;
    check_work(threads, *n);
}

START_TEST(lines)
{
    size_t n = 32768;
    judge_title("nobody waits, and no line goes to and fro");
    judge_virtual("using objects", work_round, &n);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("free");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, owner_only);
    tcase_add_test(correct, handed_on);
    tcase_add_test(correct, outlives_owner);
    tcase_add_test(correct, eternal);
    tcase_add_test(correct, random_uses);
    tcase_add_test(correct, team);
    tcase_add_test(judge_tcase(suite, "race", "race"), race);
    TCase *orders = judge_tcase(suite, "explore", "explore");
    tcase_add_test(orders, explored_two);
    tcase_add_test(orders, explored_three);
    tcase_add_test(orders, explored_values);
    tcase_add_test(judge_tcase(suite, "lines", "lines"), lines);
    return suite;
}
