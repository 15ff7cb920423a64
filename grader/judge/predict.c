/* predict.c - numbers that the learner has committed (judge.h). */
#include <string.h>

#include "../prediction.h"
#include "../worker/wire.h"
#include "judge.h"

unsigned judge_predictions(unsigned op, const char *const *names, size_t n,
                           double *values)
{
    static struct prediction p;
    struct wire_text a = {judge_out(WIRE_TEXT)};
    judge_time(1, op, a);
    const char *text = judge_got(a.text);
    judge_expect(memchr(text, '\0', WIRE_TEXT) != NULL,
                 "the prediction is longer than %d characters", WIRE_TEXT - 1);
    const char *wrong = prediction_read(text, &p);
    judge_expect(wrong == NULL, "the prediction cannot be read: %s", wrong);
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < p.count && strcmp(p.line[at].name, names[i]) != 0)
            at++;
        judge_expect(at < p.count, "there is no number for \"%s\"", names[i]);
        values[i] = p.line[at].value;
    }
    judge_expect(p.count == n,
                 "there are %zu numbers; one for each of %zu is wanted",
                 p.count, n);
    judge_expect(p.commit > 0,
                 "the numbers have not been committed; make commit does that, "
                 "and only then are they compared with the truth");
    judge_expect(p.sealed, "the numbers were changed after they had been "
                           "committed; make commit commits the new ones, and "
                           "counts");
    return p.commit;
}
