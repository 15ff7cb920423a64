/* solution.c - make solution: ours, once the learner's own passes. */
#include <stdio.h>

#include "../die.h"
#include "../files.h"
#include "../options.h"
#include "../progress.h"
#include "ask.h"
#include "commands.h"

int command_solution(const struct options *o)
{
    struct episode episode;
    const struct exercise *e = ask_exercise(o, &episode);
    struct text t;
    text_init(&t);
    if (!progress_read(e).passed &&
        !ask(o, "Your own does not pass yet. Look at the solution?")) {
        printf("parcours: not shown; make hint gives a hint first (exit status "
               "0)\n");
    } else {
        const char *failed = files_read(e->solution, &t);
        if (failed != NULL)
            die("cannot read %s: %s", e->solution, failed);
        printf("%s\nparcours: this was %s (exit status 0)\n", t.bytes,
               e->solution);
    }
    text_clear(&t);
    episode_clear(&episode);
    return 0;
}
