/* collect.c - see collect.h */
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../exercise.h"
#include "../gradebook/gradebook.h"
#include "collect_parts.h"
#include "intake.h"
#include "layout.h"
#include "roster.h"

/* That a path is the one that was chosen of an author for an exercise. */
struct choice {
    const char *path;
    const struct author *author;
    size_t exercise;
    bool taken; /* an archive may have the same path twice */
};

/* --- Gradescope's list of students -----------------------------------------
 */

static void note_top(struct collector *c, const char *path)
{
    size_t length = strcspn(path, "/");
    if (c->top == NULL)
        c->top = text_format("%.*s", (int)length, path);
    c->tops = c->tops || strlen(c->top) != length ||
              strncmp(c->top, path, length) != 0;
}

/* The only file that is wanted before all others; it lies at the top, or in
 * the one folder that a downloaded archive has there. */
static int is_metadata(void *data, const char *path)
{
    const char *slash = strchr(path, '/');
    note_top(data, path);
    return strcmp(slash == NULL ? path : slash + 1, METADATA_FILE) == 0;
}

/* That at the top counts, whatever else there was before. */
static void take_metadata(void *data, const char *path, int64_t modified,
                          const char *bytes, size_t length)
{
    struct collector *c = data;
    (void)modified;
    if (c->home != NULL && strchr(path, '/') != NULL)
        return;
    metadata_clear(&c->metadata);
    free(c->home);
    char *why = metadata_read(bytes, length, &c->metadata);
    if (why != NULL)
        collect_note(c, "%s: %s; who it does not name goes by the folder", path,
                     why);
    free(why);
    c->home = text_copy(path);
    c->home[strlen(path) - strlen(METADATA_FILE)] = '\0';
}

/* In a folder beside others it was written by a student, who is not to say who
 * has handed in what, and when. */
static void check_metadata(struct collector *c)
{
    if (c->home == NULL || *c->home == '\0' || !c->tops)
        return;
    collect_note(c, "%s" METADATA_FILE ": is not believed, it is one student's",
                 c->home);
    metadata_clear(&c->metadata);
    free(c->home);
    c->home = NULL;
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

/* --- which file is for which exercise ------------------------------------- */

static unsigned depth(const char *path)
{
    unsigned n = 0;
    for (; *path != '\0'; path++)
        n += *path == '/';
    return n;
}

/* It has the name that the file of some exercise is to have. */
static bool is_named(const struct collector *c, const struct layout *l)
{
    for (size_t i = 0; i < c->episode->count; i++)
        if (layout_is(l->file, c->episode->exercises[i].file))
            return true;
    return false;
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
    return e == c->only && source && depth(path) == 0 && !is_named(c, l)
               ? UINT_MAX - 1
               : UINT_MAX;
}

static void choose(struct collector *c, struct author *a, size_t i,
                   const char *path, unsigned r)
{
    if (a->chosen[i] != NULL && strcmp(a->chosen[i], path) == 0)
        collect_note(c, "%s: is there twice, the first was taken", path);
    else if (a->chosen[i] != NULL && a->rank[i] == r)
        collect_note(c, "%s: left out, %s was taken", path, a->chosen[i]);
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
        collect_note(c, "%s: the name is too long", path);
        return 0;
    }
    struct author *a = authors_get(&c->authors, &l);
    a->late = a->late || l.late;
    for (size_t i = 0; i < c->episode->count; i++) {
        unsigned r = collect_asked(c, i)
                         ? rank(c, &c->episode->exercises[i], path, &l)
                         : UINT_MAX;
        if (r != UINT_MAX) {
            choose(c, a, i, path, r);
            return 0;
        }
    }
    if (a->stray == NULL || (collect_nearest(c, a, a->stray) == NULL &&
                             collect_nearest(c, a, path) != NULL)) {
        free(a->stray);
        a->stray = text_copy(path);
    }
    return 0;
}

/* Of a path of thousands of bytes both ends say enough. */
static void left_out(void *data, const char *path, const char *why)
{
    const size_t most = 160, end = 60;
    size_t length = strlen(path);
    if (length <= most)
        collect_note(data, "%s: %s", path, why);
    else
        collect_note(data, "%.*s...%s: %s", (int)end, path, path + length - end,
                     why);
}

/* --- taking what was chosen ----------------------------------------------- */

static int by_path(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;
    return strcmp(x->path, y->path);
}

/* Members of a group have the same paths. */
static void list_choices(struct collector *c)
{
    size_t most = c->authors.count * c->episode->count;
    c->choices = calloc(most + 1, sizeof *c->choices);
    if (c->choices == NULL)
        die("out of memory");
    for (size_t i = 0; i < c->authors.count; i++)
        for (size_t k = 0; k < c->episode->count; k++)
            if (c->authors.list[i]->chosen[k] != NULL)
                c->choices[c->count++] =
                    (struct choice){c->authors.list[i]->chosen[k],
                                    c->authors.list[i], k, false};
    qsort(c->choices, c->count, sizeof *c->choices, by_path);
}

