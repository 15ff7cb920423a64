/* hello.c - judges the exercise `hello`. */
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_RANKS = 64, TIMES = 3 };

struct greeting {
    unsigned ranks, call;
    char name[MOST_RANKS][NAME_ROOM];
};

/* Names of all lengths, the longest among them. */
static void add_greeting(struct greeting *g, unsigned ranks, bool reverse)
{
    g->ranks = ranks;
    g->call = ranks_call(OP_HELLO, (struct hello_args){ranks});
    if (reverse)
        ranks_reverse(g->call);
    for (unsigned r = 0; r < ranks; r++) {
        size_t length =
            r == ranks - 1 ? NAME_ROOM - 1 : 1 + judge_below(NAME_ROOM - 1);
        memset(g->name[r], 0, NAME_ROOM);
        for (size_t i = 0; i < length; i++)
            g->name[r][i] = (char)('a' + judge_below(26));
        ranks_in(g->call, r, g->name[r], length + 1);
        ranks_out(g->call, r, r == 0 ? ranks * LINE_ROOM + 1 : 0);
    }
}

/* The first line that is not as it should be. */
static void check_greeting(const struct greeting *g)
{
    const char *got = ranks_got(g->call, 0);
    size_t left = g->ranks * LINE_ROOM + 1;
    for (unsigned r = 0; r < g->ranks; r++) {
        char line[LINE_ROOM];
        int length = snprintf(line, sizeof line, "rank %u of %u: %s\n", r,
                              g->ranks, g->name[r]);
        size_t theirs = strnlen(got, left);
        const char *end = memchr(got, '\n', theirs);
        int shown = end == NULL ? (int)theirs : (int)(end - got);
        judge_expect(theirs >= (size_t)length &&
                         memcmp(got, line, (size_t)length) == 0,
                     "line %u of %u is \"%.*s\" and should be \"%.*s\"", r + 1,
                     g->ranks, shown < 60 ? shown : 60, got, length - 1, line);
        got += length;
        left -= (size_t)length;
    }
    judge_expect(*got == '\0', "the text goes on behind its last line");
}

static void check_all(void *data)
{
    const struct greeting *list = data;
    for (unsigned i = 0; i < TIMES; i++)
        check_greeting(&list[i]);
}

static void check_one(void *data)
{
    check_greeting(data);
}

START_TEST(says_who_is_there)
{
    static const unsigned ranks[] = {1, 2, 5};
    static struct greeting list[TIMES];
    char what[80];
    judge_title("every name in its line");
    for (unsigned i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        ranks_begin(ranks[i]);
        for (unsigned k = 0; k < TIMES; k++)
            add_greeting(&list[k], ranks[i], k == 1);
        snprintf(what, sizeof what, "%d greetings of %u rank%s", TIMES,
                 ranks[i], ranks[i] == 1 ? "" : "s");
        ranks_run(what, check_all, list);
    }
}
END_TEST

START_TEST(whatever_comes_first)
{
    static struct greeting g;
    judge_title("the same text in whatever order messages come");
    ranks_begin(3);
    add_greeting(&g, 3, false);
    ranks_orders("a greeting of 3 ranks", 6, check_one, &g);
}
END_TEST

START_TEST(few_messages)
{
    static struct greeting g;
    judge_title("messages of a greeting");
    const unsigned many = MOST_RANKS;
    ranks_begin(many);
    add_greeting(&g, many, false);
    /* one message from each, and one more where its length comes first */
    ranks_count("hello", &(struct ranks_figures){.messages = 2 * (many - 1)},
                check_one, &g);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("hello");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), says_who_is_there);
    tcase_add_test(judge_tcase(suite, "order", "order"), whatever_comes_first);
    tcase_add_test(judge_tcase(suite, "count", "count"), few_messages);
    return suite;
}
