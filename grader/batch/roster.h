/*
 * roster.h - who is in the class: a CSV file with one line for each student,
 * as learning platforms export it.
 *
 * The first line names the columns, in any order and case; those that are
 * known by one of these names are read, the others left alone:
 *
 *   key     key, login, username, SIS Login ID, github
 *   name    name, student, full name (or: first name and last name)
 *   email   email, email address
 *   number  number, id, id number, sid, SIS User ID, identifier
 *
 * The key is what the gradebook knows the student by. Where there is no such
 * column it is the email, else the number, else the name.
 */
#ifndef PARCOURS_ROSTER_H
#define PARCOURS_ROSTER_H

#include <stddef.h>

struct roster_entry {
    char *key, *name, *email, *number; /* may be "", but for the key */
    unsigned line;                     /* row of the file, from 1 */
};

struct roster {
    struct roster_entry *entries;
    size_t count;
    void *words; /* tree of tsearch: what they are found by */
};

/* NULL, or what is wrong with the file, with its name and line; to be freed.
 * Two students with one key are a mistake, two with one name are not. */
char *roster_read(const char *path, struct roster *roster);
void roster_clear(struct roster *roster);

/* Adds a copy. */
void roster_add(struct roster *to, const struct roster_entry *entry);

/* The student whose key, email (also without what follows the @), number or
 * name is `label` or whose number is `number`, without regard to case, blanks
 * and punctuation; also "leeann" for Ann Lee, as Canvas writes it. Of more than
 * one the one whose key it is, exactly. NULL if there is none, or no such. */
const struct roster_entry *roster_find(const struct roster *roster,
                                       const char *label, const char *number);

#endif
