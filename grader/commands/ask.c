/* ask.c - see ask.h */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../die.h"
#include "../options.h"
#include "ask.h"

const struct exercise *ask_exercise(const struct options *o,
                                    struct episode *episode)
{
    if (o->episode == NULL)
        die_status(STATUS_USAGE,
                   "say which exercise (make list shows all):\n"
                   "    make %s EPISODE=races EXERCISE=counter",
                   o->command);
    episode_load(o->episode, episode);
    if (o->exercise == NULL)
        die_status(STATUS_USAGE,
                   "say which exercise (make list shows all):\n"
                   "    make %s EPISODE=%s EXERCISE=%s",
                   o->command, o->episode, episode->exercises[0].name);
    return episode_find(episode, o->exercise);
}

void ask_check_names(const struct options *o)
{
    struct episode episode;
    if (o->episode == NULL)
        return;
    episode_load(o->episode, &episode);
    if (o->exercise != NULL)
        episode_find(&episode, o->exercise);
    episode_clear(&episode);
}

bool ask(const struct options *o, const char *question)
{
    char answer[16];
    if (o->yes)
        return true;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        printf("%s\nNo terminal to ask on: add YES=1 to say yes.\n", question);
        return false;
    }
    printf("%s [y/N] ", question);
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) != NULL &&
           (answer[0] == 'y' || answer[0] == 'Y');
}
