/* Writing JSON. */
#pragma once

#include <stdio.h>

/* `"name": "text", ` with what has to be escaped escaped; NULL is null. */
void json_member(FILE *stream, const char *name, const char *text);
