/*
 * authors.h - who has handed in: what the paths of a class's files name, then
 * what the roster and Gradescope's list of students say of that.
 */
#ifndef PARCOURS_AUTHORS_H
#define PARCOURS_AUTHORS_H

#include <stdbool.h>
#include <stddef.h>

#include "../exercise.h"

struct layout;
struct metadata;
struct metadata_entry;
struct roster;
struct roster_entry;
struct student;

struct author {
    char *folder, *folder_number;      /* as the layout of the paths says it */
    char *label, *number;              /* who that is; the same at first */
    const struct roster_entry *known;  /* NULL: not in the roster */
    const struct metadata_entry *says; /* Gradescope; or NULL */
    char *chosen[EPISODE_EXERCISES];   /* path for each exercise, or NULL */
    unsigned rank[EPISODE_EXERCISES];  /* of the chosen path; less is better */
    char *stray;                       /* a file that nobody asked for */
    bool late, any;                    /* late: says the platform */
};

/* In the order in which they were met. Zero it, and set `roster`, which may be
 * NULL and has to live as long. */
struct authors {
    const struct roster *roster;
    struct author **list;
    size_t count;
    void *by_folder; /* tree of tsearch */
};

/* The one that a path names, who is new at the first such path. */
struct author *authors_get(struct authors *a, const struct layout *layout);

/* Folders become the students that the list names for them; the other members
 * of a group have handed in the same. `metadata` has to live as long. */
void authors_rename(struct authors *a, const struct metadata *metadata);

/* A folder that has the course in it, as GitHub Classroom names it: races-ann
 * is of ann, if the roster knows her and not races-ann. */
void authors_checkouts(struct authors *a);

/* As the gradebook wants to know somebody; points into both. */
struct student authors_student(const struct authors *a,
                               const struct author *author);

void authors_clear(struct authors *a);

#endif
