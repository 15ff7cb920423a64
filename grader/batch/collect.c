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
#include "metadata.h"
#include "roster.h"

/* One student as the paths name them. */
struct author {
    char *label, *number;
    const struct roster_entry *known;  /* NULL: not in the roster */
    char *chosen[EPISODE_EXERCISES];   /* path for each exercise, or NULL */
    unsigned rank[EPISODE_EXERCISES];  /* of the chosen path; less is better */
    char *stray;                       /* a file that nobody asked for */
    bool late, any;                    /* late: says the platform */
    const struct metadata_entry *says; /* Gradescope; or NULL */
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
    struct metadata metadata;
    char *home; /* the folder that has the metadata, "" or "name/" */
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

/* --- Gradescope's list of students -----------------------------------------
 */

/* The only file that is wanted before all others; it lies at the top, or in
 * the one folder that a downloaded archive has there. */
static int is_metadata(void *data, const char *path)
{
    const char *slash = strchr(path, '/');
    (void)data;
    return strcmp(slash == NULL ? path : slash + 1, METADATA_FILE) == 0;
}

static void take_metadata(void *data, const char *path, int64_t modified,
                          const char *bytes, size_t length)
{
    struct collector *c = data;
    (void)modified;
    if (c->home != NULL)
        return;
    char *why = metadata_read(bytes, length, &c->metadata);
    if (why != NULL)
        note(c, "%s: %s; who it does not name goes by the folder", path, why);
    free(why);
    c->home = text_copy(path);
    c->home[strlen(path) - strlen(METADATA_FILE)] = '\0';
}

static bool read_path(const struct collector *c, const char *path,
                      struct layout *l)
{
    size_t skip = c->home == NULL ? 0 : strlen(c->home);
    return layout_read(strncmp(path, c->home == NULL ? "" : c->home, skip) == 0
                           ? path + skip
                           : path,
                       l);
}

static const struct roster_entry *in_roster(const struct collector *c,
                                            const struct metadata_entry *m)
{
    const struct roster_entry *r = NULL;
    if (c->roster != NULL && *m->email != '\0')
        r = roster_find(c->roster, m->email, m->number);
    return r != NULL || c->roster == NULL
               ? r
               : roster_find(c->roster, m->name, m->number);
}

static char *first_word(const struct metadata_entry *m)
{
    return text_copy(*m->email != '\0'    ? m->email
                     : *m->number != '\0' ? m->number
                     : *m->name != '\0'   ? m->name
                                          : m->folder);
}

static void name_author(const struct collector *c, struct author *a,
                        const struct metadata_entry *m)
{
    a->label = first_word(m);
    a->number = text_copy(m->number);
    a->known = in_roster(c, m);
    a->says = m;
}

static struct author *add_author(struct collector *c)
{
    c->authors = realloc(c->authors, (c->count + 1) * sizeof *c->authors);
    if (c->authors == NULL)
        die("out of memory");
    c->authors[c->count] = (struct author){0};
    return &c->authors[c->count++];
}

/* Another member of a group: has handed in the same. */
static void add_member(struct collector *c, size_t first,
                       const struct metadata_entry *m)
{
    struct author *a = add_author(c);
    *a = c->authors[first];
    name_author(c, a, m);
    a->stray = a->stray == NULL ? NULL : text_copy(a->stray);
    for (size_t k = 0; k < EPISODE_EXERCISES; k++)
        if (a->chosen[k] != NULL)
            a->chosen[k] = text_copy(a->chosen[k]);
}

/* Folders become students. */
static void name_authors(struct collector *c)
{
    size_t folders = c->count;
    for (size_t i = 0; i < folders; i++) {
        char *folder = c->authors[i].label;
        bool named = false;
        for (size_t k = 0; k < c->metadata.count; k++) {
            const struct metadata_entry *m = &c->metadata.entries[k];
            if (strcmp(m->folder, folder) != 0)
                continue;
            if (named) {
                add_member(c, i, m);
                continue;
            }
            free(c->authors[i].number);
            name_author(c, &c->authors[i], m);
            named = true;
        }
        if (named)
            free(folder);
    }
}

static struct author *author_of(struct collector *c, const struct layout *l)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->authors[i].label, l->student) == 0 &&
            strcmp(c->authors[i].number, l->number) == 0)
            return &c->authors[i];
    struct author *a = add_author(c);
    a->label = text_copy(l->student);
    a->number = text_copy(l->number);
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
    const char *ending = e->cuda ? ".cu" : ".c";
    size_t of_it = strlen(ending);
    bool source =
        length > of_it && strcmp(l->file + length - of_it, ending) == 0;
    return e == c->only && source && depth(path) == 0 ? 1 : UINT_MAX;
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
    if (is_metadata(c, path))
        return 0;
    if (!read_path(c, path, &l)) {
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

static bool has_chosen(const struct collector *c, const struct author *a,
                       const char *path, size_t *exercise)
{
    for (size_t k = 0; k < c->episode->count; k++)
        if (a->chosen[k] != NULL && strcmp(a->chosen[k], path) == 0) {
            *exercise = k;
            return true;
        }
    return false;
}

static int was_chosen(void *data, const char *path)
{
    const struct collector *c = data;
    size_t exercise;
    for (size_t i = 0; i < c->count; i++)
        if (has_chosen(c, &c->authors[i], path, &exercise))
            return 1;
    return 0;
}

static struct student of_roster(const struct roster_entry *r)
{
    return (struct student){r->key, r->name, r->email, r->number, ENROLLED};
}

static struct student of_author(const struct collector *c,
                                const struct author *a)
{
    if (a->known != NULL)
        return of_roster(a->known);
    return (struct student){
        a->label, a->says == NULL ? a->label : a->says->name,
        a->says == NULL ? "" : a->says->email, a->number,
        c->roster == NULL ? ENROLMENT_UNKNOWN : NOT_ENROLLED};
}

static bool keep(struct collector *c, const struct author *a,
                 const struct exercise *e, const char *path, int64_t modified,
                 const char *bytes, size_t length)
{
    struct student student = of_author(c, a);
    int64_t id, submission;
    if (a->says != NULL && a->says->received > 0)
        modified = a->says->received;
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
    size_t k = 0;
    for (size_t i = 0; i < c->count && c->failure == NULL; i++) {
        const struct author *a = &c->authors[i];
        if (!has_chosen(c, a, path, &k))
            continue;
        if (keep(c, a, &c->episode->exercises[k], path, modified, bytes,
                 length))
            c->to->submissions++;
        else
            c->failure = gradebook_error(c->book);
    }
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
    metadata_clear(&c->metadata);
    free(c->home);
}

char *collect(struct gradebook *book, const char *path,
              const struct episode *episode, const struct exercise *only,
              const struct roster *roster, struct collection *collection)
{
    struct collector c = {.book = book,
                          .episode = episode,
                          .only = only,
                          .roster = roster,
                          .to = collection};
    struct intake_sink list = {&c, is_metadata, take_metadata, ignore};
    struct intake_sink first = {&c, look, NULL, left_out};
    struct intake_sink second = {&c, was_chosen, take, ignore};
    *collection = (struct collection){0};
    text_init(&collection->lines);
    enrol(&c);
    char *why = intake_read(path, &list);
    if (why == NULL)
        why = intake_read(path, &first);
    name_authors(&c);
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
