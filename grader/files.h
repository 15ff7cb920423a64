/*
 * files.h - reading and writing whole files.  Paths are relative to the top
 * of the project, which is the grader's working directory.
 */
#ifndef PARCOURS_FILES_H
#define PARCOURS_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

/* Reads a regular file of at most 16 MB. NULL if it worked, else why not
 * ("No such file or directory", "is not a regular file", ...). */
const char *files_read(const char *path, struct text *to);

/* The same, but adds what the file holds to a hash; of any size. */
const char *files_read_hash(const char *path, uint64_t *hash);

/* Writes a file so that it is there whole or not at all. Ends the grader
 * with a message if it cannot. */
void files_write(const char *path, const char *bytes, size_t length);

bool files_exist(const char *path);

/* Makes a folder and those above it. Ends the grader if it cannot. */
void files_make_folder(const char *path);

/* Removes a folder that the grader made, with what is in it. */
void files_remove_folder(const char *path);

/* The name of a draft of this process: PATH.WHERE-PID.tmp. To be freed. */
char *files_draft(const char *path);

/* Removes the drafts (files and folders) in a folder whose writer is no more,
 * and those of this process. */
void files_sweep(const char *path);

/* The part after the last slash. */
const char *files_name(const char *path);

/* A fingerprint of bytes, to be chained: start with files_hash_start. Not
 * for secrets. FNV-1a, 64 bits. */
extern const uint64_t files_hash_start;
uint64_t files_hash(uint64_t hash, const void *bytes, size_t length);

/* The lines of a text, for quoting: copies line `n` (from 1), trimmed, or
 * the empty string. */
void files_line(const char *bytes, unsigned n, char *to, size_t room);

#endif
