/*
 * export_html.h - parts of the page of a check that other pages show as well.
 * `result` is the result file of one exercise.
 */
#ifndef PARCOURS_EXPORT_HTML_H
#define PARCOURS_EXPORT_HTML_H

#include <jansson.h>

#include "text.h"

/* Every check with its evidence, under headings of the third level. */
void export_html_checks(json_t *result, struct text *to);

/* A paragraph: the tool, the machine, the seed. */
void export_html_machine(const json_t *result, struct text *to);

#endif
