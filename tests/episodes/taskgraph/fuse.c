/*
 * fuse.c - judges the exercise `fuse`.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"

/* --- graphs
 * -------------------------------------------------------------------- */

struct plan {
    struct step *steps;
    uint32_t n, *wanted;
    size_t nwanted;
};

static struct plan begin(uint32_t n, size_t nwanted)
{
    struct plan p = {judge_in((n + 1ul) * sizeof *p.steps), n,
                     judge_in((nwanted + 1) * sizeof *p.wanted), nwanted};
    for (size_t i = 0; i < nwanted; i++)
        p.wanted[i] = (uint32_t)judge_below(n);
    return p;
}

/* Few ops and near arguments: many steps are the same. `near` 0: any. */
static void fill(struct plan *p, uint32_t ops, uint32_t inputs, uint32_t near)
{
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t span = near == 0 || near > i ? i : near;
        if (i == 0 || judge_below(4) == 0)
            p->steps[i] = (struct step){LOAD, (uint32_t)judge_below(inputs), 0};
        else
            p->steps[i] = (struct step){(uint32_t)judge_below(ops) + 1,
                                        i - 1 - (uint32_t)judge_below(span),
                                        i - 1 - (uint32_t)judge_below(span)};
    }
}

/* Each step uses the one before it; every tenth a fresh input, too. */
static void fill_chain(struct plan *p)
{
    uint32_t last = 0;
    p->steps[0] = (struct step){LOAD, 7, 0};
    for (uint32_t i = 1; i < p->n; i++) {
        bool load = i % 10 == 5 && i + 1 < p->n;
        p->steps[i] = load ? (struct step){LOAD, i, 0}
                           : (struct step){1 + i % 3, last, i - 1};
        last = load ? last : i;
    }
}

/* Inputs, and then steps whose arguments have all the same sum. */
static void fill_alike(struct plan *p)
{
    uint32_t half = p->n / 2;
    for (uint32_t i = 0; i < p->n; i++)
        p->steps[i] = i < half ? (struct step){LOAD, i, 0}
                               : (struct step){1, i - half, p->n - 1 - i};
}

/* Few inputs, and then a step for each pair of them: a hash that is their sum,
 * each times a small number, puts all of these into a few thousand places side
 * by side. */
static void fill_pairs(struct plan *p, uint32_t inputs)
{
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t pair = i < inputs ? 0 : i - inputs;
        p->steps[i] = i < inputs
                          ? (struct step){LOAD, i, 0}
                          : (struct step){1, pair / inputs, pair % inputs};
    }
}

/* Step 0 is an argument of all others. */
static void fill_star(struct plan *p)
{
    p->steps[0] = (struct step){LOAD, 3, 0};
    for (uint32_t i = 1; i < p->n; i++)
        p->steps[i] = (struct step){1, 0, i - 1};
}

/* --- what is right
 * --------------------------------------------------------------- */

struct right {
    struct step *out;
    uint32_t *place, left;
};

static struct right room(const struct plan *p)
{
    return (struct right){calloc(p->n + 1ul, sizeof(struct step)),
                          calloc(p->n + 1ul, sizeof(uint32_t)), 0};
}

static struct step moved(struct step s, const struct right *r)
{
    if (s.op != LOAD) {
        s.a = r->place[s.a];
        s.b = r->place[s.b];
    }
    return s;
}

static void keep(struct right *r, uint32_t i, struct step s)
{
    r->out[r->left] = moved(s, r);
    r->place[i] = r->left++;
}

static void right_cull(const struct plan *p, struct right *r)
{
    bool *need = calloc(p->n + 1ul, 1);
    for (size_t i = 0; i < p->nwanted; i++)
        need[p->wanted[i]] = true;
    for (uint32_t i = p->n; i-- > 0;)
        if (need[i] && p->steps[i].op != LOAD)
            need[p->steps[i].a] = need[p->steps[i].b] = true;
    for (uint32_t i = 0; i < p->n; i++)
        if (need[i])
            keep(r, i, p->steps[i]);
        else
            r->place[i] = NOWHERE;
    free(need);
}

/* A hash that the worker does not know: nobody can aim at it. */
static uint32_t slot_of(struct step s, uint64_t secret, uint32_t slots)
{
    uint64_t h = (s.op + secret) * 0x9e3779b97f4a7c15ull;
    h = (h ^ (h >> 29) ^ s.a) * 0xbf58476d1ce4e5b9ull;
    h = (h ^ (h >> 32) ^ s.b) * 0x94d049bb133111ebull;
    return (uint32_t)((h ^ (h >> 29)) % slots);
}

static void right_merge(const struct plan *p, struct right *r)
{
    uint32_t slots = 3 * p->n + 1;
    uint32_t *table = malloc(slots * sizeof *table);
    uint64_t secret = judge_random();
    memset(table, 0xff, slots * sizeof *table);
    for (uint32_t i = 0; i < p->n; i++) {
        struct step s = moved(p->steps[i], r);
        uint32_t at = slot_of(s, secret, slots);
        while (table[at] != NOWHERE &&
               memcmp(&r->out[table[at]], &s, sizeof s) != 0)
            at = (at + 1) % slots;
        if (table[at] == NOWHERE) {
            table[at] = r->left;
            r->out[r->left++] = s;
        }
        r->place[i] = table[at];
    }
    free(table);
}

