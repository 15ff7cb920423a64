/*
 * play.h - a scenario, from its first to its last action, once.
 */
#ifndef PARCOURS_PLAY_H
#define PARCOURS_PLAY_H

struct wire_scenario;

/* Does what is to be done before, starts a thread for each actor, waits for
 * all of them, and does what is to be done after. Notes in WIRE_HISTORY when
 * each action began and ended. */
void play(const struct wire_scenario *scenario);

/* Finds words for the operations; to be called once, before the first run. */
void play_prepare(void);

#endif
