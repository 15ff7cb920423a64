/* progress.c - see progress.h */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "die.h"
#include "files.h"
#include "progress.h"
#include "text.h"
#include "verdict.h"

#define FOLDER ".parcours"
static const char *const path = FOLDER "/progress";

static char *key_of(const struct exercise *e)
{
    return text_format("%s/%s ", e->episode, e->name);
}

/* The line of a key, NULL if there is none. */
static const char *find(const char *text, const char *key)
{
    while (*text != '\0' && strncmp(text, key, strlen(key)) != 0) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return *text == '\0' ? NULL : text;
}

static struct progress parse(const char *line)
{
    struct progress p = {.tried = true};
    char word[16] = "";
    if (sscanf(line, "%15s %lf of %lf, %u hints", word, &p.points, &p.max,
               &p.hints) != 4)
        return (struct progress){0};
    p.passed = strcmp(word, "passed") == 0;
    p.tried = strcmp(word, "new") != 0;
    return p;
}

/* The line of a key, nothing if there is none. */
static struct progress look_up(const char *text, const char *key)
{
    struct progress none = {0};
    const char *line = find(text, key);
    return line == NULL ? none : parse(line + strlen(key));
}

struct progress progress_read(const struct exercise *e)
{
    struct text t;
    char *key = key_of(e);
    text_init(&t);
    files_read(path, &t);
    struct progress p = look_up(t.bytes, key);
    text_clear(&t);
    free(key);
    return p;
}

/* All lines but the one of this key. */
static void copy_others(const char *text, const char *key, struct text *to)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        length += text[length] == '\n';
        if (strncmp(text, key, strlen(key)) != 0) {
            text_add(to, text, length);
            if (text[length - 1] != '\n') /* the file was cut short */
                text_add(to, "\n", 1);
        }
        text += length;
    }
}

static int lock(void)
{
    files_make_folder(FOLDER);
    int fd = open(FOLDER "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0 || flock(fd, LOCK_EX) != 0)
        die_errno("cannot lock %s", path);
    return fd;
}

static struct progress better(struct progress p, const struct progress *q)
{
    return (struct progress){
        .tried = p.tried || q->tried,
        .passed = p.passed || q->passed,
        .points = p.points > q->points ? p.points : q->points,
        .max = q->max > 0 ? q->max : p.max, /* a hint knows of none */
        .hints = p.hints > q->hints ? p.hints : q->hints,
    };
}

void progress_write(const struct exercise *e, const struct progress *reached)
{
    struct text old, new;
    char *key = key_of(e);
    int locked = lock();
    text_init(&old);
    text_init(&new);
    files_read(path, &old);
    struct progress p = better(look_up(old.bytes, key), reached);
    copy_others(old.bytes, key, &new);
    text_addf(&new, "%s%s %g of %g, %u hints\n", key,
              p.passed  ? "passed"
              : p.tried ? "open"
                        : "new",
              p.points, p.max, p.hints);
    files_write(path, new.bytes, new.length);
    close(locked);
    text_clear(&old);
    text_clear(&new);
    free(key);
}

void progress_note(const struct result *result)
{
    progress_write(result->exercise,
                   &(struct progress){.tried = true,
                                      .passed = result->verdict == VERDICT_PASS,
                                      .points = result->points,
                                      .max = result->max});
}

/* --- the schedule that failed last ---------------------------------------- */

static char *schedule_path(const struct exercise *e)
{
    return text_format(FOLDER "/schedules/%s-%s", e->episode, e->name);
}

void progress_keep_schedule(const struct result *result, uint64_t seed)
{
    char *file = schedule_path(result->exercise);
    for (size_t i = 0; i < result->count; i++) {
        const struct check_result *r = &result->checks[i];
        if (r->schedule[0] == '\0')
            continue;
        char *line = text_format("%s %s %llu %s\n", r->spec->id, r->scenario,
                                 (unsigned long long)seed, r->schedule);
        files_make_folder(FOLDER "/schedules");
        files_write(file, line, strlen(line));
        free(line);
        break;
    }
    free(file);
}

struct progress_schedule progress_schedule(const struct exercise *e)
{
    struct progress_schedule s = {.schedule = NULL};
    unsigned long long seed = 0;
    int at = 0;
    char *file = schedule_path(e);
    struct text t;
    text_init(&t);
    if (files_read(file, &t) == NULL &&
        sscanf(t.bytes, "%31s %31s %llu %n", s.check, s.scenario, &seed, &at) ==
            3 &&
        at > 0)
        s.schedule =
            text_format("%.*s", (int)strcspn(t.bytes + at, "\n"), t.bytes + at);
    s.seed = seed;
    text_clear(&t);
    free(file);
    return s;
}
