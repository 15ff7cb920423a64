/*
 * bwrap.c - layer 4 where only bwrap may make namespaces.
 *
 * Some systems let no program make namespaces but those that they trust, and
 * bwrap is often one of these: installed setuid root, or named in a profile of
 * AppArmor. Then the judge is run by it, in a room like that of namespaces.c.
 * Compilers, which have to be confined further before they run, do without.
 * As root it is never used: bwrap would be one more program to trust.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "layers.h"

enum { WORDS = 512 };

static const char *const program = "/usr/bin/bwrap";

struct command {
    char *word[WORDS + 1];
    size_t count;
};

static void add(struct command *c, const char *word)
{
    if (c->count < WORDS)
        c->word[c->count++] = (char *)word; /* exec changes no argument */
}

/* The full name, which lives on: the process runs another program at once. */
static const char *whole(const char *path)
{
    char *full = realpath(path, NULL);
    return full == NULL ? path : full;
}

static void show(struct command *c, const char *path)
{
    add(c, "--ro-bind-try");
    add(c, path);
    add(c, path);
}

static void add_room(struct command *c, const struct sandbox *s)
{
    static const char *const rooms[] = {"--unshare-all", "--die-with-parent",
                                        "--hostname",    "localhost",
                                        "--proc",        "/proc",
                                        "--dev",         "/dev",
                                        "--size",        "67108864",
                                        "--tmpfs",       "/dev/shm",
                                        "--size",        "67108864",
                                        "--tmpfs",       "/tmp"};
    add(c, program);
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        add(c, rooms[i]);
    for (const char *const *p = system_paths; *p != NULL; p++)
        show(c, *p);
    if (s->gpu || profile_of(s)->gpu) {
        for (const char *const *p = devices_of_gpus(); *p != NULL; p++) {
            add(c, "--dev-bind-try");
            add(c, *p);
            add(c, *p);
        }
        show(c, "/sys");
    }
    for (const char *const *p = s->read; p != NULL && *p != NULL; p++)
        show(c, **p == '/' ? *p : whole(*p));
    if (s->write != NULL) {
        add(c, "--bind");
        add(c, whole(s->write));
        add(c, whole(s->write));
    }
    const char *here = whole(".");
    add(c, "--dir");
    add(c, here);
    add(c, "--chdir");
    add(c, here);
}

char *const *bwrap_command(const struct sandbox *s, char *const argv[])
{
    static struct command c;
    c.count = 0;
    add_room(&c, s);
    add(&c, "--");
    for (; *argv != NULL; argv++)
        add(&c, *argv);
    c.word[c.count] = NULL;
    return c.count == WORDS ? NULL : c.word;
}

bool trial_bwrap(void)
{
    static char *const inside[] = {
        "sh", "-c",
        "[ ! -e /etc/passwd ] && [ -d /usr ] && [ $$ = 2 ] && : >/dev/shm/x",
        NULL};
    const struct sandbox room = {.profile = SANDBOX_JUDGE};
    if (geteuid() == 0 || access(program, X_OK) != 0)
        return false;
    char *const *argv = bwrap_command(&room, inside);
    execv(argv[0], argv);
    return false;
}
