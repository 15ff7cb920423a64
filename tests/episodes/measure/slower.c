/*
 * slower.c - judges the exercise `slower`.
 *
 * What counts as changed is told by a copy of the skeleton, at the end of this
 * file: the learner's own skeleton is the file that is being changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "patch.h"
#include "work.h"

enum { MOST_CHANGED = 10, COLUMNS = 80 };

extern const char skeleton[];

static const char *const names[PROGRAMS] = {
    [PARCELS] = "parcels", [VOTES] = "votes",     [STAMPS] = "stamps",
    [BINS] = "bins",       [PICTURE] = "picture", [WEIGHTS] = "weights"};

/* --- results ---------------------------------------------------------------
 */

/* What there is to compute; out: n numbers, KINDS or one. */
struct task {
    enum program program;
    const uint32_t *items;
    size_t n, rows;
};

static size_t results(const struct task *t)
{
    return t->program == STAMPS || t->program == PICTURE ? t->n
           : t->program == BINS                          ? KINDS
                                                         : 1;
}

static void add_item(const struct task *t, size_t i, uint64_t *out)
{
    uint32_t item = t->items[i];
    uint64_t weight;
    switch (t->program) {
    case PARCELS:
        *out += grind(i, item);
        break;
    case VOTES:
        *out += vote(item);
        break;
    case STAMPS:
        out[i] = grind(item, 1);
        break;
    case BINS:
        out[vote(item) % KINDS]++;
        break;
    case PICTURE:
        out[i] = vote(item);
        break;
    case WEIGHTS:
        weight = grind(item, 1);
        *out = weight > *out ? weight : *out;
        break;
    case PROGRAMS:
        break;
    }
}

