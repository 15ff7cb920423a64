/* collect.c - see collect.h */
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../exercise.h"
#include "../gradebook/gradebook.h"
#include "../nearest.h"
#include "../utf8.h"
#include "collect.h"
#include "intake.h"
#include "layout.h"
#include "roster.h"

/* One student as the paths name them. */
struct author {
    char *label, *number;
    const struct roster_entry *known; /* NULL: not in the roster */
    char *chosen[EPISODE_EXERCISES];  /* path for each exercise, or NULL */
    unsigned rank[EPISODE_EXERCISES]; /* of the chosen path; less is better */
    char *stray;                      /* a file that nobody asked for */
    bool late, any;                   /* late: says the platform */
};

struct collector {
    struct gradebook *book;
    const struct episode *episode;
    const struct exercise *only;
    const struct roster *roster;
    struct collection *to;
    struct author *authors;
    size_t count;
    const char *failure; /* of the gradebook */
};

static void note(struct collector *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Names are of strangers: nothing that a terminal obeys, and one line. */
static void note(struct collector *c, const char *format, ...)
{
    struct text t;
    va_list args;
    text_init(&t);
    va_start(args, format);
    text_addv(&t, format, args);
    va_end(args);
    for (char *at = t.bytes; (at = strchr(at, '\n')) != NULL;)
        *at = '?';
    text_addf(&c->to->lines, "%s\n", utf8_clean(t.bytes));
    text_clear(&t);
}

static struct author *author_of(struct collector *c, const struct layout *l)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->authors[i].label, l->student) == 0 &&
            strcmp(c->authors[i].number, l->number) == 0)
            return &c->authors[i];
    c->authors = realloc(c->authors, (c->count + 1) * sizeof *c->authors);
    if (c->authors == NULL)
        die("out of memory");
    struct author *a = &c->authors[c->count++];
    *a = (struct author){.label = text_copy(l->student),
                         .number = text_copy(l->number)};
    if (c->roster != NULL)
        a->known = roster_find(c->roster, l->student, l->number);
    return a;
}

/* --- which file is for which exercise ------------------------------------- */

static unsigned depth(const char *path)
{
    unsigned n = 0;
    for (; *path != '\0'; path++)
        n += *path == '/';
    return n;
}

/* 0: where a checkout of the course has it; UINT_MAX: not of this exercise */
static unsigned rank(const struct collector *c, const struct exercise *e,
                     const char *path, const struct layout *l)
{
    char *home = text_format("%s/", e->folder);
    bool at_home = strstr(path, home) != NULL;
    free(home);
    if (layout_is(l->file, e->file))
        return at_home ? 0 : 1 + depth(path);
    size_t length = strlen(l->file);
    bool c_file = length > 2 && strcmp(l->file + length - 2, ".c") == 0;
    return e == c->only && c_file && depth(path) == 0 ? 1 : UINT_MAX;
}

static bool asked(const struct collector *c, size_t i)
{
    return c->only == NULL || c->only == &c->episode->exercises[i];
}

static void choose(struct collector *c, struct author *a, size_t i,
                   const char *path, unsigned r)
{
    if (a->chosen[i] != NULL && a->rank[i] == r)
        note(c, "%s: left out, %s was taken", path, a->chosen[i]);
    if (a->chosen[i] != NULL && a->rank[i] <= r)
        return;
    free(a->chosen[i]);
    a->chosen[i] = text_copy(path);
    a->rank[i] = r;
    a->any = true;
}

/* The first reading wants no file, it looks at the names. */
static int look(void *data, const char *path)
{
    struct collector *c = data;
    struct layout l;
    if (!layout_read(path, &l)) {
        note(c, "%s: the name is too long", path);
        return 0;
    }
    struct author *a = author_of(c, &l);
    a->late = a->late || l.late;
    for (size_t i = 0; i < c->episode->count; i++) {
        unsigned r = asked(c, i) ? rank(c, &c->episode->exercises[i], path, &l)
                                 : UINT_MAX;
        if (r != UINT_MAX) {
            choose(c, a, i, path, r);
            return 0;
        }
    }
    if (a->stray == NULL)
        a->stray = text_copy(path);
    return 0;
}

static void left_out(void *data, const char *path, const char *why)
{
    note(data, "%s: %s", path, why);
}

/* --- taking what was chosen ----------------------------------------------- */

static struct author *chooser(const struct collector *c, const char *path,
                              size_t *exercise)
{
    struct layout l;
    if (!layout_read(path, &l))
        return NULL;
    for (size_t i = 0; i < c->count; i++)
        for (size_t k = 0; k < c->episode->count; k++) {
            const char *chosen = c->authors[i].chosen[k];
            if (chosen != NULL && strcmp(chosen, path) == 0) {
                *exercise = k;
                return &c->authors[i];
            }
        }
    return NULL;
}

static int was_chosen(void *data, const char *path)
{
    size_t exercise;
    return chooser(data, path, &exercise) != NULL;
}

