/*
 * handle.h - groups, operators and files that the program made and has to
 * free, and messages that a probe took. Each kind is a bag of handles.
 */
#ifndef PARCOURS_MPI_HANDLE_H
#define PARCOURS_MPI_HANDLE_H

#include "layer.h"

void handle_add(enum finding_kind leak, intptr_t handle);
/* False when there is none: it was freed or never made. */
bool handle_remove(enum finding_kind leak, intptr_t handle);
bool handle_known(enum finding_kind leak, intptr_t handle);
void handle_report_leaks(void);

#endif