static void right_fuse(const struct plan *p, struct right *r)
{
    uint32_t *users = calloc(p->n + 1ul, sizeof *users);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->steps[i].op != LOAD) {
            users[p->steps[i].a]++;
            users[p->steps[i].b] += p->steps[i].b != p->steps[i].a;
        }
    for (size_t i = 0; i < p->nwanted; i++)
        users[p->wanted[i]] += 2;
    for (uint32_t i = 0; i < p->n; i++) {
        const struct step *s = &p->steps[i];
        r->place[i] = s->op == LOAD      ? r->left++
                      : users[s->a] == 1 ? r->place[s->a]
                      : users[s->b] == 1 ? r->place[s->b]
                                         : r->left++;
    }
    free(users);
}

static void (*const right[])(const struct plan *, struct right *) = {
    [OP_CULL] = right_cull, [OP_MERGE] = right_merge, [OP_FUSE] = right_fuse};

/* --- a call, and its answer
 * --------------------------------------------------------- */

static const char *const names[] = {"cull", "merge", "fuse"};

static void check_places(unsigned op, const struct plan *p,
                         const struct right *r, const uint32_t *place)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const struct step *s = &p->steps[i];
        judge_expect(place[i] == r->place[i],
                     "%s of %u steps: %s[%u] is %u; right is %u (the step is "
                     "op %u of %u and %u)",
                     names[op], p->n, op == OP_FUSE ? "task" : "place", i,
                     place[i], r->place[i], s->op, s->a, s->b);
    }
}

static void check(unsigned op, struct plan p)
{
    struct right r = room(&p);
    struct rewrite_args a = {p.steps,
                             p.n,
                             p.wanted,
                             p.nwanted,
                             judge_out((p.n + 1ul) * sizeof(struct step)),
                             judge_out(p.n * sizeof(uint32_t)),
                             judge_out(sizeof(uint32_t))};
    right[op](&p, &r);
    judge_call(op, a);
    check_places(op, &p, &r, judge_got(a.place));
    judge_expect(*judge_got(a.left) == r.left,
                 "%s of %u steps returned %u; %u are left", names[op], p.n,
                 *judge_got(a.left), r.left);
    const struct step *out = judge_got(a.out);
    for (uint32_t i = 0; i < r.left && op != OP_FUSE; i++)
        judge_expect(memcmp(&out[i], &r.out[i], sizeof *out) == 0,
                     "%s of %u steps: step %u of those left is op %u of %u and "
                     "%u; right is op %u of %u and %u",
                     names[op], p.n, i, out[i].op, out[i].a, out[i].b,
                     r.out[i].op, r.out[i].a, r.out[i].b);
    free(r.out);
    free(r.place);
    judge_forget();
}

static void check_random(unsigned op)
{
    for (uint32_t n = 1; n < 400; n += 1 + n / 4)
        for (uint32_t near = 0; near < 8; near++) {
            struct plan p = begin(n, judge_below(4));
            fill(&p, 1 + near % 3, 1 + n / 8, near);
            check(op, p);
        }
    check(op, begin(0, 0));
    /* more users than a small counter holds: it would be back at 1 */
    for (uint32_t users = 257; users <= 65537; users += 65537 - 257) {
        struct plan p = begin(1 + users, 0);
        fill_star(&p);
        check(op, p);
    }
}

static void check_large(unsigned op)
{
    struct plan p = begin(1000000, 1);
    fill_chain(&p);
    p.wanted[0] = p.n - 1;
    check(op, p);
    p = begin(600000, 100);
    fill_alike(&p);
    check(op, p);
    p = begin(500000, 1000);
    fill(&p, 2, 1000, 0);
    check(op, p);
    p = begin(700 + 700 * 700, 1);
    fill_pairs(&p, 700);
    check(op, p);
}

START_TEST(culled)
{
    judge_title("what nobody needs is left out");
    check_random(OP_CULL);
}
END_TEST

START_TEST(merged)
{
    judge_title("what is the same is computed once");
    check_random(OP_MERGE);
}
END_TEST

START_TEST(fused)
{
    judge_title("chains become tasks");
    check_random(OP_FUSE);
}
END_TEST

START_TEST(large)
{
    static const char *const titles[] = {"cull a million steps",
                                         "merge a million steps",
                                         "fuse a million steps"};
    judge_title(titles[_i]);
    check_large((unsigned)_i);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("fuse");
    tcase_add_test(judge_tcase(suite, "cull", "cull"), culled);
    tcase_add_test(judge_tcase(suite, "merge", "merge"), merged);
    tcase_add_test(judge_tcase(suite, "fuse", "fuse"), fused);
    tcase_add_loop_test(judge_tcase(suite, "large", "large"), large, 0, 3);
    return suite;
}
