/* suite.c - judges the exercise `add`. */
#include "calls.h"
#include "judge.h"

START_TEST(sums)
{
    judge_title("numbers of all sizes");
    for (int i = 0; i < 32; i++) {
        struct add_args args = {(unsigned)judge_random(),
                                (unsigned)judge_random(),
                                judge_out(sizeof *args.sum)};
        judge_call(OP_ADD, args);
        judge_expect(*judge_got(args.sum) == args.a + args.b,
                     "%u and %u gave %u", args.a, args.b, *judge_got(args.sum));
        judge_forget();
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("add");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), sums);
    return suite;
}
