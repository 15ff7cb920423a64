#define _GNU_SOURCE
#include "source.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore.h"
#include "state.h"

#define MAX_SOURCES 16

struct source {
    char *path;
    char **lines;
    size_t count;
};

EXPLORE_STATE static struct source sources[MAX_SOURCES];
EXPLORE_STATE static size_t source_count;

/* What explore_source() was told. */
EXPLORE_STATE static const char *source_told_file, *source_told_text;

void explore_source(const char *file, const char *text)
{
    source_told_file = file;
    source_told_text = text;
}

static FILE *source_open(const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file && source_told_file && *source_told_text &&
        !strcmp(source_base_name(path), source_told_file))
        file =
            fmemopen((void *)source_told_text, strlen(source_told_text), "r");
    return file;
}

static void source_read(struct source *source)
{
    FILE *file = source_open(source->path);
    char *line = NULL;
    size_t room = 0;
    if (!file)
        return;
    while (getline(&line, &room, file) >= 0) {
        char **lines =
            realloc(source->lines, (source->count + 1) * sizeof *lines);
        if (!lines)
            break;
        source->lines = lines;
        line[strcspn(line, "\r\n")] = '\0';
        lines[source->count++] = strdup(line + strspn(line, " \t"));
    }
    free(line);
    fclose(file);
}

/* Takes over `path`. */
static const struct source *source_get(char *path)
{
    for (size_t i = 0; i < source_count; i++) {
        if (strcmp(sources[i].path, path))
            continue;
        free(path);
        return &sources[i];
    }
    if (source_count == MAX_SOURCES) {
        free(path);
        return NULL;
    }
    struct source *source = &sources[source_count++];
    source->path = path;
    source_read(source);
    return source;
}

const char *source_line(const struct line_place *place)
{
    char *path;
    if (!place->path)
        return NULL;
    bool absolute = place->path[0] == '/' || !place->directory;
    int length = absolute
                     ? asprintf(&path, "%s", place->path)
                     : asprintf(&path, "%s/%s", place->directory, place->path);
    if (length < 0)
        return NULL;
    const struct source *source = source_get(path);
    return source && place->line && place->line <= source->count
               ? source->lines[place->line - 1]
               : NULL;
}

const char *source_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
