/* autocorrelation.c - judges the exercise `autocorrelation`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_CALLS = 8, MOST_LAGS = 256 };

struct text {
    unsigned call, ranks;
    struct autocorrelation_args args;
    uint32_t *word;
    int words;
    int64_t expected[MOST_LAGS];
};

static struct text list[MOST_CALLS];
static unsigned texts;

static void begin(unsigned ranks)
{
    for (; texts > 0; texts--)
        free(list[texts - 1].word);
    ranks_begin(ranks);
}

/* Few words are frequent and many are rare, as in any language. */
static void write_text(struct text *t, uint64_t vocabulary)
{
    t->word = malloc(((size_t)t->words + 1) * sizeof *t->word);
    for (int i = 0; i < t->words; i++) {
        uint64_t most = judge_below(vocabulary) + 1;
        t->word[i] = (uint32_t)judge_below(most) * 2654435761u;
    }
    for (int k = 0; k < t->args.lags; k++) {
        t->expected[k] = 0;
        for (int i = 0; i + k < t->words; i++)
            t->expected[k] += t->word[i] == t->word[i + k];
    }
}

/* `size` holds one number for each rank. */
static struct text *add_of(uint64_t vocabulary, unsigned ranks, const int *size,
                           int lags, bool reverse)
{
    struct text *t = &list[texts++];
    *t = (struct text){.ranks = ranks, .args = {.lags = lags}};
    for (unsigned r = 0; r < ranks; r++) {
        t->args.size[r] = size[r];
        t->words += size[r];
    }
    write_text(t, vocabulary);
    t->call = ranks_call(OP_AUTOCORRELATION, t->args);
    if (reverse)
        ranks_reverse(t->call);
    for (unsigned r = 0, at = 0; r < ranks; at += (unsigned)size[r], r++)
        ranks_in(t->call, r, t->word + at, (size_t)size[r] * sizeof *t->word);
    ranks_out(t->call, 0, (size_t)lags * sizeof t->expected[0]);
    return t;
}

static struct text *add(unsigned ranks, const int *size, int lags, bool reverse)
{
    return add_of(40, ranks, size, lags, reverse);
}

static void check_text(const struct text *t)
{
    const int64_t *got = ranks_got(t->call, 0);
    for (int k = 0; k < t->args.lags; k++)
        judge_expect(got[k] == t->expected[k],
                     "%d words on %u ranks (%d on rank 0, %d on the last), %d "
                     "lags: at lag %d there are %lld, and %lld is right",
                     t->words, t->ranks, t->args.size[0],
                     t->args.size[t->ranks - 1], t->args.lags, k,
                     (long long)got[k], (long long)t->expected[k]);
}

static void check_all(void *data)
{
    (void)data;
    for (unsigned i = 0; i < texts; i++)
        check_text(&list[i]);
}

START_TEST(every_pair_once)
{
    judge_title("every pair is counted, and once");
    begin(1);
    add(1, (int[]){30}, 40, false);
    add(1, (int[]){0}, 3, false);
    ranks_run("a text on 1 rank", check_all, NULL);
    begin(5);
    add(5, (int[]){20, 31, 17, 25, 22}, 1, false);
    add(5, (int[]){20, 31, 17, 25, 22}, 12, true);
    /* one word over and over: no pair that is left out can be an unequal one */
    add_of(1, 5, (int[]){9, 14, 0, 8, 11}, 12, false);
    add(5, (int[]){6, 1, 0, 3, 9}, 15, false); /* over several ranks */
    add(5, (int[]){0, 1, 0, 1, 0}, 4, false);  /* fewer words than ranks */
    add(5, (int[]){0, 0, 0, 0, 0}, 2, false);
    add(5, (int[]){0, 0, 40, 0, 2}, 50, true); /* a lag beyond the text */
    ranks_run("texts on 5 ranks", check_all, NULL);
}
END_TEST

START_TEST(no_luck_needed)
{
    judge_title("sends that wait for their receiver");
    begin(3);
    add(3, (int[]){4, 2, 7}, 8, false);
    ranks_orders("a text on 3 ranks, with sends that wait", 4, check_all, NULL);
}
END_TEST

/* The words behind each block, as far as lags reach, and one set of counts from
 * each rank but the first. */
static double least_bytes(const struct text *t)
{
    double words = 0;
    int behind = t->words;
    for (unsigned r = 0; r < t->ranks; r++) {
        int reach = t->args.lags - 1;
        behind -= t->args.size[r];
        if (t->args.size[r] > 0)
            words += reach < behind ? reach : behind;
    }
    return words * sizeof(uint32_t) +
           (t->ranks - 1.0) * t->args.lags * sizeof(int64_t);
}

static int longest(const struct text *t)
{
    int most = 0;
    for (unsigned r = 0; r < t->ranks; r++)
        most = t->args.size[r] > most ? t->args.size[r] : most;
    return most;
}

/* That of the longest block, and then a binomial tree for the counts, in which
 * they go once for each one in a rank's number. The last rank has least to do:
 * there are no words behind it. */
static double least_seconds(const struct text *t)
{
    int rounds = 0;
    for (unsigned r = 0; r + 1 < t->ranks; r++) {
        int ones = __builtin_popcount(r);
        rounds = ones > rounds ? ones : rounds;
    }
    return (double)longest(t) * t->args.lags * seconds_per_place +
           rounds * (2e-6 + 1e-9 * t->args.lags * sizeof(int64_t));
}

static const struct text *uneven(unsigned ranks, int least, int most, int lags)
{
    int size[BLOCKS];
    for (unsigned r = 0; r < ranks; r++)
        size[r] = least + (int)judge_below((uint64_t)(most - least + 1));
    return add(ranks, size, lags, false);
}

START_TEST(few_bytes)
{
    judge_title("no word that is not needed");
    begin(24);
    const struct text *t = uneven(24, 300, 700, 64);
    ranks_count("long blocks", &(struct ranks_figures){.bytes = least_bytes(t)},
                check_all, NULL);
    begin(24);
    t = uneven(24, 0, 40, 100);
    ranks_count("short blocks",
                &(struct ranks_figures){.bytes = least_bytes(t)}, check_all,
                NULL);
}
END_TEST

START_TEST(as_fast_as_the_longest_block)
{
    judge_title("time by the model");
    begin(32);
    const struct text *t = uneven(32, 1000, 3000, 64);
    ranks_count("autocorrelation",
                &(struct ranks_figures){.seconds = least_seconds(t)}, check_all,
                NULL);
    /* words take as long as the pairs that can be counted without them */
    begin(9);
    t = uneven(9, 100, 104, 130);
    ranks_count("short blocks",
                &(struct ranks_figures){.seconds = least_seconds(t)}, check_all,
                NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("autocorrelation");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), every_pair_once);
    tcase_add_test(judge_tcase(suite, "safe", "safe"), no_luck_needed);
    tcase_add_test(judge_tcase(suite, "bytes", "bytes"), few_bytes);
    tcase_add_test(judge_tcase(suite, "scale", "scale"),
                   as_fast_as_the_longest_block);
    return suite;
}
