/* scratch.c - see scratch.h */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scratch.h"

char *scratch_make(uid_t user)
{
    const char *above = getenv("TMPDIR");
    char *path = NULL;
    if (above == NULL || access(above, W_OK | X_OK) != 0)
        above = "/tmp";
    if (asprintf(&path, "%s/parcours-XXXXXX", above) < 0)
        return NULL;
    if (mkdtemp(path) == NULL ||
        (user != geteuid() && chown(path, user, (gid_t)-1) != 0)) {
        free(path);
        return NULL;
    }
    return path;
}

static int remove_one(const char *path, const struct stat *s, int type,
                      struct FTW *at)
{
    (void)s, (void)type, (void)at;
    remove(path);
    return 0;
}

void scratch_remove(char *path)
{
    const int folders_open = 16;
    if (path != NULL)
        nftw(path, remove_one, folders_open, FTW_DEPTH | FTW_PHYS);
    free(path);
}
