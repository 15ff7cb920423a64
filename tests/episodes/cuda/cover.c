/* cover.c - every element exactly once, for any n and any launch */
#include <stdio.h>

#include "calls.h"
#include "cuda.h"

enum { ORDERS = 6, MANY = 100001, MILLION = 1000000 };

struct shape {
    unsigned grid, block; /* 0: cover_all */
};

static void check(int n, struct shape s, const int *more, const int *before,
                  const int *out)
{
    const int *got = judge_got(out);
    char how[80];
    if (s.grid == 0)
        snprintf(how, sizeof how, "cover_all, n = %d", n);
    else
        snprintf(how, sizeof how, "n = %d, %u blocks of %u threads", n, s.grid,
                 s.block);
    for (int i = 0; i < n; i++) {
        judge_expect(got[i] != before[i], "%s: element %d was left out", how,
                     i);
        judge_expect(got[i] != before[i] + 2 * more[i],
                     "%s: element %d was added to twice", how, i);
        judge_expect(got[i] == before[i] + more[i],
                     "%s: element %d is %d, not %d", how, i, got[i],
                     before[i] + more[i]);
    }
}

static void cover(int n, struct shape s)
{
    size_t bytes = ((size_t)n + 1) * sizeof(int);
    int *more = judge_in(bytes), *before = judge_in(bytes);
    int *out = judge_out(bytes);
    for (int i = 0; i < n; i++) {
        more[i] = 1 + (int)judge_below(1000);
        before[i] = (int)judge_below(1000000);
    }
    judge_call(s.grid == 0 ? OP_COVER_ALL : OP_COVER,
               (struct cover_args){more, before, n, s.grid, s.block, out});
    check(n, s, more, before, out);
    judge_forget();
}

START_TEST(one_block)
{
    static const int sizes[] = {1, 31, 32, 33, 100};
    judge_title("one block, with as many threads as numbers and with more");
    while (cuda_schedule(ORDERS))
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            cover(sizes[i], (struct shape){1, (unsigned)sizes[i]});
            cover(sizes[i], (struct shape){1, 128});
        }
}
END_TEST

START_TEST(many_blocks)
{
    static const int sizes[] = {0, 1, 31, 32, 33, 1000, 1025};
    judge_title("many blocks, some of them without work");
    while (cuda_schedule(ORDERS))
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            cover(sizes[i], (struct shape){20, 64});
}
END_TEST

START_TEST(few_threads)
{
    judge_title("fewer threads than numbers");
    while (cuda_schedule(ORDERS)) {
        cover(100, (struct shape){1, 1});
        cover(100, (struct shape){3, 7});
        cover(1000, (struct shape){2, 33});
        for (int i = 0; i < 8; i++)
            cover((int)judge_below(2000),
                  (struct shape){1 + (unsigned)judge_below(6),
                                 1 + (unsigned)judge_below(200)});
    }
}
END_TEST

/* Of these, every block may do all, which takes its time. */
START_TEST(very_many)
{
    judge_title("a hundred thousand numbers and one, on five blocks");
    cover(MANY, (struct shape){5, 1024});
}
END_TEST

START_TEST(all_sizes)
{
    static const int sizes[] = {0, 1, 31, 32, 33, 1023, 1024, 1025, 5000};
    judge_title("cover_all, for any n");
    while (cuda_schedule(ORDERS))
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            cover(sizes[i], (struct shape){0});
}
END_TEST

START_TEST(all_of_a_million)
{
    judge_title("cover_all, for a million numbers less one, and one more");
    cover(MILLION - 1, (struct shape){0});
    cover(MILLION + 1, (struct shape){0});
}
END_TEST

/* Two numbers of 4 bytes are read and one is written, each where the last one
 * was not. */
START_TEST(sectors)
{
    static const struct shape shapes[] = {{0, 0}, {4, 128}, {100, 256}};
    static const char *const names[] = {"cover_all with n = 16384",
                                        "n = 16384 on 4 blocks of 128",
                                        "n = 16384 on 100 blocks of 256"};
    const int n = 16384;
    judge_title("moves no more memory than it must");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        cover(n, shapes[i]);
        cuda_expect(names[i],
                    &(struct cuda_figures){.sectors = 3 * n * 4 / 32});
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("cover");
    TCase *kernel = judge_tcase(suite, "kernel", "kernel");
    TCase *host = judge_tcase(suite, "host", "host");
    tcase_add_test(kernel, one_block);
    tcase_add_test(kernel, many_blocks);
    tcase_add_test(kernel, few_threads);
    tcase_add_test(kernel, very_many);
    tcase_add_test(host, all_sizes);
    tcase_add_test(host, all_of_a_million);
    tcase_add_test(judge_tcase(suite, "count", "count"), sectors);
    return suite;
}
