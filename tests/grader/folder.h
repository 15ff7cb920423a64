/*
 * folder.h - a folder of its own for the tests of a case, as the current one:
 * tcase_add_unchecked_fixture(tests, folder_enter, folder_leave).
 */
#ifndef PARCOURS_FOLDER_H
#define PARCOURS_FOLDER_H

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../grader/die.h"
#include "../../grader/files.h"

static char folder[] = "/tmp/parcours-unit-XXXXXX";
static int folder_before;

static void folder_enter(void)
{
    folder_before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_before < 0 || mkdtemp(folder) == NULL || chdir(folder) != 0)
        die_errno("cannot make a folder for tests");
}

static void folder_leave(void)
{
    if (fchdir(folder_before) != 0)
        die_errno("cannot leave the folder for tests");
    close(folder_before);
    files_remove_folder(folder);
}

#endif
