/*
 * cutoff.c - judges the exercise `cutoff`.
 */
#include <stdlib.h>

#include "calls.h"
#include "judge.h"

/* --- trees
 * ---------------------------------------------------------------------- */

/* How the nodes below a node are given to its children. */
enum shape { EVEN, LOPSIDED, COMB, RANDOM, SHAPES };

static const char *const names[] = {"an even tree", "a lopsided tree", "a comb",
                                    "a random tree"};

/* How many of `rest` nodes the next child gets; `left`: children to come. */
static uint32_t share(enum shape shape, uint32_t rest, unsigned left)
{
    if (left <= 1 || rest <= 1)
        return rest;
    switch (shape) {
    case EVEN:
        return (rest + (uint32_t)judge_below(left)) / left;
    case LOPSIDED:
        return rest / 10 + 1 + (uint32_t)judge_below(2);
    case COMB: /* a tooth, and all the rest */
        return rest < 60 ? rest : 40 + (uint32_t)judge_below(20);
    default:
        return 1 + (uint32_t)judge_below(rest);
    }
}

/* Fills size[v] for a tree of `nodes` nodes with its root at v; a stack in
 * place of recursion would be longer, and no tree here is deeper than 2,000. */
static void grow(uint32_t *size, uint32_t v, uint32_t nodes, enum shape shape,
                 unsigned depth)
{
    uint32_t rest = nodes - 1, c = v + 1;
    size[v] = nodes;
    for (unsigned left = shape == RANDOM ? 1 + (unsigned)judge_below(8) : 2;
         rest > 0; left--) {
        uint32_t n = depth > 1900 && left > 1 ? (rest + 7) / 8
                                              : share(shape, rest, left);
        n = n > rest ? rest : n;
        bool tooth = shape == COMB && n < rest;
        grow(size, c, n, tooth ? EVEN : shape, depth + 1);
        c += n;
        rest -= n;
    }
}

/* --- a call, and its answer
 * ------------------------------------------------------- */

/* Children before their parents: from the last node to the first. */
static uint64_t right_value(const struct tree *t)
{
    uint64_t *value = malloc(t->nodes * sizeof *value), root;
    for (uint32_t v = t->nodes; v-- > 0;) {
        uint64_t sum = 0;
        for (uint32_t c = v + 1; c < v + t->size[v]; c += t->size[c])
            sum += value[c];
        value[v] = tree_mix(v, sum);
    }
    root = value[0];
    free(value);
    return root;
}

struct trial {
    const char *what;
    struct value_args args;
    uint64_t right;
};

static struct trial prepare(enum shape shape, uint32_t nodes, unsigned threads)
{
    uint32_t *size = judge_in(nodes * sizeof *size);
    grow(size, 0, nodes, shape, 0);
    struct trial t = {
        names[shape], {{nodes, size}, threads, judge_out(sizeof(uint64_t))}, 0};
    t.right = right_value(&t.args.tree);
    return t;
}

static void look(void *trial)
{
    const struct trial *t = trial;
    uint64_t got = *judge_got(t->args.value);
    judge_expect(got == t->right,
                 "%s of %u nodes, %u threads: the value is %#llx; right is "
                 "%#llx",
                 t->what, t->args.tree.nodes, t->args.threads,
                 (unsigned long long)got, (unsigned long long)t->right);
}

static void check(enum shape shape, uint32_t nodes, unsigned threads)
{
    struct trial t = prepare(shape, nodes, threads);
    judge_call(OP_VALUE, t.args);
    look(&t);
    judge_forget();
}

START_TEST(values)
{
    judge_title("trees of all shapes, any number of threads");
    for (unsigned threads = 1; threads <= 8; threads += 1 + threads / 2)
        for (unsigned s = 0; s < SHAPES; s++)
            for (uint32_t nodes = 1; nodes < 3000; nodes += 1 + nodes)
                check(s, nodes, threads);
}
END_TEST

START_TEST(large)
{
    judge_title("half a million nodes");
    check(EVEN, 500000, 2);
    check(LOPSIDED, 500000, 4);
    check(COMB, 30000, 2);
}
END_TEST

START_TEST(race)
{
    judge_title("small trees on four threads");
    for (unsigned s = 0; s < SHAPES; s++)
        check((enum shape)s, 200, 4);
}
END_TEST

START_TEST(explored)
{
    judge_title(names[_i]);
    struct trial t = prepare((enum shape)_i, 40, 2);
    judge_does(0, OP_VALUE, t.args);
    judge_explore(names[_i], look, &t);
}
END_TEST

struct pace {
    enum shape shape;
    uint32_t nodes;
};

static void round_of(void *data, unsigned threads)
{
    const struct pace *p = data;
    struct trial t = prepare(p->shape, p->nodes, threads);
    judge_call(OP_VALUE, t.args);
    look(&t);
}

START_TEST(speed)
{
    static const char *const what[] = {"tree_value of an even tree",
                                       "tree_value of a lopsided tree"};
    struct pace pace = {(enum shape)_i, 6000};
    judge_title(names[_i]);
    judge_virtual(what[_i], round_of, &pace);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("cutoff");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, values);
    tcase_add_test(correct, large);
    tcase_add_test(judge_tcase(suite, "race", "race"), race);
    tcase_add_loop_test(judge_tcase(suite, "explore", "explore"), explored, 0,
                        RANDOM);
    tcase_add_loop_test(judge_tcase(suite, "speed", "speed"), speed, 0, COMB);
    return suite;
}
