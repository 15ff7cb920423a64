/*
 * gradebook.h - everything that is known of a course's submissions, in one
 * SQLite file: who handed in what and when, every grading with its evidence
 * and the machine it ran on, notes and corrections by the instructor.
 *
 * Nothing is ever overwritten: a grading adds a row.  What counts is worked
 * out by views (schema.c has them with their meaning): the best grading of a
 * student's submissions to an exercise, after the deduction for lateness, or
 * what the instructor has set instead.  So to hand in again never lowers a
 * score.
 *
 * Each call is one transaction: a process that is killed leaves a gradebook
 * as it was before the call or as it is after. Several processes may use one
 * file at a time. Functions that say "false: see gradebook_error" leave the
 * file unchanged.
 */
#ifndef PARCOURS_GRADEBOOK_H
#define PARCOURS_GRADEBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gradebook;
struct sqlite3;

/* Opens, and makes or brings up to date what is there; a file that cannot be
 * written can be read. NULL with a sentence in *why (to be freed) if that
 * cannot be done: the file is locked, is no gradebook, is damaged, or comes
 * from a newer version. */
struct gradebook *gradebook_open(const char *path, char **why);
void gradebook_close(struct gradebook *book);

/* How long to wait for another program that writes before a call fails; at
 * first ten seconds. Whoever waits says so on stderr. */
void gradebook_patience(struct gradebook *book, unsigned milliseconds);

/* All calls between the two are one transaction; others who want to write wait
 * for its end. */
bool gradebook_begin(struct gradebook *book);
bool gradebook_commit(struct gradebook *book);

/* What was the matter with the last call that returned false. */
const char *gradebook_error(const struct gradebook *book);

/* Whether a roster knows a student. */
enum enrolment { ENROLMENT_UNKNOWN, NOT_ENROLLED, ENROLLED };

/* Somebody of the roster, or found in the submissions only. `key` is unique
 * and never changes; the others may be "". */
struct student {
    const char *key, *name, *email, *number;
    enum enrolment enrolment;
};

/* Adds or updates. An empty string does not erase what is known, nor does
 * ENROLMENT_UNKNOWN, with which a name is only taken where none but the key is
 * known. */
bool gradebook_student(struct gradebook *book, const struct student *student,
                       int64_t *id);

/* What one student handed in for one exercise. The same bytes again are the
 * same submission, received when they came first. */
struct submission {
    int64_t student;
    const char *episode, *exercise;
    const char *origin;  /* where it was found, for people */
    int64_t received;    /* seconds since 1970 */
    const char *content; /* any bytes */
    size_t length;
    bool late; /* says the learning platform; at least one day, then */
};

bool gradebook_submission(struct gradebook *book,
                          const struct submission *submission, int64_t *id);

/* One call of the grader over many submissions, with the fingerprint of the
 * grader and the processor of the machine; each result has the rest. */
bool gradebook_session(struct gradebook *book, const char *what,
                       const char *grader, const char *machine, int64_t *id);
bool gradebook_session_end(struct gradebook *book, int64_t session);

/* One grading. `grader` hashes everything that the verdict depends on beside
 * the submission; `result` is the result file (report_json). */
struct grading_row {
    int64_t session, submission;
    const char *grader, *verdict, *cause, *result;
    double points, max;
    bool final; /* false: a part of it is still to come, such as timing */
};

bool gradebook_record(struct gradebook *book, const struct grading_row *row);

/* The submissions that are to be graded: the newest of each student and
 * exercise of the episode (NULL: all) that has no final grading that judged
 * it under this `grader`. With `force`, all newest. */
struct gradebook_task {
    int64_t submission;
    char *episode, *exercise, *student;
    char *partial; /* result of a grading that is not final, or NULL */
};

bool gradebook_tasks(struct gradebook *book, const char *episode,
                     const char *grader, bool force,
                     struct gradebook_task **tasks, size_t *count);
void gradebook_tasks_free(struct gradebook_task *tasks, size_t count);

/* The bytes of a submission; to be freed. NULL: see gradebook_error. */
char *gradebook_content(struct gradebook *book, int64_t submission,
                        size_t *length);

/* When an exercise ("" means all of the episode) is due, and what lateness
 * costs: `percent` of the points for each day that has begun, nothing for the
 * first `grace` seconds, at most all of them. */
bool gradebook_deadline(struct gradebook *book, const char *episode,
                        const char *exercise, int64_t due, double percent,
                        int64_t grace);

/* True if a student of this key was in a roster or has handed something in. */
bool gradebook_knows(struct gradebook *book, const char *student);

/* By the instructor `who`: a remark, or the points that count instead of
 * those of the gradings (negative: the gradings count again). Both need a
 * student who is known. */
bool gradebook_note(struct gradebook *book, const char *student,
                    const char *exercise, const char *who, const char *text);
bool gradebook_override(struct gradebook *book, const char *student,
                        const char *episode, const char *exercise,
                        double points, const char *who, const char *why);

/* Calls `row` for each row of a query, with its columns as text (NULL where
 * there is nothing); `arguments` fill its question marks. For reports; the
 * views of schema.c are the interface. */
bool gradebook_query(struct gradebook *book, const char *sql,
                     const char *const *arguments, size_t count,
                     void (*row)(void *data, const char *const *columns),
                     void *data);

#endif
