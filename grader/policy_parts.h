/* policy_parts.h - between policy.c and policy_source.c. */
#ifndef PARCOURS_POLICY_PARTS_H
#define PARCOURS_POLICY_PARTS_H

#include <stddef.h>

#include "policy.h"

/* Notes the first reason to refuse: `name` of `length` bytes, and why. */
void policy_refuse(struct policy *p, unsigned line, const char *name,
                   size_t length, const char *why);

/* True if a word that does not end in NUL is this one. */
bool policy_is(const char *word, size_t length, const char *other);

#endif
