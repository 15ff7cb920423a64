/* collect_tell.c - see collect_parts.h */
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../exercise.h"
#include "../gradebook/gradebook.h"
#include "../nearest.h"
#include "../utf8.h"
#include "collect_parts.h"
#include "roster.h"

/* What one of them has handed in may fill screens: of what lies in one folder
 * this many lines are enough. */
enum { LINES_OF_ONE = 20 };

static bool is_enough(struct collector *c, const char *line)
{
    size_t home = c->home == NULL ? 0 : strlen(c->home);
    if (strncmp(line, c->home == NULL ? "" : c->home, home) == 0)
        line += home;
    size_t length = strcspn(line, "/");
    if (c->folder == NULL || strlen(c->folder) != length ||
        strncmp(c->folder, line, length) != 0) {
        free(c->folder);
        c->folder = text_format("%.*s", (int)length, line);
        c->lines = 0;
    }
    return ++c->lines > LINES_OF_ONE;
}

/* Names are of strangers: nothing that a terminal obeys, and one line. */
void collect_note(struct collector *c, const char *format, ...)
{
    struct text t;
    va_list args;
    text_init(&t);
    va_start(args, format);
    text_addv(&t, format, args);
    va_end(args);
    for (char *at = t.bytes; (at = strchr(at, '\n')) != NULL;)
        *at = '?';
    bool enough = is_enough(c, t.bytes);
    if (enough && c->lines == LINES_OF_ONE + 1) {
        text_clear(&t);
        text_addf(&t, "%s/: more is left out, which is not listed", c->folder);
        enough = false;
    }
    if (!enough)
        text_addf(&c->to->lines, "%s\n", utf8_clean(t.bytes));
    text_clear(&t);
}

bool collect_asked(const struct collector *c, size_t i)
{
    return c->only == NULL || c->only == &c->episode->exercises[i];
}

const char *collect_nearest(const struct collector *c, const struct author *a,
                            const char *path)
{
    const char *slash = strrchr(path, '/'), *best = NULL;
    const char *name = slash == NULL ? path : slash + 1;
    unsigned least = 4; /* edits; more is another word */
    for (size_t i = 0; i < c->episode->count; i++) {
        const char *file = c->episode->exercises[i].file;
        bool open = collect_asked(c, i) && a->chosen[i] == NULL;
        unsigned d = open ? nearest_distance(name, file) : UINT_MAX;
        if (d < least) {
            least = d;
            best = file;
        }
    }
    return best;
}

/* --- students --------------------------------------------------------------
 */

/* A header beside the source is no slip of the pen. */
static bool same_ending(const char *path, const char *file)
{
    const char *dot = strrchr(path, '.');
    return dot != NULL && strcmp(dot, strrchr(file, '.')) == 0;
}

static bool tell_whether_known(struct collector *c, const struct author *a)
{
    if (c->roster == NULL || a->known != NULL)
        return true;
    c->to->unmatched++;
    collect_note(
        c, "%s: not in the roster, or several fit; graded under this name",
        a->label);
    return false;
}

/* `first` of the roster's students, in its order: who was met before. */
static void tell_of(struct collector *c, const struct author *a,
                    const struct author **first)
{
    c->to->late += a->late;
    if (a->late)
        collect_note(c, "%s: marked as late by the platform", a->label);
    const char *near =
        a->stray == NULL ? NULL : collect_nearest(c, a, a->stray);
    if (a->any && near != NULL && same_ending(a->stray, near))
        collect_note(c, "%s: left out (should it be %s?)", a->stray, near);
    if (!a->any)
        collect_note(c, "%s: no file that is asked for; found %s%s%s%s",
                     a->label, a->stray == NULL ? "nothing" : a->stray,
                     near == NULL ? "" : " (should it be ",
                     near == NULL ? "" : near, near == NULL ? "" : "?)");
    bool known = tell_whether_known(c, a);
    const struct author **same = known && c->roster != NULL
                                     ? &first[a->known - c->roster->entries]
                                     : NULL;
    if (a->any && same != NULL && *same != NULL)
        collect_note(c,
                     "%s: is the same student as %s (%s); of two files for one "
                     "exercise the newer is graded",
                     a->label, (*same)->label, a->known->key);
    else
        c->to->students += a->any;
    if (a->any && same != NULL && *same == NULL)
        *same = a;
}

static void see_row(void *data, const char *const *columns)
{
    (void)columns;
    *(bool *)data = true;
}

/* In an earlier call, from another download. */
static bool handed_in_before(struct collector *c, const char *key)
{
    bool any = false;
    const char *arguments[] = {key, c->episode->name};
    if (!gradebook_query(c->book,
                         "SELECT 1 FROM submission s JOIN student t "
                         "ON t.id = s.student WHERE t.key = ? AND "
                         "s.episode = ? LIMIT 1",
                         arguments, 2, see_row, &any))
        c->failure = gradebook_error(c->book);
    return any;
}

void collect_tell(struct collector *c)
{
    size_t enrolled = c->roster == NULL ? 0 : c->roster->count;
    const struct author **first = calloc(enrolled + 1, sizeof *first);
    if (first == NULL)
        die("out of memory");
    for (size_t i = 0; i < c->authors.count; i++)
        tell_of(c, c->authors.list[i], first);
    for (size_t i = 0; i < enrolled; i++)
        if (first[i] == NULL && c->failure == NULL &&
            !handed_in_before(c, c->roster->entries[i].key)) {
            c->to->absent++;
            collect_note(c, "%s: handed in nothing", c->roster->entries[i].key);
        }
    free(first);
}
