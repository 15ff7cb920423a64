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

static struct interleaving_step read_step(const json_t *s)
{
    return (struct interleaving_step){
        .number = (unsigned)number(s, "step"),
        .thread = (unsigned)number(s, "thread"),
        .file = string(s, "file"),
        .line = (unsigned)number(s, "line"),
        .source = string(s, "source"),
        .what = string(s, "what"),
        .fatal = truth(s, "fatal"),
    };
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
    unsigned line = 0;
    for (size_t s = 0; s < i->nsteps; s++) {
        const struct interleaving_step *step = &i->steps[s];
        if (strcmp(step->file, file) == 0)
            line = step->line;
        if (step->fatal)
            break;
    }
    return line;
}
