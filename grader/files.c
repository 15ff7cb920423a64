/* files.c - see files.h */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "die.h"
#include "files.h"

const uint64_t files_hash_start = 0xcbf29ce484222325ull;

uint64_t files_hash(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ p[i]) * 0x100000001b3ull;
    return hash;
}

/* What a file holds is taken piece by piece; NULL, or why not all was. */
typedef const char *taker(void *to, const char *piece, size_t length);

static const char *read_open(int fd, taker *take, void *to)
{
    struct stat s;
    char piece[65536];
    const char *failed = NULL;
    ssize_t got = 0;
    if (fstat(fd, &s) != 0)
        return strerror(errno);
    if (!S_ISREG(s.st_mode))
        return "is not a regular file";
    while (failed == NULL && (got = read(fd, piece, sizeof piece)) > 0)
        failed = take(to, piece, (size_t)got);
    return got < 0 ? strerror(errno) : failed;
}

static const char *read_all(const char *path, taker *take, void *to)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return strerror(errno);
    const char *failed = read_open(fd, take, to);
    close(fd);
    return failed;
}

static const char *keep(void *to, const char *piece, size_t length)
{
    enum { MOST = 16 << 20 };
    struct text *t = to;
    text_add(t, piece, length);
    return t->length > MOST ? "is larger than 16 MB" : NULL;
}

const char *files_read(const char *path, struct text *to)
{
    return read_all(path, keep, to);
}

static const char *add_to_hash(void *hash, const char *piece, size_t length)
{
    *(uint64_t *)hash = files_hash(*(uint64_t *)hash, piece, length);
    return NULL;
}

const char *files_read_hash(const char *path, uint64_t *hash)
{
    return read_all(path, add_to_hash, hash);
}

/* Where our process numbers hold: this namespace of this run of this machine.
 * Containers and machines may share a folder. */
static unsigned long place(void)
{
    static unsigned long known;
    struct stat space = {0};
    struct text boot;
    if (known != 0)
        return known;
    text_init(&boot);
    files_read("/proc/sys/kernel/random/boot_id", &boot);
    stat("/proc/self/ns/pid", &space);
    uint64_t hash = files_hash(files_hash_start, boot.bytes, boot.length);
    known = files_hash(hash, &space.st_ino, sizeof space.st_ino) | 1;
    text_clear(&boot);
    return known;
}

char *files_draft(const char *path)
{
    return text_format("%s.%lx-%ld.tmp", path, place(), (long)getpid());
}

void files_write(const char *path, const char *bytes, size_t length)
{
    char *draft = files_draft(path);
    FILE *f = fopen(draft, "we");
    bool good = f != NULL && fwrite(bytes, 1, length, f) == length &&
                fflush(f) == 0 && fsync(fileno(f)) == 0;
    int reason = errno;
    if (f != NULL && fclose(f) != 0 && good) {
        good = false;
        reason = errno;
    }
    if (good && rename(draft, path) != 0) {
        good = false;
        reason = errno;
    }
    if (!good) {
        unlink(draft);
        errno = reason;
        die_errno("cannot write %s", path);
    }
    free(draft);
}

bool files_exist(const char *path)
{
    return access(path, F_OK) == 0;
}

void files_make_folder(const char *path)
{
    char *copy = text_copy(path);
    int why = 0; /* of the first that could not be made, and is not there */
    for (char *slash = copy + 1; *slash != '\0'; slash++) {
        if (*slash != '/')
            continue;
        *slash = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST && why == 0)
            why = errno;
        *slash = '/';
    }
    if (mkdir(copy, 0777) != 0 && errno != EEXIST) {
        errno = why == 0 ? errno : why;
        die_errno("cannot make the folder %s", path);
    }
    free(copy);
}

static int remove_entry(const char *path, const struct stat *s, int type,
                        struct FTW *walk)
{
    (void)s, (void)type, (void)walk;
    return remove(path);
}

void files_remove_folder(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Whose writer is no more; of one elsewhere this is not known, but no draft is
 * worked on for a day. */
static bool is_litter(int folder, const char *name)
{
    const time_t day = 24 * 60 * 60;
    unsigned long where;
    long pid;
    struct stat s;
    int end = 0;
    const char *dot = strrchr(name, '.');
    dot = dot == NULL ? NULL : memrchr(name, '.', (size_t)(dot - name));
    if (dot == NULL || sscanf(dot, ".%lx-%ld.tmp%n", &where, &pid, &end) != 2 ||
        end == 0 || dot[end] != '\0' || pid <= 0)
        return false;
    if (where == place())
        return pid == getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
    return fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW) == 0 &&
           s.st_mtime + day < time(NULL);
}

void files_sweep(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (is_litter(dirfd(folder), entry->d_name) &&
            unlinkat(dirfd(folder), entry->d_name, 0) != 0) {
            char *draft = text_format("%s/%s", path, entry->d_name);
            files_remove_folder(draft);
            free(draft);
        }
    closedir(folder);
}

const char *files_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

void files_line(const char *bytes, unsigned n, char *to, size_t room)
{
    to[0] = '\0';
    while (n > 1 && bytes != NULL) {
        bytes = strchr(bytes, '\n');
        bytes = bytes == NULL ? NULL : bytes + 1;
        n--;
    }
    if (bytes == NULL || n == 0)
        return;
    size_t length = strcspn(bytes, "\r\n");
    while (length > 0 && isspace((unsigned char)*bytes)) {
        bytes++;
        length--;
    }
    while (length > 0 && isspace((unsigned char)bytes[length - 1]))
        length--;
    snprintf(to, room, "%.*s", (int)length, bytes);
    for (char *c = to; *c != '\0'; c++)
        if (iscntrl((unsigned char)*c))
            *c = ' ';
}
