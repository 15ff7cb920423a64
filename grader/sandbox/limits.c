/* limits.c - layer 1: what one process may use. */
#include <sys/resource.h>

#include "layers.h"

/* A limit that is lower already cannot be raised, and need not be. */
static bool limit(int resource, unsigned long most)
{
    struct rlimit l;
    if (getrlimit(resource, &l) != 0)
        return false;
    if (l.rlim_max != RLIM_INFINITY && l.rlim_max < most)
        most = l.rlim_max;
    l.rlim_cur = l.rlim_max = most;
    return setrlimit(resource, &l) == 0;
}

/* AddressSanitizer, with which our own tests are built, takes more addresses
 * than any limit; they are not limited there. */
static bool limit_addresses(const struct sandbox *s)
{
#ifdef __SANITIZE_ADDRESS__
    (void)s;
    return true;
#else
    return s->memory == 0 || limit(RLIMIT_AS, s->memory);
#endif
}

/* All tasks of a user count together, so this is of use only where the user
 * is the submission's own. */
static bool limit_tasks(const struct sandbox *s)
{
    bool alone = sandbox_has(SANDBOX_IDENTITY) ||
                 (sandbox_has(SANDBOX_NAMESPACES) && namespaces_have_users());
    return !alone || limit(RLIMIT_NPROC, profile_of(s)->tasks);
}

const char *limits_apply(const struct sandbox *s)
{
    bool good = limit(RLIMIT_CORE, 0) && limit(RLIMIT_MSGQUEUE, 0) &&
                limit(RLIMIT_FSIZE, s->file != 0 ? s->file : 16ul << 20) &&
                limit(RLIMIT_NOFILE, profile_of(s)->files) &&
                (s->cpu_seconds == 0 || limit(RLIMIT_CPU, s->cpu_seconds)) &&
                limit_addresses(s) && limit_tasks(s);
    return good ? NULL : "set resource limits";
}
