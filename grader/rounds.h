/*
 * rounds.h - measured rounds as JSON: written by judge/speed.c, read by the
 * judge itself (to know when it has seen enough) and by facts.c.
 */
#ifndef PARCOURS_ROUNDS_H
#define PARCOURS_ROUNDS_H

struct json_t;
struct model_round;
struct clock_round;

void rounds_read_model(const struct json_t *record, struct model_round *round);
void rounds_read_clock(const struct json_t *record, struct clock_round *round);

#endif
