/* survivors.h - what is known of mutants that no check turns down. */
#ifndef PARCOURS_SURVIVORS_H
#define PARCOURS_SURVIVORS_H

struct exercise;
struct mutant;

/* As written in tests/mutants/survivors.conf. */
struct survivor {
    int equivalent;  /* it is right: no check may turn it down */
    const char *why; /* NULL: nothing is written */
};

void survivors_load(void);
struct survivor survivors_find(const struct exercise *e,
                               const struct mutant *m);
void survivors_clear(void);

#endif
