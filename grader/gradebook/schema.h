/*
 * schema.h - the tables and views of a gradebook, and how an older file
 * becomes a current one.
 */
#ifndef PARCOURS_SCHEMA_H
#define PARCOURS_SCHEMA_H

/* schema_steps[v] brings a file of version v to version v + 1; version 0 is
 * an empty file. PRAGMA user_version holds the version. */
extern const char *const schema_steps[];
extern const int schema_version;

/* PRAGMA application_id, so that no other database is taken for one. */
enum { SCHEMA_APPLICATION = 0x50436762 }; /* "PCgb" */

#endif
