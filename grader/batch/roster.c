/* roster.c - see roster.h */
#include <csv.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../files.h"
#include "../text.h"
#include "roster.h"

enum field { KEY, NAME, FIRST, LAST, EMAIL, NUMBER, FIELDS, NONE = FIELDS };

enum { COLUMNS_MOST = 256 };

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

/* --- reading ------------------------------------------------------------- */

struct reader {
    const char *path;
    struct roster *roster;
    enum field columns[COLUMNS_MOST];
    size_t width, at; /* columns of the file, column of the next cell */
    unsigned line;
    bool taken[FIELDS]; /* columns that the header named */
    char *cells[FIELDS];
    char *why;
};

static void take_cell(void *cell, size_t length, void *data)
{
    struct reader *r = data;
    char *word = text_format("%.*s", (int)length, (const char *)cell);
    if (r->line == 1) {
        enum field f = r->at < COLUMNS_MOST ? field_of(word) : NONE;
        if (f != NONE && r->taken[f])
            f = NONE; /* the first of two columns counts */
        if (f != NONE)
            r->taken[f] = true;
        if (r->at < COLUMNS_MOST)
            r->columns[r->at] = f;
        r->width = r->at + 1;
    } else if (r->at < r->width && r->at < COLUMNS_MOST &&
               r->columns[r->at] != NONE) {
        free(r->cells[r->columns[r->at]]);
        r->cells[r->columns[r->at]] = word;
        word = NULL;
    }
    free(word);
    r->at++;
}

static char *take_name(struct reader *r)
{
    const char *first = r->cells[FIRST], *last = r->cells[LAST];
    if (r->cells[NAME] != NULL)
        return text_copy(r->cells[NAME]);
    return text_format("%s%s%s", first == NULL ? "" : first,
                       first != NULL && last != NULL ? " " : "",
                       last == NULL ? "" : last);
}

static const char *first_word(const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (words[i] != NULL && *words[i] != '\0')
            return words[i];
    return "";
}

static const struct roster_entry *with_key(const struct roster *roster,
                                           const char *key)
{
    for (size_t i = 0; i < roster->count; i++)
        if (strcmp(roster->entries[i].key, key) == 0)
            return &roster->entries[i];
    return NULL;
}

static void complain(struct reader *r, unsigned line, char *why)
{
    if (r->why == NULL)
        r->why = text_format("%s:%u: %s", r->path, line, why);
    free(why);
}

static char *copy(const char *s)
{
    return text_copy(s == NULL ? "" : s);
}

static void add_entry(struct reader *r)
{
    char *name = take_name(r);
    const char *words[] = {r->cells[KEY], r->cells[EMAIL], r->cells[NUMBER],
                           name};
    const char *key = first_word(words, sizeof words / sizeof *words);
    const struct roster_entry *other = with_key(r->roster, key);
    struct roster *to = r->roster;
    if (*key == '\0') { /* an empty line, or points possible */
        free(name);
        return;
    }
    if (other != NULL)
        complain(r, r->line,
                 text_format("\"%s\" stands in line %u already; give each "
                             "student a key of their own",
                             key, other->line));
    to->entries = realloc(to->entries, (to->count + 1) * sizeof *to->entries);
    if (to->entries == NULL)
        die("out of memory");
    to->entries[to->count++] =
        (struct roster_entry){copy(key), name, copy(r->cells[EMAIL]),
                              copy(r->cells[NUMBER]), r->line};
}

static bool knows_anybody(const struct reader *r)
{
    return r->taken[KEY] || r->taken[NAME] || r->taken[EMAIL] ||
           r->taken[NUMBER] || r->taken[LAST];
}

static void end_line(int terminator, void *data)
{
    struct reader *r = data;
    (void)terminator;
    if (r->line == 1 && !knows_anybody(r))
        complain(r, 1,
                 text_copy("no column of the first line is known; name one of "
                           "them key, name, email or number"));
    else if (r->line > 1)
        add_entry(r);
    for (size_t i = 0; i < FIELDS; i++) {
        free(r->cells[i]);
        r->cells[i] = NULL;
    }
    r->at = 0;
    r->line++;
}

static void parse(struct reader *r, const struct text *bytes)
{
    struct csv_parser parser;
    const char *from = bytes->bytes;
    size_t length = bytes->length;
    if (length >= 3 && memcmp(from, "\xef\xbb\xbf", 3) == 0) {
        from += 3; /* the mark that spreadsheets write */
        length -= 3;
    }
    if (csv_init(&parser, CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
        die("out of memory");
    if (csv_parse(&parser, from, length, take_cell, end_line, r) != length)
        complain(r, r->line, text_copy(csv_strerror(csv_error(&parser))));
    csv_fini(&parser, take_cell, end_line, r);
    csv_free(&parser);
}

char *roster_read(const char *path, struct roster *roster)
{
    struct reader r = {.path = path, .roster = roster, .line = 1};
    struct text bytes;
    *roster = (struct roster){0};
    text_init(&bytes);
    const char *why = files_read(path, &bytes);
    if (why != NULL)
        r.why = text_format("%s: %s", path, why);
    else
        parse(&r, &bytes);
    if (r.why == NULL && roster->count == 0)
        r.why = text_format("%s: nobody is in it", path);
    text_clear(&bytes);
    if (r.why != NULL)
        roster_clear(roster);
    return r.why;
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
