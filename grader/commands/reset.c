/* reset.c - make reset: the skeleton again, the learner's file as a backup. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../die.h"
#include "../files.h"
#include "../options.h"
#include "../process.h"
#include "ask.h"
#include "commands.h"

/* The skeleton as it was when the course was cloned. */
static void read_original(const char *path, struct text *to)
{
    char *object = text_format("HEAD:%s", path);
    char *argv[] = {"git", "show", object, NULL};
    struct process p = {.argv = argv, .deadline = 20};
    process_run(&p, 1, 1);
    if (!process_good(&p))
        die("git does not have %s: reset needs the course as a git clone",
            path);
    text_add(to, p.output.bytes, p.output.length);
    process_clear(&p);
    free(object);
}

/* Under a name that no other backup has, not even one of this second. */
static char *back_up(const struct exercise *e, const struct text *now)
{
    char stamp[32], *backup = NULL;
    time_t t = time(NULL);
    strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", localtime(&t));
    files_make_folder(".parcours/backup");
    for (unsigned i = 1; backup == NULL || files_exist(backup); i++) {
        free(backup);
        backup = text_format(".parcours/backup/%s-%s-%s-%u%s", e->episode,
                             e->name, stamp, i, e->cuda ? ".cu" : ".c");
    }
    files_write(backup, now->bytes, now->length);
    return backup;
}

int command_reset(const struct options *o)
{
    struct episode episode;
    const struct exercise *e = ask_exercise(o, &episode);
    char *path = exercise_skeleton(e), *backup = NULL;
    struct text now, original;
    text_init(&now);
    text_init(&original);
    bool there = files_read(path, &now) == NULL;
    char *question = text_format("Put the skeleton back into %s?", path);
    if (there && !ask(o, question)) {
        printf("parcours: nothing was changed (exit status 0)\n");
    } else {
        read_original(path, &original);
        if (there)
            backup = back_up(e, &now);
        files_write(path, original.bytes, original.length);
        if (there)
            printf("yours is kept in %s\n", backup);
        printf("parcours: %s is the skeleton again (exit status 0)\n", path);
    }
    free(question);
    free(backup);
    free(path);
    text_clear(&now);
    text_clear(&original);
    episode_clear(&episode);
    return 0;
}
