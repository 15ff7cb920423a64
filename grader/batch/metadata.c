/*
 * metadata.c - see metadata.h
 *
 *   submission_1234567:            depth 1, a key of the root
 *     :submitters:                 depth 2
 *     - :name: Ann Lee             depth 4: mapping in a sequence
 *       :email: ann@x.org
 *     :created_at: 2026-11-28 13:05:09 Z
 *
 * The rest, such as results and history, is passed over.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

#include "../die.h"
#include "../text.h"
#include "metadata.h"

enum { DEEPEST = 64, WORD = 256 };

struct reader {
    struct metadata *to;
    size_t first; /* entry of the folder that is being read */
    int64_t received;
    unsigned depth;
    struct level {
        bool mapping, has_key;
        char key[WORD];
    } levels[DEEPEST + 1];
};

/* The time that "2026-11-28 13:05:09.123 Z" or "... +01:00" stands for; 0 if
 * it is none. */
static int64_t metadata_time(const char *word)
{
    struct tm t = {0};
    const char *at = strptime(word, "%Y-%m-%d %H:%M:%S", &t);
    if (at == NULL || t.tm_year < 70)
        return 0;
    if (*at == '.')
        at += 1 + strspn(at + 1, "0123456789");
    at += strspn(at, " ");
    int hours, minutes;
    int64_t zone = 0;
    if ((*at == '+' || *at == '-') &&
        sscanf(at + 1, "%2d:%2d", &hours, &minutes) == 2)
        zone = (*at == '-' ? -60 : 60) * (60 * hours + minutes);
    return (int64_t)timegm(&t) - zone;
}

/* --- what the levels mean ------------------------------------------------- */

static const char *key_at(const struct reader *r, unsigned depth)
{
    const char *key = r->levels[depth].key;
    return *key == ':' ? key + 1 : key;
}

static bool in_submitters(const struct reader *r)
{
    return r->depth == 4 && r->levels[4].mapping && !r->levels[3].mapping &&
           strcmp(key_at(r, 2), "submitters") == 0;
}

static void add_submitter(struct reader *r)
{
    struct metadata *m = r->to;
    m->entries = realloc(m->entries, (m->count + 1) * sizeof *m->entries);
    if (m->entries == NULL)
        die("out of memory");
    m->entries[m->count++] =
        (struct metadata_entry){.folder = text_copy(r->levels[1].key),
                                .name = text_copy(""),
                                .email = text_copy(""),
                                .number = text_copy(""),
                                .received = r->received};
}

static void replace(char **word, const char *value)
{
    free(*word);
    *word = text_copy(value);
}

static void take_value(struct reader *r, const char *value)
{
    if (r->depth == 2 && strcmp(key_at(r, 2), "created_at") == 0) {
        r->received = metadata_time(value);
        for (size_t i = r->first; i < r->to->count; i++)
            r->to->entries[i].received = r->received;
    }
    if (!in_submitters(r))
        return;
    struct metadata_entry *e = &r->to->entries[r->to->count - 1];
    const char *key = key_at(r, 4);
    if (strcmp(key, "name") == 0)
        replace(&e->name, value);
    else if (strcmp(key, "email") == 0)
        replace(&e->email, value);
    else if (strcmp(key, "sid") == 0)
        replace(&e->number, value);
}

/* --- walking -------------------------------------------------------------- */

/* A value has been read whole, so that a key comes next. */
static void end_value(struct reader *r)
{
    r->levels[r->depth].has_key = false;
}

static void take_scalar(struct reader *r, const char *value)
{
    struct level *level = &r->levels[r->depth];
    if (level->mapping && !level->has_key) {
        snprintf(level->key, sizeof level->key, "%s", value);
        level->has_key = true;
        return;
    }
    take_value(r, value);
    end_value(r);
}

static bool enter(struct reader *r, bool mapping)
{
    if (r->depth == DEEPEST)
        return false;
    r->levels[++r->depth] = (struct level){.mapping = mapping};
    if (r->depth == 2) {
        r->first = r->to->count;
        r->received = 0;
    }
    if (in_submitters(r))
        add_submitter(r);
    return true;
}

static void leave(struct reader *r)
{
    r->depth--;
    end_value(r);
}

/* False when there is no more to read. */
static bool take_event(struct reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_STREAM_END_EVENT:
        return false;
    case YAML_SCALAR_EVENT:
        take_scalar(r, (const char *)event->data.scalar.value);
        return true;
    case YAML_ALIAS_EVENT:
        take_scalar(r, "");
        return true;
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        return enter(r, event->type == YAML_MAPPING_START_EVENT);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        leave(r);
        return true;
    default:
        return true;
    }
}

char *metadata_read(const char *bytes, size_t length, struct metadata *metadata)
{
    struct reader r = {.to = metadata};
    yaml_parser_t parser;
    yaml_event_t event;
    char *why = NULL;
    *metadata = (struct metadata){0};
    if (!yaml_parser_initialize(&parser))
        die("out of memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    for (bool more = true; more && why == NULL;) {
        if (yaml_parser_parse(&parser, &event)) {
            more = take_event(&r, &event);
            yaml_event_delete(&event);
        } else {
            why = text_format("line %zu: %s", parser.problem_mark.line + 1,
                              parser.problem == NULL ? "is no YAML"
                                                     : parser.problem);
        }
    }
    yaml_parser_delete(&parser);
    return why;
}

void metadata_clear(struct metadata *metadata)
{
    for (size_t i = 0; i < metadata->count; i++) {
        free(metadata->entries[i].folder);
        free(metadata->entries[i].name);
        free(metadata->entries[i].email);
        free(metadata->entries[i].number);
    }
    free(metadata->entries);
    *metadata = (struct metadata){0};
}
