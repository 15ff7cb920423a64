/*
 * Strategies, on a model without threads: `threads` counters take `length`
 * steps each; at every step the strategy is asked as the scheduler asks it.
 */
#include <check.h>
#include <string.h>

#include "strategy.h"

#define MAX_LENGTH 64

struct model {
    unsigned threads, length;
    unsigned done[4];
    char order[MAX_LENGTH + 1]; /* who made each step */
    unsigned preemptions;
};

static size_t model_options(const struct model *model, unsigned self,
                            struct option *options)
{
    size_t count = 0;
    for (unsigned i = 1; i <= model->threads; i++) {
        unsigned thread = (self + i) % model->threads;
        if (model->done[thread] < model->length)
            options[count++] = (struct option){thread, OPTION_READY};
    }
    return count;
}

static void model_run(struct model *model, struct strategy *strategy)
{
    struct option options[4];
    unsigned self = 0, total = model->threads * model->length;
    memset(model->done, 0, sizeof model->done);
    model->preemptions = 0;
    for (unsigned step = 1; step <= total; step++) {
        struct choice choice = {
            .kind = CHOICE_THREAD,
            .step = step,
            .options = options,
            .count = model_options(model, self, options),
            .voluntary = model->done[self] == model->length,
            .self = self,
        };
        choice.standard = choice.voluntary ? 0 : choice.count - 1;
        if (choice.voluntary || strategy->interrupts(strategy, step)) {
            size_t picked = strategy->pick(strategy, &choice);
            ck_assert_uint_lt(picked, choice.count);
            model->preemptions += choice_preempts(&choice, picked);
            self = options[picked].value;
        }
        model->done[self]++;
        model->order[step - 1] = (char)('a' + self);
    }
    model->order[total] = '\0';
}

/* Number of schedules with at most `bound` preemptions; all are distinct. */
static unsigned count_bounded(struct model *model, unsigned bound)
{
    static char seen[4096][MAX_LENGTH + 1];
    struct bounded bounded;
    unsigned count = 0;
    bounded_init(&bounded, bound);
    do {
        model_run(model, &bounded.base);
        ck_assert_uint_le(model->preemptions, bound);
        for (unsigned i = 0; i < count; i++)
            ck_assert_str_ne(seen[i], model->order);
        strcpy(seen[count++], model->order);
    } while (bounded_next(&bounded));
    ck_assert(!bounded.diverged);
    bounded_clear(&bounded);
    return count;
}

START_TEST(bounded_search_is_complete)
{
    struct model two = {.threads = 2, .length = 3};
    struct model three = {.threads = 3, .length = 2};
    ck_assert_uint_eq(count_bounded(&two, 0), 1);
    /* a|bbb|aa and aa|bbb|a, and b may come first at once */
    ck_assert_uint_eq(count_bounded(&two, 1), 1 + 3 + 0);
    /* 6! / (3! 3!) orders in all, reached with enough preemptions */
    ck_assert_uint_eq(count_bounded(&two, 6), 20);
    ck_assert_uint_eq(count_bounded(&three, 6), 90);
    ck_assert_uint_eq(count_bounded(&three, 0), 2);
}
END_TEST

START_TEST(bounded_search_first_runs_the_standard)
{
    struct model model = {.threads = 2, .length = 3};
    struct bounded bounded;
    bounded_init(&bounded, 2);
    model_run(&model, &bounded.base);
    ck_assert_str_eq(model.order, "aaabbb");
    bounded_clear(&bounded);
}
END_TEST

START_TEST(a_random_walk_depends_on_its_seed_only)
{
    struct model first = {.threads = 3, .length = 8}, second = first;
    unsigned different = 0;
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct random_walk walk;
        random_walk_init(&walk, seed);
        model_run(&first, &walk.base);
        random_walk_init(&walk, seed);
        model_run(&second, &walk.base);
        ck_assert_str_eq(first.order, second.order);
        random_walk_init(&walk, seed + 1000);
        model_run(&second, &walk.base);
        different += strcmp(first.order, second.order) != 0;
    }
    ck_assert_uint_gt(different, 25);
}
END_TEST

START_TEST(a_random_walk_reaches_every_order)
{
    struct model model = {.threads = 2, .length = 3};
    char seen[20][MAX_LENGTH + 1];
    unsigned count = 0;
    for (uint64_t seed = 0; seed < 3000; seed++) {
        struct random_walk walk;
        unsigned i = 0;
        random_walk_init(&walk, seed);
        model_run(&model, &walk.base);
        while (i < count && strcmp(seen[i], model.order))
            i++;
        if (i == count) {
            ck_assert_uint_lt(count, 20);
            strcpy(seen[count++], model.order);
        }
    }
    ck_assert_uint_eq(count, 20);
}
END_TEST

START_TEST(priorities_preempt_no_more_than_they_change)
{
    struct model model = {.threads = 3, .length = 10};
    unsigned preempted = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct priorities priorities;
        priorities_init(&priorities, seed, 30, 2);
        model_run(&model, &priorities.base);
        ck_assert_uint_le(model.preemptions, 2);
        preempted += model.preemptions;
    }
    ck_assert_uint_gt(preempted, 50);
}
END_TEST

START_TEST(a_replay_repeats_and_notices_a_misfit)
{
    struct model model = {.threads = 2, .length = 3};
    struct schedule schedule;
    struct replay replay;
    const char *error;
    schedule_init(&schedule);
    ck_assert(schedule_parse(&schedule, "2:1,4:0/6", &error));
    replay_init(&replay, &schedule);
    model_run(&model, &replay.base);
    ck_assert_str_eq(model.order, "abbaab");
    ck_assert_uint_eq(replay.misfit, 0);
    ck_assert(schedule_parse(&schedule, "2:3/6", &error));
    replay_init(&replay, &schedule);
    model_run(&model, &replay.base);
    ck_assert_uint_eq(replay.misfit, 2);
    schedule_clear(&schedule);
}
END_TEST

START_TEST(a_guide_is_followed_as_far_as_it_goes)
{
    struct model model = {.threads = 3, .length = 2};
    struct stretches stretches = {0};
    struct guided guided;
    stretches_add(&stretches, (struct stretch){0, 1});
    stretches_add(&stretches, (struct stretch){2, 0});
    stretches_add(&stretches, (struct stretch){9, 5});
    stretches_add(&stretches, (struct stretch){1, 0});
    guided_init(&guided, &stretches);
    model_run(&model, &guided.base);
    ck_assert_str_eq(model.order, "acbbca");
    stretches_clear(&stretches);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("strategy");
    TCase *tests = tcase_create("strategy");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, bounded_search_is_complete);
    tcase_add_test(tests, bounded_search_first_runs_the_standard);
    tcase_add_test(tests, a_random_walk_depends_on_its_seed_only);
    tcase_add_test(tests, a_random_walk_reaches_every_order);
    tcase_add_test(tests, priorities_preempt_no_more_than_they_change);
    tcase_add_test(tests, a_replay_repeats_and_notices_a_misfit);
    tcase_add_test(tests, a_guide_is_followed_as_far_as_it_goes);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
