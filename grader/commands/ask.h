/*
 * ask.h - the exercise that a command is about, and questions on a terminal.
 */
#ifndef PARCOURS_ASK_H
#define PARCOURS_ASK_H

#include <stdbool.h>

#include "../exercise.h"

struct options;

/* The exercise that was named; ends the grader as a usage error if none was.
 * `episode` is to be cleared afterwards. */
const struct exercise *ask_exercise(const struct options *options,
                                    struct episode *episode);

/* What was named of the two exists; it need not be named. */
void ask_check_names(const struct options *options);

/* Asks a yes/no question on the terminal. Without a terminal the answer is
 * no, unless --yes was given. */
bool ask(const struct options *options, const char *question);

#endif
