/* roster.c - see roster.h */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../text.h"
#include "grid.h"
#include "roster.h"

enum field { KEY, NAME, FIRST, LAST, EMAIL, NUMBER, FIELDS, NONE = FIELDS };

static const struct {
    const char *title;
    enum field field;
} titles[] = {
    {"key", KEY},          {"login", KEY},          {"username", KEY},
    {"sisloginid", KEY},   {"github", KEY},         {"githubusername", KEY},
    {"name", NAME},        {"student", NAME},       {"fullname", NAME},
    {"firstname", FIRST},  {"lastname", LAST},      {"surname", LAST},
    {"email", EMAIL},      {"emailaddress", EMAIL}, {"number", NUMBER},
    {"id", NUMBER},        {"idnumber", NUMBER},    {"sid", NUMBER},
    {"sisuserid", NUMBER}, {"identifier", NUMBER},
};

/* Letters (of any language), digits: what two spellings of a name share. */
static void fold(const char *from, char *to, size_t room)
{
    size_t n = 0;
    for (; *from != '\0' && n + 1 < room; from++)
        if (isalnum((unsigned char)*from) || (unsigned char)*from >= 0x80)
            to[n++] = (char)tolower((unsigned char)*from);
    to[n] = '\0';
}

static bool same(const char *a, const char *b)
{
    char x[256], y[256];
    fold(a, x, sizeof x);
    fold(b, y, sizeof y);
    return *x != '\0' && strcmp(x, y) == 0;
}

static enum field field_of(const char *title)
{
    char folded[64];
    fold(title, folded, sizeof folded);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].title, folded) == 0)
            return titles[i].field;
    return NONE;
}

/* --- reading -------------------------------------------------------------- */

struct reader {
    const char *path;
    struct grid grid;
    size_t columns[FIELDS]; /* that the first line named; SIZE_MAX: none */
    struct roster *roster;
};

/* The first of several columns for one field counts. */
static bool read_titles(struct reader *r)
{
    bool any = false;
    for (size_t f = 0; f < FIELDS; f++)
        r->columns[f] = SIZE_MAX;
    for (size_t k = 0; k < r->grid.rows[0].count; k++) {
        enum field f = field_of(grid_cell(&r->grid, 0, k));
        if (f == NONE || r->columns[f] != SIZE_MAX)
            continue;
        r->columns[f] = k;
        any = any || f != FIRST;
    }
    return any;
}

static const char *cell(const struct reader *r, size_t row, enum field f)
{
    return r->columns[f] == SIZE_MAX ? ""
                                     : grid_cell(&r->grid, row, r->columns[f]);
}

static char *take_name(const struct reader *r, size_t row)
{
    const char *first = cell(r, row, FIRST), *last = cell(r, row, LAST);
    if (r->columns[NAME] != SIZE_MAX)
        return text_copy(cell(r, row, NAME));
    return text_format("%s%s%s", first,
                       *first != '\0' && *last != '\0' ? " " : "", last);
}

static const struct roster_entry *with_key(const struct roster *roster,
                                           const char *key)
{
    for (size_t i = 0; i < roster->count; i++)
        if (strcmp(roster->entries[i].key, key) == 0)
            return &roster->entries[i];
    return NULL;
}

void roster_add(struct roster *to, const struct roster_entry *entry)
{
    to->entries = realloc(to->entries, (to->count + 1) * sizeof *to->entries);
    if (to->entries == NULL)
        die("out of memory");
    to->entries[to->count++] = (struct roster_entry){
        text_copy(entry->key), text_copy(entry->name), text_copy(entry->email),
        text_copy(entry->number), entry->line};
}

/* NULL, or what is wrong with the row. A row without anybody is skipped. */
static char *read_row(struct reader *r, size_t row)
{
    char *name = take_name(r, row), *why = NULL;
    const char *words[] = {cell(r, row, KEY), cell(r, row, EMAIL),
                           cell(r, row, NUMBER), name};
    size_t w = 0;
    while (w < 3 && *words[w] == '\0')
        w++;
    struct roster_entry e = {(char *)words[w], name, (char *)words[1],
                             (char *)words[2], (unsigned)row + 1};
    const struct roster_entry *other = with_key(r->roster, e.key);
    if (other != NULL)
        why = text_format("%s:%u: \"%s\" stands in row %u already; give each "
                          "student a key of their own",
                          r->path, e.line, e.key, other->line);
    else if (*e.key != '\0')
        roster_add(r->roster, &e);
    free(name);
    return why;
}

char *roster_read(const char *path, struct roster *roster)
{
    struct reader r = {.path = path, .roster = roster};
    *roster = (struct roster){0};
    char *why = grid_read(path, &r.grid);
    if (why == NULL && !read_titles(&r))
        why = text_format("%s:1: no column of the first line is known; name "
                          "one of them key, name, email or number",
                          path);
    for (size_t i = 1; i < r.grid.count && why == NULL; i++)
        why = read_row(&r, i);
    if (why == NULL && roster->count == 0)
        why = text_format("%s: nobody is in it", path);
    grid_clear(&r.grid);
    if (why != NULL)
        roster_clear(roster);
    return why;
}

void roster_clear(struct roster *roster)
{
    for (size_t i = 0; i < roster->count; i++) {
        free(roster->entries[i].key);
        free(roster->entries[i].name);
        free(roster->entries[i].email);
        free(roster->entries[i].number);
    }
    free(roster->entries);
    *roster = (struct roster){0};
}

/* --- finding ------------------------------------------------------------- */

static bool has_key(const struct roster_entry *e, const char *label)
{
    return same(e->key, label) || same(e->email, label);
}

static bool has_number(const struct roster_entry *e, const char *label)
{
    return same(e->number, label);
}

static bool has_login(const struct roster_entry *e, const char *label)
{
    char login[128];
    snprintf(login, sizeof login, "%.*s", (int)strcspn(e->email, "@"),
             e->email);
    return same(login, label);
}

/* "Ann Lee", "Lee, Ann", "leeann" */
static bool has_name(const struct roster_entry *e, const char *label)
{
    const char *last = strrchr(e->name, ' ');
    char turned[256];
    if (same(e->name, label))
        return true;
    if (last == NULL)
        return false;
    snprintf(turned, sizeof turned, "%s%.*s", last + 1, (int)(last - e->name),
             e->name);
    return same(turned, label);
}

/* The only one for whom `has` holds; *several if there are more. */
static const struct roster_entry *
only(const struct roster *r, const char *label,
     bool (*has)(const struct roster_entry *, const char *), bool *several)
{
    const struct roster_entry *found = NULL;
    for (size_t i = 0; i < r->count && *label != '\0'; i++)
        if (has(&r->entries[i], label)) {
            *several = *several || found != NULL;
            found = &r->entries[i];
        }
    return *several ? NULL : found;
}

const struct roster_entry *roster_find(const struct roster *roster,
                                       const char *label, const char *number)
{
    const struct {
        const char *word;
        bool (*has)(const struct roster_entry *, const char *);
    } ways[] = {{number, has_number},
                {label, has_key},
                {label, has_number},
                {label, has_login},
                {label, has_name}};
    bool several = false;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !several; i++) {
        const struct roster_entry *e =
            only(roster, ways[i].word, ways[i].has, &several);
        if (e != NULL)
            return e;
    }
    return NULL;
}
