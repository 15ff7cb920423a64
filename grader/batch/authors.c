/* authors.c - see authors.h */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../gradebook/gradebook.h"
#include "../text.h"
#include "authors.h"
#include "layout.h"
#include "metadata.h"
#include "roster.h"

static int by_folder(const void *a, const void *b)
{
    const struct author *x = a, *y = b;
    int order = strcmp(x->folder, y->folder);
    return order != 0 ? order : strcmp(x->folder_number, y->folder_number);
}

static struct author *add(struct authors *a, const struct author *like)
{
    struct author *new = malloc(sizeof *new);
    a->list = realloc(a->list, (a->count + 1) * sizeof *a->list);
    if (a->list == NULL || new == NULL)
        die("out of memory");
    *new = *like;
    new->folder = text_copy(like->folder);
    new->folder_number = text_copy(like->folder_number);
    a->list[a->count++] = new;
    return new;
}

static struct author *find(const struct authors *a, const char *folder,
                           const char *number)
{
    struct author key = {.folder = (char *)folder,
                         .folder_number = (char *)number};
    void *found = tfind(&key, &a->by_folder, by_folder);
    return found == NULL ? NULL : *(struct author **)found;
}

struct author *authors_get(struct authors *a, const struct layout *l)
{
    struct author *author = find(a, l->student, l->number);
    if (author != NULL)
        return author;
    author = add(a, &(struct author){.folder = (char *)l->student,
                                     .folder_number = (char *)l->number});
    author->label = text_utf8(l->student);
    author->number = text_copy(l->number);
    if (a->roster != NULL)
        author->known = roster_find(a->roster, author->label, l->number);
    if (tsearch(author, &a->by_folder, by_folder) == NULL)
        die("out of memory");
    return author;
}

/* --- Gradescope's list -----------------------------------------------------
 */

static const struct roster_entry *in_roster(const struct authors *a,
                                            const struct metadata_entry *m)
{
    const struct roster_entry *r = NULL;
    if (a->roster != NULL && *m->email != '\0')
        r = roster_find(a->roster, m->email, m->number);
    return r != NULL || a->roster == NULL
               ? r
               : roster_find(a->roster, m->name, m->number);
}

static const char *first_word(const struct metadata_entry *m)
{
    return *m->email != '\0'    ? m->email
           : *m->number != '\0' ? m->number
           : *m->name != '\0'   ? m->name
                                : m->folder;
}

static void name_author(const struct authors *a, struct author *author,
                        const struct metadata_entry *m)
{
    author->label = text_copy(first_word(m));
    author->number = text_copy(m->number);
    author->known = in_roster(a, m);
    author->says = m;
}

static void add_member(struct authors *a, const struct author *first,
                       const struct metadata_entry *m)
{
    struct author *author = add(a, first);
    name_author(a, author, m);
    author->stray = author->stray == NULL ? NULL : text_copy(author->stray);
    for (size_t k = 0; k < EPISODE_EXERCISES; k++)
        if (author->chosen[k] != NULL)
            author->chosen[k] = text_copy(author->chosen[k]);
}

void authors_rename(struct authors *a, const struct metadata *metadata)
{
    for (size_t k = 0; k < metadata->count; k++) {
        const struct metadata_entry *m = &metadata->entries[k];
        struct author *author = find(a, m->folder, "");
        if (author == NULL)
            continue; /* the folder is not there */
        if (author->says != NULL) {
            add_member(a, author, m);
            continue;
        }
        free(author->label);
        free(author->number);
        name_author(a, author, m);
    }
}

/* --- checkouts ---------------------------------------------------------------
 */

static bool has_course(const struct author *a)
{
    for (size_t k = 0; k < EPISODE_EXERCISES; k++)
        if (a->chosen[k] != NULL && a->rank[k] == 0)
            return true;
    return false;
}

/* The bytes before the end of the name that the roster knows; 0: it knows
 * none. */
static size_t look_for_end(const struct authors *a, struct author *author)
{
    const char *dash = author->label;
    while (author->known == NULL && has_course(author) &&
           (dash = strchr(dash, '-')) != NULL)
        author->known = roster_find(a->roster, ++dash, "");
    return dash == NULL || author->known == NULL
               ? 0
               : (size_t)(dash - author->label);
}

/* All names begin with that of the assignment: of "races-ann" and "races-x-ann"
 * the second is somebody's who calls himself x-ann. */
void authors_checkouts(struct authors *a)
{
    size_t *before = calloc(a->count + 1, sizeof *before);
    if (before == NULL)
        die("out of memory");
    for (size_t i = 0; i < a->count && a->roster != NULL; i++)
        before[i] = look_for_end(a, a->list[i]);
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < a->count && before[i] > 0; k++)
            if (before[k] > 0 && before[k] < before[i] &&
                a->list[k]->known == a->list[i]->known)
                a->list[i]->known = NULL;
    free(before);
}

/* --- what is known of them -------------------------------------------------
 */

struct student authors_student(const struct authors *a,
                               const struct author *author)
{
    const struct roster_entry *r = author->known;
    const struct metadata_entry *m = author->says;
    if (r != NULL)
        return (struct student){r->key, r->name, r->email, r->number, ENROLLED};
    return (struct student){author->label, m == NULL ? author->label : m->name,
                            m == NULL ? "" : m->email, author->number,
                            a->roster == NULL ? ENROLMENT_UNKNOWN
                                              : NOT_ENROLLED};
}

static void leave(void *node)
{
    (void)node; /* the list has it, too */
}

void authors_clear(struct authors *a)
{
    tdestroy(a->by_folder, leave);
    for (size_t i = 0; i < a->count; i++) {
        struct author *author = a->list[i];
        free(author->folder);
        free(author->folder_number);
        free(author->label);
        free(author->number);
        free(author->stray);
        for (size_t k = 0; k < EPISODE_EXERCISES; k++)
            free(author->chosen[k]);
        free(author);
    }
    free(a->list);
}
