/* debug.c - make debug: judge and learner's code in one program, for gdb. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../artifact.h"
#include "../die.h"
#include "../options.h"
#include "ask.h"
#include "commands.h"

int command_debug(const struct options *o)
{
    struct episode episode;
    struct artifacts a;
    const struct exercise *e = ask_exercise(o, &episode);
    if (e->mpi)
        die_status(STATUS_USAGE,
                   "ranks are several programs, which gdb does not lead: see "
                   "what they do with make mpi FILE=program.c RANKS=4");
    if (e->cuda)
        die_status(STATUS_USAGE,
                   "threads of kernels are not gdb's: see what they do with "
                   "make cuda FILE=program.cu");
    char *skeleton = exercise_skeleton(e);
    struct order order = {
        .exercise = e,
        .submission = o->submission == NULL ? skeleton : o->submission,
        .debug = true,
    };
    artifact_build(&order, &a);
    if (a.failed) {
        printf("%s:%u: %s\nparcours: does not build (exit status %d)\n",
               e->file, a.line, a.message, STATUS_NOT_PASSED);
        return STATUS_NOT_PASSED;
    }
    puts("The tests and your code are in one program. Type run. A failed test "
         "stops with\nSIGTRAP: bt shows where. If it hangs, type Ctrl-C, then "
         "thread apply all bt.\nBreak on your own functions as usual.");
    fflush(stdout);
    if (isatty(STDIN_FILENO) && !o->dry_run) {
        execlp("gdb", "gdb", "-q", a.debug, (char *)NULL);
        die_errno("cannot start gdb (setup/install extra brings it)");
    }
    printf("parcours: type gdb %s (exit status 0)\n", a.debug);
    free(skeleton);
    artifact_clear(&a);
    episode_clear(&episode);
    return STATUS_PASSED;
}
