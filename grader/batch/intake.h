/*
 * intake.h - reads what students have handed in, from a folder or an archive,
 * without trusting any of it.
 *
 * Nothing is ever unpacked to the disk. Folders are walked without following
 * a link, archives are read entry by entry (libarchive); only regular files
 * are taken, and none above INTAKE_FILE_MOST bytes. An archive inside, such
 * as one for each student, is read as the folder it stands for. Whatever is
 * left out is reported, and the rest goes on: what one student can fill up are
 * the limits of one folder or archive, never those of the class.
 *
 * A file in such an archive is as old as the archive, whatever it says itself:
 * who made the archive could have set any time.
 */
#ifndef PARCOURS_INTAKE_H
#define PARCOURS_INTAKE_H

#include <stddef.h>
#include <stdint.h>

enum {
    INTAKE_FILE_MOST = 1 << 20,     /* bytes of one file of a student */
    INTAKE_ARCHIVE_MOST = 64 << 20, /* bytes of an archive inside another */
    INTAKE_UNPACKED_MOST = 1 << 30, /* of what lies at the top, unpacked */
    INTAKE_ENTRIES_MOST = 50000,    /* files and folders in it */
    INTAKE_TOP_MOST = 5000000,      /* entries at the top of the class */
};

/* Bytes of an archive that is the whole class, unpacked. */
#define INTAKE_CLASS_MOST (INT64_C(1) << 36)

/* Who is told. `path` is relative to what was opened, names of archives
 * without their ending; `bytes` are lent for the call. */
struct intake_sink {
    void *data;
    /* True if a file with that path is wanted; asked before it is read. */
    int (*wants)(void *data, const char *path);
    void (*file)(void *data, const char *path, int64_t modified,
                 const char *bytes, size_t length);
    /* Something was left out; a sentence without a full stop. */
    void (*left_out)(void *data, const char *path, const char *why);
};

/* NULL, or why nothing at all could be read; to be freed. */
char *intake_read(const char *path, const struct intake_sink *sink);

#endif
