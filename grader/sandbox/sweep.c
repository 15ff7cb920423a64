/*
 * sweep.c - what confined code leaves in /dev/shm where that is shared.
 *
 * A killed OpenMP runtime leaves its registration behind, under a name with
 * its process id; whatever belongs to the sandbox's own user goes too.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layers.h"

static bool is_litter(int folder, const char *name, const char *mark)
{
    struct stat s;
    const uid_t user = sandbox_user();
    if (strstr(name, mark) != NULL)
        return true;
    return user != geteuid() &&
           fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) == 0 &&
           s.st_uid == user;
}

void sandbox_sweep(pid_t pid)
{
    char mark[64];
    DIR *folder = opendir("/dev/shm");
    if (folder == NULL)
        return;
    snprintf(mark, sizeof mark, "__KMP_REGISTERED_LIB_%ld_", (long)pid);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (is_litter(dirfd(folder), entry->d_name, mark))
            unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
}
