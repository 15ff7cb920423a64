/*
 * verdict_parts.h - what the files of the verdict share: how a check's result
 * is filled in, and who judges which kind of check.
 */
#ifndef PARCOURS_VERDICT_PARTS_H
#define PARCOURS_VERDICT_PARTS_H

#include "verdict.h"

struct text;

/* The check did not pass: sets cause and verdict. */
void verdict_fail(struct check_result *r, enum cause cause);

/* Set the message, the explanation and the evidence. The last takes the
 * bytes of the text over. */
void verdict_say(struct check_result *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void verdict_explain(struct check_result *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void verdict_show(struct check_result *r, struct text *evidence);

/* Shows the line that the check points to. */
void verdict_show_line(const struct evidence *e, struct check_result *r);

/* The failed test to name first, NULL if none failed. */
const struct failure *verdict_worst(const struct facts *facts);

/* The check fails because of this test. */
void verdict_fail_test(const struct evidence *e, const struct failure *f,
                       struct check_result *r);

/* Columns of what is shown. */
enum { VERDICT_WIDTH = 72 };

/* Adds a text that names a place as "cover.cu:12", and the line there; the
 * first of these is where the check points to. */
void verdict_add_place(const struct evidence *e, const char *text,
                       struct check_result *r, struct text *to);

/* Judge check `i`: of kind race, of kind speed, explore, virtual, predict,
 * ranks, count, kernels. */
void verdict_race(const struct evidence *e, size_t i, struct check_result *r);
void verdict_speed(const struct evidence *e, size_t i, struct check_result *r);
void verdict_explore(const struct evidence *e, size_t i,
                     struct check_result *r);
void verdict_virtual(const struct evidence *e, size_t i,
                     struct check_result *r);
void verdict_predict(const struct evidence *e, size_t i,
                     struct check_result *r);
void verdict_ranks(const struct evidence *e, size_t i, struct check_result *r);
void verdict_count(const struct evidence *e, size_t i, struct check_result *r);
void verdict_kernels(const struct evidence *e, size_t i,
                     struct check_result *r);

/* What a GPU has to say, where there is one. */
void verdict_gpu(const struct evidence *e, struct check_result *r);
extern const struct check_spec verdict_gpu_spec;

#endif
