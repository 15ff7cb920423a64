/* Launches. */
#pragma once

#include <stdint.h>

/* Threads that have ended, in all launches. */
uint64_t launch_threads_ended(void);

/* "kernel scale" while one runs, else NULL. */
const char *launch_running(void);

/* A launch failed and nobody has asked since: reports it. */
void launch_report_unasked(void);

/* The program asked for errors. */
void launch_asked(void);
