/* interleaving.c - see interleaving.h */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "interleaving.h"
#include "text.h"
#include "utf8.h"

/* Everything comes from a process that the learner's code runs in. */
static char *string(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return utf8_clean(text_copy(s == NULL ? "" : s));
}

static unsigned long number(const json_t *object, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(object, key));
    return n < 0 ? 0 : (unsigned long)n;
}

static bool truth(const json_t *object, const char *key)
{
    return json_is_true(json_object_get(object, key));
}

/* The scenario is played by a file of ours. */
static const char player[] = "play.c";

static struct interleaving_step read_step(const json_t *s)
{
    const char *what = json_string_value(json_object_get(s, "what"));
    const char *file = json_string_value(json_object_get(s, "file"));
    return (struct interleaving_step){
        .call = what != NULL && file != NULL && strcmp(file, player) == 0 &&
                strstr(what, "()") != NULL,
        .number = (unsigned)number(s, "step"),
        .thread = (unsigned)number(s, "thread"),
        .file = string(s, "file"),
        .line = (unsigned)number(s, "line"),
        .source = string(s, "source"),
        .what = string(s, "what"),
        .fatal = truth(s, "fatal"),
    };
}

/* Every finding of the schedule is marked in the steps, in the order in which
 * they showed: leaves mark number `wanted`, and nothing that comes after it. */
static void keep_mark(struct interleaving *i, unsigned long wanted)
{
    size_t last = i->nsteps;
    for (size_t s = 0; s < i->nsteps; s++) {
        if (!i->steps[s].fatal)
            continue;
        last = s;
        if (wanted-- == 0)
            break;
        i->steps[s].fatal = false;
    }
    if (last < i->nsteps)
        i->steps[last].fatal = true;
    i->shown = last < i->nsteps ? last + 1 : i->nsteps;
}

struct interleaving *interleaving_read(const json_t *finding)
{
    const json_t *steps = json_object_get(finding, "steps");
    struct interleaving *i = calloc(1, sizeof *i);
    if (i == NULL)
        die("out of memory");
    *i = (struct interleaving){
        .title = string(finding, "title"),
        .text = string(finding, "text"),
        .schedule = string(finding, "schedule"),
        .preemptions = (unsigned)number(finding, "preemptions"),
        .fewest = truth(finding, "fewest"),
        .count = number(finding, "count"),
        .left_out = number(finding, "left_out"),
        .nsteps = json_array_size(steps),
    };
    i->steps = calloc(i->nsteps + 1, sizeof *i->steps);
    if (i->steps == NULL)
        die("out of memory");
    for (size_t s = 0; s < i->nsteps; s++)
        i->steps[s] = read_step(json_array_get(steps, s));
    keep_mark(i, number(finding, "mark"));
    return i;
}

void interleaving_free(struct interleaving *i)
{
    if (i == NULL)
        return;
    for (size_t s = 0; s < i->nsteps; s++) {
        free(i->steps[s].file);
        free(i->steps[s].source);
        free(i->steps[s].what);
    }
    free(i->steps);
    free(i->title);
    free(i->text);
    free(i->schedule);
    free(i);
}

unsigned interleaving_line(const struct interleaving *i, const char *file)
{
    const struct interleaving_step *last =
        i->shown == 0 ? NULL : &i->steps[i->shown - 1];
    return last != NULL && last->fatal && strcmp(last->file, file) == 0
               ? last->line
               : 0;
}
