/*
 * layout.h - whose file is it?  Tells from its path, in the layouts in which
 * submissions are downloaded.  Pure.
 *
 *   ann/queue.c, ann/any/folders/queue.c    a folder for each student
 *   ann.c                                   a file for each student
 *   Ann Lee_1234567_assignsubmission_file_/queue.c     Moodle, in folders
 *   Ann Lee_1234567_assignsubmission_file_queue.c      Moodle, flat
 *   leeann_LATE_123_4567_queue-1.c          Canvas
 *   leeann_123_4567_all/queue.c             Canvas, from all.zip
 *   submission_1234567/queue.c              Gradescope (metadata.h has names)
 *   races-ann/episodes/races/queue/queue.c  checkouts of GitHub Classroom
 *
 * Archives count as folders: ann.zip holds what ann/ would.
 */
#ifndef PARCOURS_LAYOUT_H
#define PARCOURS_LAYOUT_H

#include <stdbool.h>

enum { LAYOUT_WORD = 256 };

struct layout {
    char student[LAYOUT_WORD]; /* as the path says it; never "" */
    char number[LAYOUT_WORD];  /* id in the learning platform, or "" */
    char file[LAYOUT_WORD];    /* name that the student gave the file */
    bool late;                 /* the platform says so */
};

/* `path` is relative to the folder of submissions, with '/' between names. A
 * file that stands in that folder itself and is of no platform is its own
 * student's: ann.c is by "ann". False if a name in the path is longer than
 * LAYOUT_WORD, or if there is nobody whose it could be. */
bool layout_read(const char *path, struct layout *layout);

/* True if `file` is `wanted` as a platform may have renamed it: queue-1.c and
 * "queue (2).c" are queue.c, whatever the case of its letters. */
bool layout_is(const char *file, const char *wanted);

/* The path without the ending of an archive (.zip, .tar.gz, ...) in its last
 * name: the length that remains; 0 if it is no archive. */
unsigned layout_archive(const char *path);

#endif
