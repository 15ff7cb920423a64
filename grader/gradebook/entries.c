/* entries.c - what comes into a gradebook: students, submissions, gradings, and
 * the instructor's own word. */
#include <stdlib.h>
#include <time.h>

#include "statement.h"

bool gradebook_student(struct gradebook *book, const struct student *s,
                       int64_t *id)
{
    struct value enrolled = {.kind = NOTHING};
    if (s->enrolment != ENROLMENT_UNKNOWN)
        enrolled = value_number(s->enrolment == ENROLLED);
    return CHANGE(
        book, id,
        "INSERT INTO student (key, name, email, number, enrolled) "
        "VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET "
        "name = iif(excluded.name = '' OR (excluded.enrolled IS NULL AND "
        "           name NOT IN ('', key)), name, excluded.name), "
        "email = iif(excluded.email = '', email, excluded.email), "
        "number = iif(excluded.number = '', number, excluded.number), "
        "enrolled = coalesce(excluded.enrolled, enrolled) RETURNING id",
        value_word(s->key), value_word(s->name), value_word(s->email),
        value_word(s->number), enrolled);
}

bool gradebook_submission(struct gradebook *book, const struct submission *s,
                          int64_t *id)
{
    struct value content = {
        .kind = BYTES, .bytes = s->content, .length = s->length};
    return CHANGE(
        book, id,
        "INSERT INTO submission (student, episode, exercise, received, "
        "origin, content, late) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (student, episode, exercise, content) DO UPDATE SET "
        "received = min(received, excluded.received), "
        "late = min(late, excluded.late) RETURNING id",
        value_number(s->student), value_word(s->episode),
        value_word(s->exercise), value_number(s->received),
        value_word(s->origin), content, value_number(s->late));
}

bool gradebook_session(struct gradebook *book, const char *what,
                       const char *grader, const char *machine, int64_t *id)
{
    return CHANGE(book, id,
                  "INSERT INTO session (what, grader, machine, started) "
                  "VALUES (?, ?, ?, ?) RETURNING id",
                  value_word(what), value_word(grader), value_word(machine),
                  value_number((int64_t)time(NULL)));
}

bool gradebook_session_end(struct gradebook *book, int64_t session)
{
    return CHANGE(book, NULL, "UPDATE session SET ended = ? WHERE id = ?",
                  value_number((int64_t)time(NULL)), value_number(session));
}

bool gradebook_record(struct gradebook *book, const struct grading_row *r)
{
    return CHANGE(book, NULL,
                  "INSERT INTO grading (session, submission, grader, final, "
                  "verdict, cause, points, max, result, at) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  value_number(r->session), value_number(r->submission),
                  value_word(r->grader), value_number(r->final),
                  value_word(r->verdict), value_word(r->cause),
                  value_real(r->points), value_real(r->max),
                  value_word(r->result), value_number((int64_t)time(NULL)));
}

bool gradebook_deadline(struct gradebook *book, const char *episode,
                        const char *exercise, int64_t due, double percent,
                        int64_t grace)
{
    return CHANGE(book, NULL,
                  "INSERT OR REPLACE INTO deadline VALUES (?, ?, ?, ?, ?)",
                  value_word(episode), value_word(exercise), value_number(due),
                  value_real(percent), value_number(grace));
}

static bool find_student(struct gradebook *book, const char *key, int64_t *id)
{
    if (CHANGE(book, id, "SELECT id FROM student WHERE key = ?",
               value_word(key)))
        return true;
    char *why = text_format("there is no student \"%s\" in it", key);
    statement_fail(book, why);
    free(why);
    return false;
}

bool gradebook_knows(struct gradebook *book, const char *student)
{
    int64_t id;
    return find_student(book, student, &id);
}

bool gradebook_note(struct gradebook *book, const char *student,
                    const char *exercise, const char *who, const char *text)
{
    int64_t id;
    return find_student(book, student, &id) &&
           CHANGE(book, NULL,
                  "INSERT INTO note (student, exercise, who, at, text) "
                  "VALUES (?, ?, ?, ?, ?)",
                  value_number(id), value_word(exercise), value_word(who),
                  value_number((int64_t)time(NULL)), value_word(text));
}

bool gradebook_override(struct gradebook *book, const char *student,
                        const char *episode, const char *exercise,
                        double points, const char *who, const char *why)
{
    int64_t id;
    struct value value = {.kind = NOTHING};
    if (points >= 0)
        value = value_real(points);
    return find_student(book, student, &id) &&
           CHANGE(book, NULL,
                  "INSERT INTO override (student, episode, exercise, points, "
                  "who, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
                  value_number(id), value_word(episode), value_word(exercise),
                  value, value_word(who), value_number((int64_t)time(NULL)),
                  value_word(why));
}
