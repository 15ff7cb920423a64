/* similar.c - see similar.h */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../die.h"
#include "../exercise.h"
#include "../files.h"
#include "../gradebook/gradebook.h"
#include "../process.h"
#include "../sandbox/sandbox.h"
#include "similar.h"

/* The files as they are written for sim_c: the students' keys by number. */
struct files {
    char **keys;
    size_t count;
    const char *folder, *skeleton;
};

/* --- without the skeleton ------------------------------------------------- */

/* A line as sim_c sees it: without blanks, all words alike, so that a line of
 * the skeleton is known again whatever its names have become. */
static void flatten(const char *line, size_t length, struct text *to)
{
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)line[i];
        bool word = isalnum(c) || c == '_';
        if (word || !isspace(c))
            text_add(to, word ? "w" : line + i, 1);
        do
            i++;
        while (word && i < length &&
               (isalnum((unsigned char)line[i]) || line[i] == '_'));
    }
}

/* Every line of the skeleton, flat, between newlines. */
static char *flat_lines(const char *text)
{
    struct text flat;
    text_init(&flat);
    text_addf(&flat, "\n");
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        flatten(at, length, &flat);
        text_addf(&flat, "\n");
        at += length + (at[length] == '\n');
    }
    return flat.bytes;
}

static bool has_line(const char *flat, const char *line, size_t length)
{
    struct text wanted;
    text_init(&wanted);
    text_addf(&wanted, "\n");
    flatten(line, length, &wanted);
    text_addf(&wanted, "\n");
    bool has = strstr(flat, wanted.bytes) != NULL;
    text_clear(&wanted);
    return has;
}

void similar_reduce(const char *source, const char *skeleton, struct text *to)
{
    char *flat = flat_lines(skeleton);
    for (const char *at = source; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        if (!has_line(flat, at, length))
            text_addf(to, "%.*s\n", (int)length, at);
        at += length + (at[length] == '\n');
    }
    free(flat);
}

/* --- what is compared ----------------------------------------------------- */

static void write_file(void *data, const char *const *c)
{
    struct files *f = data;
    struct text reduced;
    f->keys = realloc(f->keys, (f->count + 1) * sizeof *f->keys);
    if (f->keys == NULL)
        die("out of memory");
    f->keys[f->count] = text_copy(c[0]);
    char *path = text_format("%s/%zu.c", f->folder, f->count++);
    text_init(&reduced);
    similar_reduce(c[1] == NULL ? "" : c[1], f->skeleton, &reduced);
    files_write(path, reduced.bytes, reduced.length);
    text_clear(&reduced);
    free(path);
}

/* A file that is no text has nothing to compare. */
static const char newest[] =
    "SELECT t.key, CAST(s.content AS TEXT) FROM (SELECT *, row_number() OVER "
    "  (PARTITION BY student ORDER BY received DESC, id DESC) AS place "
    "  FROM submission WHERE episode = ? AND exercise = ?) s "
    "JOIN student t ON t.id = s.student "
    "WHERE s.place = 1 AND instr(s.content, x'00') = 0 ORDER BY t.key";

/* --- sim_c's answer ------------------------------------------------------- */

static int most_first(const void *a, const void *b)
{
    const struct similar_pair *x = a, *y = b;
    return (x->percent < y->percent) - (x->percent > y->percent);
}

static bool is_there(const struct similar *s, const struct similar_pair *p)
{
    for (size_t i = 0; i < s->count; i++)
        if ((strcmp(s->pairs[i].student, p->other) == 0 &&
             strcmp(s->pairs[i].other, p->student) == 0))
            return true;
    return false;
}

static void add_pair(struct similar *s, struct similar_pair pair)
{
    if (is_there(s, &pair))
        return;
    s->pairs = realloc(s->pairs, (s->count + 1) * sizeof *s->pairs);
    if (s->pairs == NULL)
        die("out of memory");
    s->pairs[s->count++] = (struct similar_pair){
        text_copy(pair.student), text_copy(pair.other), pair.percent};
}

/* The number of "folder/3.c" at the beginning; the count if it is none. */
static size_t file_number(const struct files *f, const char *at)
{
    size_t skip = strlen(f->folder), n;
    if (strncmp(at, f->folder, skip) != 0 ||
        sscanf(at + skip, "/%zu.c", &n) != 1)
        return f->count;
    return n < f->count ? n : f->count;
}

/* "folder/3.c consists for 87 % of folder/7.c material" */
static void read_line(const struct files *f, const char *line,
                      struct similar *s)
{
    static const char consists[] = " consists for ";
    const char *share = strstr(line, consists);
    const char *other = share == NULL ? NULL : strstr(share, " % of ");
    if (other == NULL)
        return;
    size_t a = file_number(f, line), b = file_number(f, other + 6);
    unsigned percent = (unsigned)strtoul(share + strlen(consists), NULL, 10);
    if (a < f->count && b < f->count && a != b)
        add_pair(s, (struct similar_pair){f->keys[a], f->keys[b], percent});
}

static char *compare(const struct files *f, unsigned least, struct similar *s)
{
    char *threshold = text_format("-t%u", least);
    char *argv[] = {"sim_c",           "-a", "-p", "-P", "-T", threshold, "-R",
                    (char *)f->folder, NULL};
    const char *const read[] = {f->folder, NULL};
    const struct sandbox sandbox = {.profile = SANDBOX_COMPILE,
                                    .memory = 1ul << 30,
                                    .cpu_seconds = 60,
                                    .read = read};
    struct process p = {.argv = argv, .deadline = 120, .sandbox = &sandbox};
    process_run(&p, 1, 1);
    char *why = NULL;
    if (!p.started && p.failure == ENOENT)
        why = text_copy("sim_c is missing, which compares the files; it comes "
                        "with the Debian package similarity-tester "
                        "(setup/install extra)");
    else if (!process_good(&p))
        why = text_format("sim_c failed: %.200s", p.output.bytes);
    for (char *at = p.output.bytes, *line;
         why == NULL && (line = strsep(&at, "\n")) != NULL;)
        read_line(f, line, s);
    free(threshold);
    process_clear(&p);
    return why;
}

/* --- all of it ------------------------------------------------------------ */

char *similar_find(struct gradebook *book, const struct exercise *exercise,
                   unsigned least, struct similar *s)
{
    const char *arguments[] = {exercise->episode, exercise->name};
    char *folder = files_draft("build/similar/files");
    char *path = exercise_skeleton(exercise), *why = NULL;
    struct text skeleton;
    *s = (struct similar){0};
    text_init(&skeleton);
    files_read(path, &skeleton);
    files_sweep("build/similar");
    files_make_folder(folder);
    struct files files = {.folder = folder, .skeleton = skeleton.bytes};
    if (!gradebook_query(book, newest, arguments, 2, write_file, &files))
        why = text_copy(gradebook_error(book));
    s->files = files.count;
    if (why == NULL && files.count > 1)
        why = compare(&files, least, s);
    if (s->count > 0)
        qsort(s->pairs, s->count, sizeof *s->pairs, most_first);
    for (size_t i = 0; i < files.count; i++)
        free(files.keys[i]);
    free(files.keys);
    files_remove_folder(folder);
    text_clear(&skeleton);
    free(path);
    free(folder);
    return why;
}

void similar_clear(struct similar *s)
{
    for (size_t i = 0; i < s->count; i++) {
        free(s->pairs[i].student);
        free(s->pairs[i].other);
    }
    free(s->pairs);
    *s = (struct similar){0};
}
