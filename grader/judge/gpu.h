/*
 * gpu.h - a worker whose kernels run on a GPU: how it starts and ends. Between
 * judge.c and gpu.c; suites use cuda.h.
 *
 * What the device lacks, or what befalls it, is no fault of the learner's: it
 * goes on record as the reason why nothing was judged there.
 */
#ifndef PARCOURS_JUDGE_GPU_H
#define PARCOURS_JUDGE_GPU_H

struct subject;

/* Wakes the device up, however long that takes; ends the test if there is
 * none. */
void gpu_start(struct subject *s);

/* After trouble: ends the test if the device has said what is the matter. */
void gpu_trouble(struct subject *s);

#endif