/* The last sixteenth of the parcels costs some 400 times as much. */
static const uint32_t *make_items(enum program program, size_t n)
{
    uint32_t *items = judge_in(n * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = program != PARCELS       ? (uint32_t)judge_random()
                   : i >= n - (n + 15) / 16 ? 400 + (uint32_t)judge_below(9)
                                            : 1;
    return items;
}

static void check_task(enum program program, size_t n, size_t rows,
                       unsigned threads)
{
    struct task t = {program, make_items(program, n), n, rows};
    size_t count = results(&t);
    uint64_t *right = calloc(count + 1, sizeof *right);
    struct run_args a = {.program = program,
                         .items = t.items,
                         .n = n,
                         .rows = rows,
                         .threads = threads,
                         .out = judge_out((count + 1) * sizeof *a.out),
                         .before = judge_below(1000)};
    judge_call(OP_RUN, a);
    for (size_t kind = 0; program == BINS && kind < KINDS; kind++)
        right[kind] = a.before;
    for (size_t i = 0; i < n; i++)
        add_item(&t, i, right);
    const uint64_t *got = judge_got(a.out);
    size_t i = 0;
    while (i < count && got[i] == right[i])
        i++;
    unsigned long long is = i < count ? got[i] : 0,
                       wanted = i < count ? right[i] : 0;
    free(right);
    judge_expect(i == count,
                 "%s of %zu items with %u threads: result %zu is %llu; right "
                 "is %llu%s",
                 names[program], n, threads, i, is, wanted,
                 program == BINS ? " (a bin need not be empty before)" : "");
}

/* Sizes at the edges; a picture has rows of one to eight points. */
START_TEST(correct)
{
    static const size_t sizes[] = {0, 1, 2, 3, 7, 8, 9, 64, 65, 1000};
    judge_title(names[_i]);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (unsigned threads = 1; threads <= 16; threads += 5) {
            size_t columns = 1 + (size_t)judge_below(8);
            size_t n = _i == PICTURE ? sizes[s] / columns * columns : sizes[s];
            check_task((enum program)_i, n, n / columns, threads);
            judge_forget();
        }
    check_task((enum program)_i, 3000, 30, 64);
}
END_TEST

START_TEST(race)
{
    judge_title(names[_i]);
    check_task((enum program)_i, 64, 8, 4);
}
END_TEST

/* --- explored --------------------------------------------------------------
 */

struct scene {
    const struct task *task;
    const struct run_args *args;
};

static void check_scene(void *data)
{
    const struct scene *s = data;
    uint64_t right[4] = {0};
    for (size_t i = 0; i < s->task->n; i++)
        add_item(s->task, i, right);
    for (size_t i = 0; i < results(s->task); i++)
        judge_expect(judge_got(s->args->out)[i] == right[i],
                     "%s: result %zu is %llu; right is %llu",
                     names[s->task->program], i,
                     (unsigned long long)judge_got(s->args->out)[i],
                     (unsigned long long)right[i]);
}

START_TEST(explored)
{
    enum program program = (enum program)_i;
    judge_title(names[program]);
    judge_schedules(60);
    for (unsigned threads = 2; threads <= 3; threads++) {
        struct task t = {program, make_items(program, 4), 4, 2};
        struct run_args a = {program, t.items, t.n,
                             t.rows,  threads, judge_out(4 * sizeof *a.out)};
        struct scene s = {&t, &a};
        judge_does(0, OP_RUN, a);
        judge_explore("a team has four items", check_scene, &s);
    }
}
END_TEST

/* --- reasons ---------------------------------------------------------------
 */

START_TEST(named)
{
    static const enum reason right[PROGRAMS] = {
        [PARCELS] = IMBALANCE,       [VOTES] = FALSE_SHARING,
        [STAMPS] = OVERSUBSCRIPTION, [BINS] = TRAFFIC,
        [PICTURE] = GRANULARITY,     [WEIGHTS] = ONE_LOCK};
    struct reasons_args a = {judge_out(PROGRAMS * sizeof *a.reasons)};
    unsigned good = 0, unknown = 0;
    judge_title("why each of them is slower");
    judge_call(OP_REASONS, a);
    for (unsigned i = 0; i < PROGRAMS; i++) {
        uint32_t got = judge_got(a.reasons)[i];
        judge_expect(got <= TRAFFIC, "reasons[%u] is %u, which is none", i,
                     got);
        good += got == right[i];
        unknown += got == NOT_KNOWN;
    }
    judge_expect(unknown == 0, "for %u of the six programs no reason is given",
                 unknown);
    judge_expect(good == PROGRAMS,
                 "%u of six reasons are right: each of the six occurs once",
                 good);
}
END_TEST

/* --- changed lines ---------------------------------------------------------
 */

/* The first line of either kind, 0 if there is none. */
struct strange {
    unsigned early; /* before the first program, and not of the table, whose
                       lines begin with a bracket */
    unsigned wide;
};

static void note_new_line(void *data, unsigned section, unsigned number,
                          const char *line, size_t length)
{
    struct strange *s = data;
    size_t blank = strspn(line, " \t");
    if (section == 0 && blank < length && line[blank] != '[' && s->early == 0)
        s->early = number;
    if (length > COLUMNS && s->wide == 0)
        s->wide = number;
}

START_TEST(changed)
{
    struct patch patch;
    struct strange strange = {0};
    judge_title("how many lines have changed");
    const char *source = judge_source();
    judge_expect(source != NULL, "slower.c cannot be read");
    const char *wrong =
        patch_compare(skeleton, source, &patch, note_new_line, &strange);
    judge_expect(wrong == NULL, "the file %s", wrong);
    judge_expect(strange.early == 0,
                 "line %u is new; before the first program only the table of "
                 "reasons is yours",
                 strange.early);
    judge_expect(strange.wide == 0,
                 "line %u has more than %d columns: it is more than one line",
                 strange.wide, COLUMNS);
    for (unsigned i = 0; i < PROGRAMS; i++)
        judge_expect(patch.changed[1 + i] <= MOST_CHANGED,
                     "%u lines of %s have changed; %d are enough",
                     patch.changed[1 + i], names[i], MOST_CHANGED);
}
END_TEST

/* --- speed -----------------------------------------------------------------
 */

static const struct {
    size_t n, rows;
} sizes[PROGRAMS] = {
    [PARCELS] = {1500}, [VOTES] = {60000},       [STAMPS] = {30000},
    [BINS] = {60000},   [PICTURE] = {60000, 15}, [WEIGHTS] = {30000}};

static void round_of(void *data, unsigned threads)
{
    const enum program *program = data;
    check_task(*program, sizes[*program].n, sizes[*program].rows, threads);
}

START_TEST(faster)
{
    enum program program = (enum program)_i;
    judge_title(names[program]);
    judge_virtual(names[program], round_of, &program);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("slower");
    tcase_add_loop_test(judge_tcase(suite, "correct", "correct"), correct, 0,
                        PROGRAMS);
    tcase_add_loop_test(judge_tcase(suite, "race", "race"), race, 0, PROGRAMS);
    tcase_add_loop_test(judge_tcase(suite, "explore", "explore"), explored, 0,
                        PROGRAMS);
    tcase_add_test(judge_tcase(suite, "reasons", "reasons"), named);
    tcase_add_test(judge_tcase(suite, "patch", "patch source"), changed);
    tcase_add_loop_test(judge_tcase(suite, "faster", "faster"), faster, 0,
                        PROGRAMS);
    return suite;
}

/* --- the skeleton ----------------------------------------------------------
 */
const char skeleton[] =
    R"original(/*
 * slower.c - six parallel programs, each slower than the serial code.
 *
 * TODO: find out why, say so in the table, and mend each of them with ten
 * changed lines at the most. make demo EPISODE=measure shows what each of them
 * does on eight cores. slower.h is the contract.
 */
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>

#include "cacheline.h"
#include "range.h"
#include "slower.h"
#include "team.h"
#include "work.h"

const enum reason reasons[PROGRAMS] = {
    [PARCELS] = NOT_KNOWN, [VOTES] = NOT_KNOWN,   [STAMPS] = NOT_KNOWN,
    [BINS] = NOT_KNOWN,    [PICTURE] = NOT_KNOWN, [WEIGHTS] = NOT_KNOWN,
};

/* --- parcels: items that cost much, and items that cost little ------------ */

struct parcels {
    const uint32_t *costs;
    size_t n;
    _Atomic uint64_t sum;
};

static void parcels_part(unsigned rank, unsigned threads, void *shared)
{
    struct parcels *p = shared;
    struct range mine = range_part(p->n, threads, rank);
    uint64_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += grind(i, p->costs[i]);
    atomic_fetch_add(&p->sum, own);
}

uint64_t parcels(const uint32_t *costs, size_t n, unsigned threads)
{
    struct parcels p = {.costs = costs, .n = n};
    team_run(threads, parcels_part, &p);
    return p.sum;
}

/* --- votes: every thread has a sum of its own ----------------------------- */

struct own_sum {
    uint64_t value;
};

struct votes {
    const uint32_t *items;
    size_t n;
    struct own_sum sum[64];
};

static void votes_part(unsigned rank, unsigned threads, void *shared)
{
    struct votes *v = shared;
    struct range mine = range_part(v->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        v->sum[rank].value += vote(v->items[i]);
}

uint64_t votes(const uint32_t *items, size_t n, unsigned threads)
{
    struct votes v = {.items = items, .n = n};
    uint64_t sum = 0;
    team_run(threads, votes_part, &v);
    for (unsigned i = 0; i < threads; i++)
        sum += v.sum[i].value;
    return sum;
}

/* --- stamps: plenty of threads for plenty of items ------------------------ */

enum { TEAM = 240 };

struct stamps {
    const uint32_t *items;
    size_t n;
    uint64_t *out;
};

static void stamps_part(unsigned rank, unsigned threads, void *shared)
{
    struct stamps *s = shared;
    struct range mine = range_part(s->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        s->out[i] = grind(s->items[i], 1);
}

void stamps(const uint32_t *items, size_t n, uint64_t *out, unsigned threads)
{
    struct stamps s = {items, n, out};
    team_run(threads < TEAM ? TEAM : threads, stamps_part, &s);
}

/* --- bins: how many items there are of each kind -------------------------- */

struct bin {
    alignas(CACHELINE) _Atomic uint64_t count;
};

struct bins {
    const uint32_t *items;
    size_t n;
    struct bin bin[KINDS];
};

static void bins_part(unsigned rank, unsigned threads, void *shared)
{
    struct bins *b = shared;
    struct range mine = range_part(b->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        atomic_fetch_add(&b->bin[vote(b->items[i]) % KINDS].count, 1);
}

void bins(const uint32_t *items, size_t n, uint64_t *count, unsigned threads)
{
    struct bins b = {.items = items, .n = n};
    team_run(threads, bins_part, &b);
    for (unsigned kind = 0; kind < KINDS; kind++)
        count[kind] += b.bin[kind].count;
}

/* --- picture: each row is shared out -------------------------------------- */

struct picture {
    const uint32_t *in;
    size_t rows, columns, row;
    uint64_t *out;
};

static void picture_part(unsigned rank, unsigned threads, void *shared)
{
    struct picture *p = shared;
    struct range mine = range_part(p->columns, threads, rank);
    size_t row = p->row * p->columns;
    for (size_t i = row + mine.first; i < row + mine.end; i++)
        p->out[i] = vote(p->in[i]);
}

void picture(const uint32_t *in, size_t rows, size_t columns, uint64_t *out,
             unsigned threads)
{
    struct picture p = {in, rows, columns, 0, out};
    for (p.row = 0; p.row < rows; p.row++)
        team_run(threads, picture_part, &p);
}

/* --- weights: the largest of all ------------------------------------------ */

struct weights {
    const uint32_t *items;
    size_t n;
    pthread_mutex_t lock;
    uint64_t most; /* guarded by lock */
};

static void weights_part(unsigned rank, unsigned threads, void *shared)
{
    struct weights *w = shared;
    struct range mine = range_part(w->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++) {
        pthread_mutex_lock(&w->lock);
        uint64_t weight = grind(w->items[i], 1);
        w->most = weight > w->most ? weight : w->most;
        pthread_mutex_unlock(&w->lock);
    }
}

uint64_t weights(const uint32_t *items, size_t n, unsigned threads)
{
    struct weights w = {items, n, PTHREAD_MUTEX_INITIALIZER, 0};
    team_run(threads, weights_part, &w);
    return w.most;
}
)original";
