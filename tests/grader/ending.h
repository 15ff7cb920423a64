/*
 * ending.h - what code that ends the process says, and its exit status.
 */
#ifndef PARCOURS_ENDING_H
#define PARCOURS_ENDING_H

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct ending {
    int status;      /* -1: it returned, or was ended by a signal */
    char said[4096]; /* on stderr */
};

/* Runs `act` in a process of its own. */
static inline struct ending ending_of(void (*act)(void *), void *arg)
{
    struct ending e = {.status = -1};
    int ends[2], status;
    size_t length = 0;
    ssize_t got;
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        act(arg);
        _exit(255);
    }
    close(ends[1]);
    while (length < sizeof e.said - 1 &&
           (got = read(ends[0], e.said + length, sizeof e.said - 1 - length)) >
               0)
        length += (size_t)got;
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 255)
        e.status = WEXITSTATUS(status);
    return e;
}

static inline void ending_check(const struct ending *e, int status,
                                const char *part)
{
    ck_assert_msg(e->status == status, "exit status %d: %s", e->status,
                  e->said);
    ck_assert_msg(strstr(e->said, part) != NULL, "no \"%s\" in: %s", part,
                  e->said);
}

#endif
