/* hint.c - make hint: the next hint each time. */
#include <stdio.h>

#include "../options.h"
#include "../progress.h"
#include "../text.h"
#include "ask.h"
#include "commands.h"

int command_hint(const struct options *o)
{
    struct episode episode;
    const struct exercise *e = ask_exercise(o, &episode);
    struct progress p = progress_read(e);
    size_t n = p.hints < e->nhints ? p.hints : e->nhints - 1;
    struct text t;
    text_init(&t);
    text_wrap(&t, e->hints[n], 2, 80);
    printf("%s/%s, hint %zu of %zu:\n\n%s\n", e->episode, e->name, n + 1,
           e->nhints, t.bytes);
    text_clear(&t);
    if (p.hints < e->nhints) {
        p.hints++;
        progress_write(e, &p);
    } else {
        printf("That was the last one. The lesson is episodes/%s/README.md, "
               "our solution:\nmake solution EPISODE=%s EXERCISE=%s\n",
               e->episode, e->episode, e->name);
    }
    episode_clear(&episode);
    return 0;
}
