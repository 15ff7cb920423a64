/* intake.c - see intake.h */
#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../die.h"
#include "../text.h"
#include "intake.h"
#include "layout.h"

enum { DEPTH_MOST = 16 }; /* of folders and archives in each other */

struct intake {
    const struct intake_sink *sink;
    unsigned top;     /* entries at the top of the class */
    unsigned entries; /* of what is read of these just now */
    int64_t bytes;    /* the same, unpacked */
};

/* Where an archive lies: how deep, in which folder, and how old it is. */
struct place {
    unsigned depth; /* 0: it is the class */
    const char *prefix;
    int64_t modified;
};

static void leave_out(const struct intake *in, const char *path,
                      const char *why)
{
    in->sink->left_out(in->sink->data, path, why);
}

/* What is counted begins anew with everything that lies at the top. */
static void begin(struct intake *in, unsigned depth)
{
    if (depth == 1)
        in->entries = 0, in->bytes = 0;
}

/* False, once and for all, when there are too many. */
static bool count_entry(struct intake *in, const char *prefix, unsigned depth)
{
    unsigned *count = depth == 0 ? &in->top : &in->entries;
    unsigned most = depth == 0 ? INTAKE_TOP_MOST : INTAKE_ENTRIES_MOST;
    if (*count > most)
        return false;
    if (*count == most)
        leave_out(in, prefix, "holds too many files; the rest was not read");
    return (*count)++ < most;
}

static void read_archive(struct intake *in, struct archive *a,
                         const struct place *p);

/* Of what the library can read only what people hand in: for some of the other
 * kinds it runs programs, or opens files that the archive names. */
