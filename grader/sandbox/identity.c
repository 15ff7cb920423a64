/*
 * identity.c - layer 6: a user of its own, where we may choose.
 *
 * Groups go first (they cannot be changed afterwards), then the user, then
 * every capability. Where there is no other user to become, the capabilities
 * that we might have are given up all the same.
 */
#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "layers.h"

bool identity_give_up(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return syscall(SYS_capset, &header, none) == 0;
}

const char *identity_apply(const struct sandbox *s)
{
    uid_t user = sandbox_user();
    (void)s;
    if (user != geteuid() &&
        (setgroups(0, NULL) != 0 || setresgid(user, user, user) != 0 ||
         setresuid(user, user, user) != 0))
        return "become another user";
    /* changing users has made it forget this */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return identity_give_up() ? NULL : "give up capabilities";
}
