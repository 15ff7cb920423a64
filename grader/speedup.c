/* speedup.c - see speedup.h */
#include <math.h>
#include <stdlib.h>

#include "speedup.h"

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double total_cpu(const struct model_round *r)
{
    double sum = 0;
    for (size_t i = 0; i < r->nloads; i++)
        sum += r->loads[i].cpu;
    return larger(sum, r->cpu);
}

static double largest_load(const struct model_round *r)
{
    double largest = 0;
    for (size_t i = 0; i < r->nloads; i++)
        largest = larger(largest, r->loads[i].cpu);
    return largest;
}

/* How long the thread ran or wanted to that did so for longest. */
static double longest_wish(const struct model_round *r)
{
    double longest = 0;
    for (size_t i = 0; i < r->nloads; i++)
        longest = larger(longest, r->loads[i].cpu + r->loads[i].delay);
    return longest;
}

/*
 * The load of the longest thread, were cores free.  Where threads take work
 * from a shared pile, one that gets no core does less and the others do
 * more; that is this machine's fault, not the code's.  A thread counts as
 * such a victim if what it waited for a core would have let it keep up, and
 * if it did some work at all (a thread that never works is not starved).  In a
 * team of OpenMP all members are there until the pile is gone: who wanted to
 * run for a shorter time than the others had a smaller part from the outset.
 * Where all of them together do much more than the serial code, they burn
 * time rather than take work, and nobody is a victim.
 */
static double fair_load(const struct model_round *r, double work)
{
    const double keeps_up = 0.8, some = 0.02, useful = 1.5;
    double largest = largest_load(r), sum = 0;
    if (r->serial > 0 && work > useful * r->serial)
        return largest;
    double longest = r->teams > 0 ? longest_wish(r) : largest;
    size_t members = 0;
    for (size_t i = 0; i < r->nloads; i++) {
        const struct load *l = &r->loads[i];
        if (l->cpu >= some * work && l->cpu + l->delay >= keeps_up * longest) {
            sum += l->cpu;
            members++;
        }
    }
    return members == 0 ? largest : sum / (double)members;
}

/* The chain of work that counts.  No thread can have run longer than the span:
 * the kernel's word counts, unless the books have dealt its work out anew. */
static double chain(const struct model_round *r, bool pardon)
{
    double largest = largest_load(r), span = larger(r->span, largest);
    if (pardon)
        return span - largest + fair_load(r, total_cpu(r));
    return r->pieces > 0 ? r->span : span;
}

double speedup_time(const struct model_round *r, unsigned threads, bool pardon,
                    enum limit *limit)
{
    double work = total_cpu(r), fair = chain(r, pardon);
    double time = work / threads;
    *limit = LIMIT_WORK;
    if (fair > time) {
        time = fair;
        *limit = LIMIT_SPAN;
    }
    if (r->hold > time) {
        time = r->hold;
        *limit = LIMIT_LOCK;
    }
    return time;
}

/* Threads that did a good part of the work: 15 %, or half of what would be
 * each one's share among many. */
static unsigned workers(const struct model_round *r, double work,
                        unsigned threads)
{
    const double part = fmin(0.15, 0.5 / threads);
    unsigned n = 0;
    for (size_t i = 0; i < r->nloads; i++)
        n += r->loads[i].cpu >= part * work;
    return n;
}

/* Who sleeps cannot want to run at the same time: that it had to wait for a
 * core when it woke is no sign that it could have worked. */
static double running(const struct model_round *r)
{
    double sum = 0;
    for (size_t i = 0; i < r->nloads; i++) {
        const struct load *l = &r->loads[i];
        double awake = larger(r->elapsed - l->nap, l->cpu);
        sum += fmin(l->cpu + l->delay, awake);
    }
    return r->elapsed > 0 ? sum / r->elapsed : 0;
}

/* A lock of sleeps shows by threads that sleep while another runs. Where all
 * of them wait for a core most of the time, they seldom meet. */
static bool is_too_busy(const struct model_round *rounds, size_t n)
{
    const double sleepy = 0.05, busy = 2;
    struct load sum = {0};
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < rounds[i].nloads; k++) {
            sum.cpu += rounds[i].loads[k].cpu;
            sum.delay += rounds[i].loads[k].delay;
            sum.nap += rounds[i].loads[k].nap;
        }
    }
    return sum.nap > sleepy * sum.cpu && sum.delay > busy * sum.cpu;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    if (n == 0)
        return 0;
    qsort(values, n, sizeof *values, ascending);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* The books know loops, sections and tasks of OpenMP, but no piles that the
 * learner has made.  From such a pile everybody takes as much as he can in
 * nearly every round; an uneven share looks like that only on a machine where
 * every thread mostly waits for a core: so there is doubt, and no more. */
static bool deserves_pardon(const struct model_round *rounds, size_t n)
{
    const double clear = 0.9;
    size_t even = 0;
    for (size_t i = 0; i < n; i++)
        even += chain(&rounds[i], true) < clear * chain(&rounds[i], false);
    return 4 * even >= 3 * n;
}