static struct student of_roster(const struct roster_entry *r)
{
    return (struct student){r->key, r->name, r->email, r->number, ENROLLED};
}

static bool keep(struct collector *c, const struct author *a,
                 const struct exercise *e, const char *path, int64_t modified,
                 const char *bytes, size_t length)
{
    const struct roster_entry *r = a->known;
    struct student student =
        r != NULL ? of_roster(r)
                  : (struct student){a->label, a->label, "", a->number,
                                     c->roster == NULL ? ENROLMENT_UNKNOWN
                                                       : NOT_ENROLLED};
    int64_t id, submission;
    return gradebook_student(c->book, &student, &id) &&
           gradebook_submission(c->book,
                                &(struct submission){id, e->episode, e->name,
                                                     path, modified, bytes,
                                                     length, a->late},
                                &submission);
}

static void take(void *data, const char *path, int64_t modified,
                 const char *bytes, size_t length)
{
    struct collector *c = data;
    size_t i = 0;
    const struct author *a = chooser(c, path, &i);
    if (a == NULL || c->failure != NULL)
        return;
    const struct exercise *e = &c->episode->exercises[i];
    if (keep(c, a, e, path, modified, bytes, length))
        c->to->submissions++;
    else
        c->failure = gradebook_error(c->book);
}

static void ignore(void *data, const char *path, const char *why)
{
    (void)data, (void)path, (void)why; /* the first reading has said so */
}

/* --- what there is to say ------------------------------------------------- */

static const char *nearest_file(const struct collector *c, const char *stray)
{
    const char *slash = strrchr(stray, '/'), *best = NULL;
    const char *name = slash == NULL ? stray : slash + 1;
    unsigned least = 4; /* edits; more is another word */
    for (size_t i = 0; i < c->episode->count; i++) {
        const char *file = c->episode->exercises[i].file;
        unsigned d = asked(c, i) ? nearest_distance(name, file) : UINT_MAX;
        if (d < least) {
            least = d;
            best = file;
        }
    }
    return best;
}

static void tell_of(struct collector *c, const struct author *a)
{
    c->to->students += a->any;
    c->to->late += a->late;
    if (a->late)
        note(c, "%s: marked as late by the platform", a->label);
    if (!a->any) {
        const char *near = nearest_file(c, a->stray == NULL ? "" : a->stray);
        note(c, "%s: no file that is asked for; found %s%s%s%s", a->label,
             a->stray == NULL ? "nothing" : a->stray,
             near == NULL ? "" : " (should it be ", near == NULL ? "" : near,
             near == NULL ? "" : "?)");
    }
    if (c->roster != NULL && a->known == NULL) {
        c->to->unmatched++;
        note(c, "%s: not in the roster, or several fit; graded under this name",
             a->label);
    }
}

/* Who hands in nothing has a line in the gradebook, too. */
static void enrol(struct collector *c)
{
    int64_t id;
    for (size_t i = 0; c->roster != NULL && i < c->roster->count; i++) {
        struct student student = of_roster(&c->roster->entries[i]);
        if (c->failure == NULL && !gradebook_student(c->book, &student, &id))
            c->failure = gradebook_error(c->book);
    }
}

static void tell_absent(struct collector *c)
{
    for (size_t i = 0; c->roster != NULL && i < c->roster->count; i++) {
        const struct roster_entry *r = &c->roster->entries[i];
        bool there = false;
        for (size_t k = 0; k < c->count && !there; k++)
            there = c->authors[k].known == r && c->authors[k].any;
        if (!there) {
            c->to->absent++;
            note(c, "%s: handed in nothing", r->key);
        }
    }
}

static void clear(struct collector *c)
{
    for (size_t i = 0; i < c->count; i++) {
        struct author *a = &c->authors[i];
        free(a->label);
        free(a->number);
        free(a->stray);
        for (size_t k = 0; k < EPISODE_EXERCISES; k++)
            free(a->chosen[k]);
    }
    free(c->authors);
}

char *collect(struct gradebook *book, const char *path,
              const struct episode *episode, const struct exercise *only,
              const struct roster *roster, struct collection *collection)
{
    struct collector c = {book,       episode, only, roster,
                          collection, NULL,    0,    NULL};
    struct intake_sink first = {&c, look, NULL, left_out};
    struct intake_sink second = {&c, was_chosen, take, ignore};
    *collection = (struct collection){0};
    text_init(&collection->lines);
    enrol(&c);
    char *why = intake_read(path, &first);
    if (why == NULL)
        why = intake_read(path, &second);
    for (size_t i = 0; i < c.count; i++)
        tell_of(&c, &c.authors[i]);
    tell_absent(&c);
    if (why == NULL && c.failure != NULL)
        why = text_format("the gradebook could not be written: %s", c.failure);
    clear(&c);
    return why;
}

void collection_clear(struct collection *collection)
{
    text_clear(&collection->lines);
}
