/* graded.h - what the real grader says to a mutant. */
#ifndef PARCOURS_GRADED_H
#define PARCOURS_GRADED_H

struct exercise;
struct mutant;

struct graded {
    enum { GRADED_KILLED, GRADED_SURVIVED, GRADED_NOT_JUDGED } outcome;
    char *check; /* the first that failed: "explore"; "" if none did */
    char *cause; /* "deadlock" */
};

/* True if the compiler takes it. */
int graded_compiles(const struct exercise *e, const struct mutant *m);

/* What the grader says. A verdict is kept in build/mutants until the suite,
 * the driver or episode.conf changes; rm -r build/mutants forgets them all.
 * Ends the program if the grader itself fails. */
struct graded graded_ask(const struct exercise *e, const struct mutant *m);
void graded_clear(struct graded *g);

#endif
