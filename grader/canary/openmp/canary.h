/* canary.h - what Archer must find, and what it must not find, before it is
 * believed. */
#ifndef CANARY_H
#define CANARY_H

/* All threads of a team add to one variable without any protection. */
int canary_race(void);

/* Reduction, critical section, barrier, ordering by tasks, and results that are
 * read after the team is over: reported by ThreadSanitizer alone. Tasks in the
 * memory of others: reported with Archer, but without grader/worker/archer. */
int canary_clean(void);

#endif
