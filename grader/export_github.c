/*
 * export_github.c - workflow commands of GitHub Actions: an annotation at the
 * line of each mistake, and the two notices that GitHub Classroom reads.
 */
#include <stdlib.h>
#include <string.h>

#include "export_parts.h"

/* As the runner's toolkit escapes: in properties ':' and ',' as well. */
static void add_escaped(struct text *to, const char *from, const char *which)
{
    for (; *from != '\0'; from++)
        if (strchr(which, *from) != NULL)
            text_addf(to, "%%%02X", (unsigned)(unsigned char)*from);
        else
            text_add(to, from, 1);
}

static const char data_marks[] = "%\r\n", property_marks[] = "%\r\n:,";

/* "counter.c:20" is line 20 of a file in the exercise's folder. */
static void add_place(struct text *to, const struct export_row *row)
{
    const char *colon = strrchr(row->place, ':');
    if (colon == NULL)
        return;
    char *path = text_format("episodes/%s/%s/%.*s", row->episode, row->exercise,
                             (int)(colon - row->place), row->place);
    text_addf(to, "file=");
    add_escaped(to, path, property_marks);
    text_addf(to, ",line=%d,", atoi(colon + 1));
    free(path);
}

static void add_annotation(const struct export_row *row, void *data)
{
    struct text *to = data;
    if (row->kind == EXPORT_PASSED || *row->message == '\0')
        return;
    char *title = text_format("%s/%s: %s", row->episode, row->exercise,
                              row->part == 0 ? "does not build" : row->title);
    char *body = export_text(row);
    text_addf(to, row->kind == EXPORT_NEITHER ? "::warning " : "::error ");
    add_place(to, row);
    text_addf(to, "title=");
    add_escaped(to, title, property_marks);
    text_addf(to, "::");
    add_escaped(to, body, data_marks);
    text_addf(to, "\n");
    free(body);
    free(title);
}

void export_github(const json_t *check, struct text *to)
{
    struct export_sum sum = export_sum(check);
    export_rows(check, add_annotation, to);
    text_addf(to, "::notice title=Autograding complete::Points %g/%g\n",
              sum.points, sum.max);
    text_addf(to,
              "::notice title=Autograding report::{\"totalPoints\":%g,"
              "\"maxPoints\":%g}\n",
              sum.points, sum.max);
}
