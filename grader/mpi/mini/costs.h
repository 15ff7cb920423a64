/*
 * costs.h - the two constants of the model of messages.
 *
 * A message of n bytes occupies the sender's and the receiver's port for
 * MINI_ALPHA + n * MINI_BETA seconds each; a port carries one message at a
 * time, sending and receiving have a port each. These are a cluster's usual
 * 2 us and 1 GB/s. Verdicts use them only, so that they are the same on every
 * machine; what `make calibrate` measures is for predictions about the machine
 * at hand (MINI_ALPHA and MINI_BETA of the environment, see run.c).
 */
#ifndef PARCOURS_MINI_COSTS_H
#define PARCOURS_MINI_COSTS_H

#define MINI_ALPHA 2e-6
#define MINI_BETA 1e-9

#endif
