/*
 * metadata.h - submission_metadata.yml, which Gradescope puts beside the
 * folders of a download: who handed in which, and when.  Pure.
 */
#ifndef PARCOURS_METADATA_H
#define PARCOURS_METADATA_H

#include <stddef.h>
#include <stdint.h>

#define METADATA_FILE "submission_metadata.yml"

/* One student of one folder; a group has one for each of its members. */
struct metadata_entry {
    char *folder;                /* submission_1234567 */
    char *name, *email, *number; /* may be "" */
    int64_t received;            /* seconds since 1970; 0: it does not say */
};

struct metadata {
    struct metadata_entry *entries;
    size_t count;
};

/* NULL, or what is wrong, with the line; to be freed. What is read up to
 * there is kept. */
char *metadata_read(const char *bytes, size_t length,
                    struct metadata *metadata);
void metadata_clear(struct metadata *metadata);

#endif
