/* layout.c - see layout.h */
#include <ctype.h>
#include <string.h>

#include "layout.h"

static const char moodle[] = "_assignsubmission_file_";

/* Copies `length` bytes; false if they do not fit. */
static bool take(char *to, const char *from, size_t length)
{
    if (length >= LAYOUT_WORD)
        return false;
    memcpy(to, from, length);
    to[length] = '\0';
    return true;
}

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static size_t digits(const char *s)
{
    return strspn(s, "0123456789");
}

/* The platform's mark in the first name of a path. Names of people stand before
 * it and names of files behind it: with two of them somebody wants to be taken
 * for another, and is taken for nobody. */
static const char *find_mark(const char *path)
{
    const char *end = path + strcspn(path, "/"), *mark = strstr(path, moodle);
    if (mark == NULL || mark > end)
        return NULL;
    const char *other = strstr(mark + 1, moodle);
    return other == NULL || other > end ? mark : NULL;
}

/* "Ann Lee_1234567_assignsubmission_file_" and what follows. */
static bool read_moodle(const char *path, struct layout *l)
{
    const char *mark = find_mark(path);
    if (mark == NULL)
        return false;
    const char *id = mark;
    while (id > path && isdigit((unsigned char)id[-1]))
        id--;
    if (id == mark || id < path + 2 || id[-1] != '_')
        return false;
    const char *rest = mark + strlen(moodle);
    return take(l->student, path, (size_t)(id - 1 - path)) &&
           take(l->number, id, (size_t)(mark - id)) &&
           take(l->file, last_name(rest), strlen(last_name(rest)));
}

/* "leeann_123_4567_queue.c", "leeann_LATE_123_4567_queue-1.c"; with a slash
 * in it the file came in an archive of that name. */
static bool read_canvas(const char *path, struct layout *l)
{
    const char *user = strchr(path, '_');
    if (user == NULL || user > path + strcspn(path, "/"))
        return false;
    size_t name = (size_t)(user++ - path);
    l->late = strncmp(user, "LATE_", 5) == 0;
    user += l->late ? 5 : 0;
    size_t n = digits(user);
    if (name == 0 || n == 0 || user[n] != '_')
        return false;
    const char *number = user + n + 1;
    size_t m = digits(number);
    if (m == 0 || number[m] != '_')
        return false;
    const char *file = last_name(number + m + 1);
    return take(l->student, path, name) && take(l->number, user, n) &&
           take(l->file, file, strlen(file));
}

static bool read_folder(const char *path, struct layout *l)
{
    size_t first = strcspn(path, "/");
    const char *file = last_name(path);
    if (path[first] == '\0') {
        const char *dot = strrchr(path, '.');
        first = dot == NULL || dot == path ? first : (size_t)(dot - path);
    }
    return first > 0 && take(l->student, path, first) &&
           take(l->file, file, strlen(file));
}

bool layout_read(const char *path, struct layout *layout)
{
    *layout = (struct layout){0};
    if (read_moodle(path, layout))
        return true;
    *layout = (struct layout){0};
    if (read_canvas(path, layout))
        return true;
    *layout = (struct layout){0};
    return read_folder(path, layout);
}

/* The length of the name without a platform's "-1" or " (1)" and without its
 * ending, which `dot` is set to. */
static size_t plain_length(const char *file, const char **dot)
{
    *dot = strrchr(file, '.');
    if (*dot == NULL)
        *dot = file + strlen(file);
    const char *end = *dot;
    bool round = end > file && end[-1] == ')';
    const char *at = round ? end - 1 : end;
    while (at > file && isdigit((unsigned char)at[-1]))
        at--;
    if (round && at >= file + 2 && at[-1] == '(' && at < end - 1)
        return (size_t)(at - 1 - file) - (at[-2] == ' ');
    if (!round && at < end && at > file + 1 && at[-1] == '-')
        return (size_t)(at - 1 - file);
    return (size_t)(end - file);
}

bool layout_is(const char *file, const char *wanted)
{
    const char *dot;
    size_t stem = plain_length(file, &dot);
    size_t wanted_stem = strcspn(wanted, ".");
    if (strcasecmp(file, wanted) == 0)
        return true;
    return stem == wanted_stem && strncasecmp(file, wanted, stem) == 0 &&
           strcasecmp(dot, wanted + wanted_stem) == 0;
}

unsigned layout_archive(const char *path)
{
    static const char *const endings[] = {
        ".zip", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tar", ".7z",
        /* of no use, but it is to be said of them */
        ".rar", ".tar.zst", ".z01"};
    size_t length = strlen(path);
    size_t name = strlen(last_name(path));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (name > n && strcasecmp(path + length - n, endings[i]) == 0)
            return (unsigned)(length - n);
    }
    return 0;
}
