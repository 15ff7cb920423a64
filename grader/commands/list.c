/* list.c - make list: the course, and how far the learner has come. */
#include <stdio.h>
#include <string.h>

#include "../options.h"
#include "../progress.h"
#include "ask.h"
#include "commands.h"

static void print_exercise(const struct exercise *e)
{
    struct progress p = progress_read(e);
    double max = 0;
    for (size_t i = 0; i < e->nchecks; i++)
        max += e->checks[i].points;
    printf("  %-7s %-17s %4g/%-4g %s\n",
           p.passed  ? "passed"
           : p.tried ? "tried"
                     : "new",
           e->name, p.points, max, e->title);
}

int command_list(const struct options *o)
{
    ask_check_names(o);
    char **names = episode_names();
    unsigned passed = 0, all = 0;
    for (char **name = names; *name != NULL; name++) {
        struct episode episode;
        if (o->episode != NULL && strcmp(o->episode, *name) != 0)
            continue;
        episode_load(*name, &episode);
        printf("%s - %s\n", episode.name, episode.title);
        for (size_t i = 0; i < episode.count; i++) {
            print_exercise(&episode.exercises[i]);
            passed += progress_read(&episode.exercises[i]).passed;
            all++;
        }
        episode_clear(&episode);
    }
    episode_names_free(names);
    printf("parcours: %u of %u exercises passed (exit status 0)\n", passed,
           all);
    return 0;
}
