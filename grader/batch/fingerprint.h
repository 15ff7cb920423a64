/*
 * fingerprint.h - one word for all that the verdict on a submission depends
 * on beside the submission: grader, exercises, suites, helper library.
 */
#ifndef PARCOURS_FINGERPRINT_H
#define PARCOURS_FINGERPRINT_H

struct episode;

/* 16 hexadecimal digits; to be freed. */
char *fingerprint(const struct episode *episode);

#endif