/* The first of those with this path, or NULL. */
static struct choice *find_choice(const struct collector *c, const char *path)
{
    const struct choice key = {.path = path};
    struct choice *found =
        bsearch(&key, c->choices, c->count, sizeof key, by_path);
    while (found != NULL && found > c->choices && by_path(found - 1, &key) == 0)
        found--;
    return found;
}

static int was_chosen(void *data, const char *path)
{
    return find_choice(data, path) != NULL;
}

/* Once for many rows the gradebook waits for the disk; not for all of them at
 * once, since others may want to write, too. */
static bool make_room(struct collector *c)
{
    enum { AT_ONCE = 100 };
    bool full = c->put % AT_ONCE == 0;
    return (!full || c->put == 0 || gradebook_commit(c->book)) &&
           (!full || gradebook_begin(c->book)) && ++c->put > 0;
}

static bool put_student(struct collector *c, const struct student *student,
                        int64_t *id)
{
    return make_room(c) && gradebook_student(c->book, student, id);
}

static bool keep(struct collector *c, const struct choice *choice,
                 int64_t modified, const char *bytes, size_t length)
{
    const struct author *a = choice->author;
    const struct exercise *e = &c->episode->exercises[choice->exercise];
    struct student student = authors_student(&c->authors, a);
    int64_t id, submission;
    if (a->says != NULL && a->says->received > 0)
        modified = a->says->received;
    return put_student(c, &student, &id) &&
           gradebook_submission(c->book,
                                &(struct submission){id, e->episode, e->name,
                                                     choice->path, modified,
                                                     bytes, length, a->late},
                                &submission);
}

static void take(void *data, const char *path, int64_t modified,
                 const char *bytes, size_t length)
{
    struct collector *c = data;
    struct choice *at = find_choice(c, path);
    for (; at != NULL && at < c->choices + c->count && c->failure == NULL &&
           !at->taken && strcmp(at->path, path) == 0;
         at++) {
        at->taken = true;
        if (keep(c, at, modified, bytes, length))
            c->to->submissions++;
        else
            c->failure = gradebook_error(c->book);
    }
}

static void ignore(void *data, const char *path, const char *why)
{
    (void)data, (void)path, (void)why; /* the first reading has said so */
}

/* What was chosen by its name is read now, and may be too large. */
static void not_taken(void *data, const char *path, const char *why)
{
    if (was_chosen(data, path))
        left_out(data, path, why);
}

/* --- all of it --------------------------------------------------------------
 */

/* Who hands in nothing has a line in the gradebook, too. */
static void enrol(struct collector *c)
{
    int64_t id;
    for (size_t i = 0; c->roster != NULL && i < c->roster->count; i++) {
        const struct roster_entry *r = &c->roster->entries[i];
        struct student student = {r->key, r->name, r->email, r->number,
                                  ENROLLED};
        if (c->failure == NULL && !put_student(c, &student, &id))
            c->failure = gradebook_error(c->book);
    }
}

static void clear(struct collector *c)
{
    authors_clear(&c->authors);
    metadata_clear(&c->metadata);
    free(c->choices);
    free(c->home);
    free(c->top);
    free(c->folder);
}

char *collect(struct gradebook *book, const char *path,
              const struct episode *episode, const struct exercise *only,
              const struct roster *roster, struct collection *collection)
{
    struct collector c = {.book = book,
                          .episode = episode,
                          .only = only,
                          .roster = roster,
                          .to = collection,
                          .authors = {.roster = roster}};
    struct intake_sink list = {&c, is_metadata, take_metadata, ignore};
    struct intake_sink first = {&c, look, NULL, left_out};
    struct intake_sink second = {&c, was_chosen, take, not_taken};
    *collection = (struct collection){0};
    text_init(&collection->lines);
    enrol(&c);
    char *why = intake_read(path, &list);
    check_metadata(&c);
    if (why == NULL)
        why = intake_read(path, &first);
    authors_checkouts(&c.authors);
    authors_rename(&c.authors, &c.metadata);
    list_choices(&c);
    if (why == NULL)
        why = intake_read(path, &second);
    collect_tell(&c);
    if (c.failure == NULL && c.put > 0 && !gradebook_commit(book))
        c.failure = gradebook_error(book);
    if (why == NULL && c.failure != NULL)
        why = text_format("the gradebook could not be written: %s", c.failure);
    clear(&c);
    return why;
}

void collection_clear(struct collection *collection)
{
    text_clear(&collection->lines);
}
