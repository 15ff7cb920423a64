/* confine.c - see confine.h */
#include <stdio.h>
#include <stdlib.h>

#include "confine.h"
#include "die.h"
#include "sandbox/sandbox.h"

void confine_check(const struct options *o)
{
    char *line = sandbox_line();
    bool enough = sandbox_tier() != '-';
    if (!enough && o->trust == TRUST_NOBODY)
        die_status(STATUS_NOT_JUDGED,
                   "others' code is not run here, the sandbox is %s; "
                   "SANDBOX=weak runs it all the same",
                   line);
    if (!enough || o->trust != TRUST_LEARNER)
        fprintf(stderr, "parcours: sandbox: %s\n", line);
    free(line);
}
