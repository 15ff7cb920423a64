/* roster.c - see roster.h */
#include <ctype.h>
#include <search.h>
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

/* Letters (of any language), digits: what two spellings of a name share; to be
 * freed. */
static char *fold(const char *from)
{
    char *folded = text_copy(from), *to = folded;
    for (; *from != '\0'; from++)
        if (isalnum((unsigned char)*from) || (unsigned char)*from >= 0x80)
            *to++ = (char)tolower((unsigned char)*from);
    *to = '\0';
    return folded;
}

static enum field field_of(const char *title)
{
    enum field field = NONE;
    char *folded = fold(title);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].title, folded) == 0)
            field = titles[i].field;
    free(folded);
    return field;
}

/* --- what they are found by ------------------------------------------------
 */

/* In which way a word names somebody. */
enum way { AS_KEY, BY_NUMBER, BY_KEY, BY_LOGIN, BY_NAME };

/* A word, folded but for AS_KEY, and whose it is. */
struct word {
    enum way way;
    char *text;
    size_t entry;
    bool several; /* it is another one's, too */
};

static int by_text(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    return x->way != y->way ? (x->way > y->way) - (x->way < y->way)
                            : strcmp(x->text, y->text);
}

static void free_word(void *node)
{
    struct word *w = node;
    free(w->text);
    free(w);
}

/* Takes over `text`. */
static void add_word(struct roster *to, size_t entry, enum way way, char *text)
{
    struct word *w = malloc(sizeof *w);
    if (w == NULL)
        die("out of memory");
    *w = (struct word){way, text, entry, false};
    if (*text == '\0') {
        free_word(w);
        return;
    }
    struct word **node = tsearch(w, &to->words, by_text);
    if (node == NULL)
        die("out of memory");
    if (*node == w)
        return;
    (*node)->several = (*node)->several || (*node)->entry != entry;
    free_word(w);
}

/* Ann Lee is "annlee" and "leeann", as Canvas writes it. */
static void add_name(struct roster *to, size_t entry, const char *name)
{
    const char *last = strrchr(name, ' ');
    add_word(to, entry, BY_NAME, fold(name));
    if (last == NULL)
        return;
    char *turned = text_format("%s%.*s", last + 1, (int)(last - name), name);
    add_word(to, entry, BY_NAME, fold(turned));
    free(turned);
}

static void add_login(struct roster *to, size_t entry, const char *email)
{
    char *login = text_format("%.*s", (int)strcspn(email, "@"), email);
    add_word(to, entry, BY_LOGIN, fold(login));
    free(login);
}

void roster_add(struct roster *to, const struct roster_entry *e)
{
    size_t n = to->count++;
    to->entries = realloc(to->entries, to->count * sizeof *to->entries);
    if (to->entries == NULL)
        die("out of memory");
    to->entries[n] = (struct roster_entry){
        text_copy(e->key), text_copy(e->name), text_copy(e->email),
        text_copy(e->number), e->line};
    add_word(to, n, AS_KEY, text_copy(e->key));
    add_word(to, n, BY_NUMBER, fold(e->number));
    add_word(to, n, BY_KEY, fold(e->key));
    add_word(to, n, BY_KEY, fold(e->email));
    add_login(to, n, e->email);
    add_name(to, n, e->name);
}

static const struct word *find(const struct roster *r, enum way way,
                               const char *text)
{
    const struct word key = {.way = way, .text = (char *)text};
    void *found = tfind(&key, &r->words, by_text);
    return found == NULL ? NULL : *(struct word **)found;
}

/* Keys that differ in case only are those of two students. */
static const struct roster_entry *find_exactly(const struct roster *roster,
                                               const char *key)
{
    for (size_t i = 0; i < roster->count; i++)
        if (strcmp(roster->entries[i].key, key) == 0)
            return &roster->entries[i];
    return NULL;
}

/* The first way that knows the word tells; it may know it of several. */
const struct roster_entry *roster_find(const struct roster *roster,
                                       const char *label, const char *number)
{
    static const enum way ways[] = {BY_KEY, BY_NUMBER, BY_LOGIN, BY_NAME};
    char *folded = fold(number);
    const struct word *w = find(roster, BY_NUMBER, folded);
    free(folded);
    folded = fold(label);
    for (size_t i = 0; i < sizeof ways / sizeof *ways && w == NULL; i++)
        w = find(roster, ways[i], folded);
    free(folded);
    if (w != NULL && w->several)
        return find_exactly(roster, label);
    return w == NULL ? NULL : &roster->entries[w->entry];
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
    return r->columns[f] == SIZE_MAX
               ? ""
               : grid_plain(grid_cell(&r->grid, row, r->columns[f]));
}

static char *take_name(const struct reader *r, size_t row)
{
    const char *first = cell(r, row, FIRST), *last = cell(r, row, LAST);
    if (r->columns[NAME] != SIZE_MAX)
        return text_copy(cell(r, row, NAME));
    return text_format("%s%s%s", first,
                       *first != '\0' && *last != '\0' ? " " : "", last);
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
    const struct word *other = find(r->roster, AS_KEY, e.key);
    if (other != NULL)
        why = text_format("%s:%u: \"%s\" stands in row %u already; give each "
                          "student a key of their own",
                          r->path, e.line, e.key,
                          r->roster->entries[other->entry].line);
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
    tdestroy(roster->words, free_word);
    for (size_t i = 0; i < roster->count; i++) {
        free(roster->entries[i].key);
        free(roster->entries[i].name);
        free(roster->entries[i].email);
        free(roster->entries[i].number);
    }
    free(roster->entries);
    *roster = (struct roster){0};
}
