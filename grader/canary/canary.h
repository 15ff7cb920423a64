/* canary.h - a race that every detector must find before it is believed. */
#ifndef CANARY_H
#define CANARY_H

/* Two threads add to one variable without any protection. */
int canary_race(void);

#endif