static bool keeps_books(const struct model_round *rounds, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rounds[i].teams > 0)
            return true;
    return false;
}

struct model speedup_model(const struct model_round *rounds, size_t n,
                           unsigned threads)
{
    struct model m = {.serial = INFINITY};
    double best = INFINITY, best_signal = INFINITY, best_pardon = INFINITY,
           at_work[SPEEDUP_ROUNDS];
    n = n < SPEEDUP_ROUNDS ? n : SPEEDUP_ROUNDS;
    bool books = keeps_books(rounds, n), pardon = deserves_pardon(rounds, n);
    for (size_t i = 0; i < n; i++) {
        const struct model_round *r = &rounds[i];
        enum limit limit;
        if (r->serial <= 0)
            continue; /* nothing to compare with */
        double time = speedup_time(r, threads, !books, &limit);
        double work = total_cpu(r), kindest = time;
        if (pardon)
            kindest = speedup_time(r, threads, true, &(enum limit){0});
        best_pardon = fmin(best_pardon, kindest);
        m.serial = r->serial < m.serial ? r->serial : m.serial;
        at_work[i] = running(r);
        m.workers = (unsigned)larger(m.workers, workers(r, work, threads));
        best_signal =
            fmin(best_signal, larger(time, r->teams > 0 ? 0 : r->span_signal));
        if (time >= best || time <= 0)
            continue;
        best = time;
        m.measured = true;
        m.limit = limit;
        m.work = work;
        m.span = larger(r->span, largest_load(r));
        m.hold = r->hold;
        m.acquired = r->acquired;
        m.teams = r->teams;
        m.pieces = r->pieces;
        m.balance = fair_load(r, work) / largest_load(r);
    }
    if (!m.measured)
        return (struct model){.measured = false};
    m.running = median(at_work, n);
    m.too_busy = is_too_busy(rounds, n);
    /* noise can make it look better than it can be */
    m.speedup = fmin(m.serial / best, threads);
    m.signal = fmin(m.serial / best_signal, threads);
    m.pardoned = fmin(m.serial / best_pardon, threads);
    if (m.signal < 0.9 * m.speedup && m.limit != LIMIT_LOCK)
        m.limit = LIMIT_SIGNAL;
    return m;
}

double speedup_seen(const struct model *m, unsigned threads)
{
    return m->serial / m->work * fmin(m->running, threads);
}

const double speedup_margin = 1.15;

/* --- by the clock -------------------------------------------------------- */

/* Probability that a fair coin shows at most k heads in n throws. */
static double tail(size_t n, size_t k)
{
    double term = pow(0.5, (double)n), sum = 0;
    for (size_t i = 0; i <= k; i++) {
        sum += term;
        term *= (double)(n - i) / (double)(i + 1);
    }
    return sum;
}

/* The narrowest interval between order statistics of sorted values that
 * holds the true median with at least 95 %. */
static void interval(const double *sorted, size_t n, struct clock *c)
{
    const double wanted = 0.95;
    c->low = 0;
    c->high = INFINITY;
    c->confidence = 0;
    for (size_t k = 0; k < n / 2; k++) {
        double confidence = 1 - 2 * tail(n, k);
        if (confidence < wanted)
            break;
        c->low = sorted[k];
        c->high = sorted[n - 1 - k];
        c->confidence = confidence;
    }
}

static bool is_quiet(const struct clock_round *r)
{
    const double quiet = 0.03;
    return r->waited >= 0 && r->waited <= quiet && r->learner > 0 &&
           r->reference > 0;
}

struct clock speedup_clock(const struct clock_round *rounds, size_t n)
{
    double learner[SPEEDUP_ROUNDS], reference[SPEEDUP_ROUNDS];
    double waited[SPEEDUP_ROUNDS];
    struct clock c = {.high = INFINITY};
    size_t all = 0;
    for (size_t i = 0; i < n && i < SPEEDUP_ROUNDS; i++) {
        const struct clock_round *r = &rounds[i];
        waited[all++] = r->waited < 0 ? 1 : r->waited;
        if (!is_quiet(r))
            continue;
        learner[c.quiet] = r->serial / r->learner;
        reference[c.quiet++] = r->serial / r->reference;
    }
    c.waited = median(waited, all);
    c.median = median(learner, c.quiet);
    c.reference = median(reference, c.quiet);
    interval(learner, c.quiet, &c);
    return c;
}

/* The interval of nine rounds ends at the second largest: two that are fast
 * enough, and the clock cannot turn the code down any more. */
bool speedup_settled(const struct clock_round *rounds, size_t n, double wall,
                     bool doubted)
{
    size_t fast = 0;
    if (doubted)
        return speedup_clock(rounds, n).low >= wall;
    for (size_t i = 0; i < n; i++)
        fast += is_quiet(&rounds[i]) &&
                rounds[i].serial >= wall / speedup_margin * rounds[i].learner;
    return fast >= 2;
}