static struct archive *new_reader(void)
{
    struct archive *a = archive_read_new();
    if (a == NULL)
        die("out of memory");
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_lzma(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_zip(a);
    archive_read_support_format_7zip(a);
    return a;
}

/* The reader for an archive in memory; NULL if it is none. */
static struct archive *open_memory(const char *bytes, size_t length)
{
    struct archive *a = new_reader();
    if (archive_read_open_memory(a, bytes, length) == ARCHIVE_OK)
        return a;
    archive_read_free(a);
    return NULL;
}

static void take_bytes(struct intake *in, const char *path, int64_t modified,
                       const char *bytes, size_t length, unsigned depth)
{
    unsigned stem = layout_archive(path);
    if (stem == 0) {
        in->sink->file(in->sink->data, path, modified, bytes, length);
        return;
    }
    struct archive *a = open_memory(bytes, length);
    if (a == NULL) {
        leave_out(in, path,
                  "is not an archive that can be read: make it a .zip, .tar.gz "
                  "or .7z");
        return;
    }
    char *prefix = text_format("%.*s/", (int)stem, path);
    read_archive(in, a, &(struct place){depth + 1, prefix, modified});
    free(prefix);
    archive_read_free(a);
}

/* How many bytes may be read of a file with this path; 0: it is not wanted. */
static size_t room_for(const struct intake *in, const char *path)
{
    if (layout_archive(path) > 0)
        return INTAKE_ARCHIVE_MOST;
    return in->sink->wants(in->sink->data, path) ? INTAKE_FILE_MOST : 0;
}

/* What nobody hands in: systems and version control put it there, macOS beside
 * each file. `name` goes on up to the next slash. */
static bool is_hidden(const char *name)
{
    static const char resources[] = "__MACOSX";
    size_t length = strcspn(name, "/");
    return (length > 1 && name[0] == '.') ||
           (length == strlen(resources) &&
            strncmp(name, resources, length) == 0);
}

/* Reads with `get` up to `most` bytes; NULL, or why that is not all. */
static const char *read_all(struct text *to, size_t most, void *from,
                            ssize_t (*get)(void *from, char *buffer,
                                           size_t room))
{
    char buffer[1 << 16];
    ssize_t n;
    while ((n = get(from, buffer, sizeof buffer)) > 0) {
        if (to->length + (size_t)n > most)
            return "is too large";
        text_add(to, buffer, (size_t)n);
    }
    return n == 0
               ? NULL
               : "cannot be read: it is damaged, or packed in an unusual way";
}

static ssize_t get_entry(void *from, char *buffer, size_t room)
{
    return archive_read_data(from, buffer, room);
}

static ssize_t get_file(void *from, char *buffer, size_t room)
{
    return read(*(int *)from, buffer, room);
}

static void take_all(struct intake *in, const char *path, int64_t modified,
                     unsigned depth, void *from,
                     ssize_t (*get)(void *, char *, size_t))
{
    size_t most = room_for(in, path);
    struct text bytes;
    if (most == 0)
        return;
    text_init(&bytes);
    const char *why = read_all(&bytes, most, from, get);
    in->bytes += (int64_t)bytes.length;
    if (why == NULL)
        take_bytes(in, path, modified, bytes.bytes, bytes.length, depth);
    else
        leave_out(in, path, why);
    text_clear(&bytes);
}

/* --- archives ------------------------------------------------------------ */

/* A name that climbs out of its archive, or is none. */
static bool bad_name(const char *name)
{
    if (*name == '\0' || *name == '/')
        return true;
    for (const char *at = name; at != NULL; at = strchr(at, '/')) {
        at += *at == '/';
        if (strncmp(at, "..", 2) == 0 && (at[2] == '/' || at[2] == '\0'))
            return true;
    }
    return false;
}

static bool in_hidden(const char *path)
{
    while (path != NULL && !is_hidden(path)) {
        path = strchr(path, '/');
        path += path != NULL;
    }
    return path != NULL;
}

static void take_entry(struct intake *in, struct archive *a,
                       struct archive_entry *entry, const struct place *p)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (name == NULL)
        name = archive_entry_pathname(entry);
    if (name != NULL && strncmp(name, "./", 2) == 0)
        name += 2;
    bool bad = name == NULL || bad_name(name);
    if (archive_entry_filetype(entry) == AE_IFDIR || (!bad && in_hidden(name)))
        return;
    char *path = text_format("%s%s", p->prefix, name == NULL ? "" : name);
    if (bad)
        leave_out(in, path, "has a name that leads out of its archive");
    else if (archive_entry_filetype(entry) != AE_IFREG ||
             archive_entry_hardlink(entry) != NULL)
        leave_out(in, path, "is a link or a device, not a file");
    else if (archive_entry_is_encrypted(entry))
        leave_out(in, path, "is encrypted: hand it in without a password");
    else
        take_all(in, path,
                 p->depth == 0 ? archive_entry_mtime(entry) : p->modified,
                 p->depth, a, get_entry);
    free(path);
}

/* A small archive can hold terabytes of nothing; to step over them takes as
 * long as to read them. */
static bool is_bomb(const struct intake *in, struct archive *a,
                    struct archive_entry *entry, unsigned depth)
{
    int64_t most = depth == 0 ? INTAKE_CLASS_MOST : INTAKE_UNPACKED_MOST;
    return archive_entry_size(entry) > most ||
           archive_filter_bytes(a, 0) > most || (depth > 0 && in->bytes > most);
}

