/*
 * verdict_predict.c - how far off the committed numbers are. An error is the
 * logarithm of a ratio: twice as much is as wrong as half as much.
 */
#include <math.h>

#include "text.h"
#include "verdict_parts.h"

static double error_of(const struct predicted *p)
{
    return fabs(log(p->said / p->is));
}

static void add_table(const struct facts *facts, struct text *detail)
{
    text_addf(detail, "%-32s %9s %9s %7s\n", "", "predicted", "it is",
              "off by");
    for (size_t i = 0; i < facts->npredicted; i++) {
        const struct predicted *p = &facts->predicted[i];
        text_addf(detail, "%-32.32s %9.2f %9.2f %6.2fx\n", p->what, p->said,
                  p->is, exp(error_of(p)));
    }
}

static void judge_numbers(const struct facts *facts, struct check_result *r)
{
    double sum = 0;
    const struct predicted *worst = &facts->predicted[0];
    for (size_t i = 0; i < facts->npredicted; i++) {
        const struct predicted *p = &facts->predicted[i];
        sum += error_of(p);
        worst = error_of(p) > error_of(worst) ? p : worst;
    }
    double mean = sum / (double)facts->npredicted;
    verdict_explain(r,
                    "the mean of |log(predicted / it is)| is %.3f, and at "
                    "most %.3f is wanted; commit number %u",
                    mean, r->spec->tolerance, worst->commit);
    if (mean <= r->spec->tolerance)
        return;
    verdict_fail(r, CAUSE_WRONG);
    verdict_say(r,
                "on average the numbers are off by a factor of %.2f, and at "
                "most %.2f is wanted. The one that is off most is \"%s\".",
                exp(mean), exp(r->spec->tolerance), worst->what);
}

void verdict_predict(const struct evidence *e, size_t i, struct check_result *r)
{
    const struct facts *facts =
        &e->facts[i][e->exercise->cuda ? FLAVOUR_CUDA : FLAVOUR_VIRTUAL];
    const struct failure *f = verdict_worst(facts);
    struct text detail;
    if (f != NULL) {
        verdict_fail_test(e, f, r);
        return;
    }
    if (facts->npredicted == 0) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "nothing was predicted");
        return;
    }
    text_init(&detail);
    add_table(facts, &detail);
    judge_numbers(facts, r);
    verdict_show(r, &detail);
}
