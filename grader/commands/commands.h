/*
 * commands.h - what can be asked of the grader; one file for each.
 */
#ifndef PARCOURS_COMMANDS_H
#define PARCOURS_COMMANDS_H

struct options;

/* Each does its work, prints its last line, and returns the exit status. */
int command_check(const struct options *options);
int command_list(const struct options *options);
int command_commit(const struct options *options);
int command_hint(const struct options *options);
int command_reset(const struct options *options);
int command_solution(const struct options *options);
int command_doctor(const struct options *options);
int command_grade(const struct options *options);
int command_gradebook(const struct options *options);
int command_similar(const struct options *options);
int command_selftest(const struct options *options);
int command_debug(const struct options *options);
int command_replay(const struct options *options);

#endif
