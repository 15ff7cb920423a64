/* canary.h - what a detector must find before it is believed. */
#ifndef CANARY_H
#define CANARY_H

/* Two threads add to one variable without any protection. */
int canary_race(void);

/* Two threads add to one variable, and each access is under a lock: no race,
 * and wrong in some orders. */
int canary_order(void);

#endif