static void read_archive(struct intake *in, struct archive *a,
                         const struct place *p)
{
    struct archive_entry *entry;
    int status = ARCHIVE_OK;
    bool any = false;
    if (p->depth > DEPTH_MOST) {
        leave_out(in, p->prefix, "is too deep inside other archives");
        return;
    }
    begin(in, p->depth);
    while ((status = archive_read_next_header(a, &entry)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN) {
        any = true;
        if (!count_entry(in, p->prefix, p->depth))
            return;
        if (is_bomb(in, a, entry, p->depth)) {
            leave_out(in, p->prefix,
                      "holds far too much; the rest was not read");
            return;
        }
        take_entry(in, a, entry, p);
    }
    if (status != ARCHIVE_EOF)
        leave_out(in, p->prefix, "is damaged; what could be read was taken");
    else if (!any)
        leave_out(in, p->prefix, "has nothing in it");
}

/* --- folders ------------------------------------------------------------- */

static void read_folder(struct intake *in, int fd, const char *prefix,
                        unsigned depth);

static void take_open(struct intake *in, int fd, const struct stat *s,
                      const char *path, unsigned depth)
{
    if (S_ISDIR(s->st_mode)) {
        char *prefix = text_format("%s/", path);
        read_folder(in, fd, prefix, depth + 1);
        free(prefix);
    } else {
        take_all(in, path, s->st_mtime, depth, &fd, get_file);
        close(fd);
    }
}

static bool is_plain(const struct stat *s)
{
    return S_ISREG(s->st_mode) || S_ISDIR(s->st_mode);
}

/* It may have become something else since it was looked at; -1 then. */
static int open_plain(int folder, const char *name, struct stat *s)
{
    int fd =
        openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || (fstat(fd, s) == 0 && is_plain(s)))
        return fd;
    close(fd);
    return -1;
}

static void take_name(struct intake *in, int folder, const char *name,
                      const char *prefix, unsigned depth)
{
    char *path = text_format("%s%s", prefix, name);
    struct stat s;
    int fd = -1;
    if (fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) != 0)
        leave_out(in, path, strerror(errno));
    else if (!is_plain(&s))
        leave_out(in, path, "is a link or a device, not a file");
    else if ((fd = open_plain(folder, name, &s)) < 0)
        leave_out(in, path, "cannot be opened");
    else
        take_open(in, fd, &s, path, depth);
    free(path);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int not_hidden(const struct dirent *d)
{
    return strcmp(d->d_name, ".") != 0 && !is_hidden(d->d_name);
}

/* Takes over `fd`. In order of names, so that two runs do the same. */
static void read_folder(struct intake *in, int fd, const char *prefix,
                        unsigned depth)
{
    struct dirent **names = NULL;
    int n = depth > DEPTH_MOST
                ? -1
                : scandirat(fd, ".", &names, not_hidden, by_name);
    if (n < 0)
        leave_out(in, prefix,
                  depth > DEPTH_MOST ? "is too deep" : "cannot be read");
    begin(in, depth);
    for (int i = 0; i < n; i++) {
        if (count_entry(in, prefix, depth))
            take_name(in, fd, names[i]->d_name, prefix, depth);
        free(names[i]);
    }
    free(names);
    close(fd);
}

/* --- the top ------------------------------------------------------------- */

static char *read_class_archive(struct intake *in, const char *path)
{
    struct archive *a = new_reader();
    char *why = NULL;
    if (archive_read_open_filename(a, path, 1 << 16) == ARCHIVE_OK)
        read_archive(in, a, &(struct place){.prefix = ""});
    else
        why = text_format("%s: %s", path, archive_error_string(a));
    archive_read_free(a);
    return why;
}

static char *read_any(struct intake *in, const char *path)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &s) != 0) {
        char *why = text_format("%s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return why;
    }
    if (S_ISDIR(s.st_mode)) {
        read_folder(in, fd, "", 0);
        return NULL;
    }
    close(fd);
    if (!S_ISREG(s.st_mode))
        return text_format("%s: is neither a folder nor an archive", path);
    return read_class_archive(in, path);
}

/* The library makes UTF-8 of the names in archives by way of the locale, and
 * the grader's own has no letters but those of ASCII. */
char *intake_read(const char *path, const struct intake_sink *sink)
{
    struct intake in = {.sink = sink};
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = uselocale(utf8);
    char *why = read_any(&in, path);
    uselocale(before);
    if (utf8 != (locale_t)0)
        freelocale(utf8);
    return why;
}
