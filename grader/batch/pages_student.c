/*
 * pages_student.c - the page of one student: for each exercise what counts
 * and why, the evidence, and all gradings that there were.
 */
#include <stdlib.h>
#include <string.h>

#include "../cause.h"
#include "../die.h"
#include "../exercise.h"
#include "../export_html.h"
#include "../gradebook/gradebook.h"
#include "../page.h"
#include "pages_parts.h"

/* --- what the gradebook has ----------------------------------------------- */

struct history {
    struct text *to;
    unsigned rows;
};

static void query(struct gradebook *book, const char *sql,
                  const char *const *arguments, size_t count,
                  void (*row)(void *, const char *const *), void *data)
{
    if (!gradebook_query(book, sql, arguments, count, row, data))
        die("the gradebook cannot be read: %s", gradebook_error(book));
}

static const char *word(const char *cell)
{
    return cell == NULL ? "" : cell;
}

/* The result file in the first column. */
static void add_evidence(void *data, const char *const *c)
{
    struct text *to = data;
    json_t *result = json_loads(word(c[0]), 0, NULL);
    if (result == NULL) {
        text_addf(to, "<p>The evidence in the gradebook is damaged.</p>\n");
        return;
    }
    export_html_checks(result, to);
    export_html_machine(result, to);
    json_decref(result);
}

static const char *cause_words(const char *cause)
{
    enum cause c = cause_parse(word(cause));
    return c == CAUSE_COUNT || c == CAUSE_NONE ? "" : cause_title(c);
}

static void add_grading(void *data, const char *const *c)
{
    struct history *h = data;
    if (h->rows++ == 0)
        text_addf(
            h->to,
            "<details><summary>All gradings</summary>\n<div class=\"wide\" "
            "role=\"region\" tabindex=\"0\" aria-label=\"All gradings\">\n"
            "<table>\n<thead><tr><th scope=\"col\">graded</th>"
            "<th scope=\"col\">handed in</th><th scope=\"col\">verdict</th>"
            "<th scope=\"col\" class=\"n\">points</th>"
            "<th scope=\"col\">days late</th></tr></thead>\n<tbody>\n");
    page_add(h->to, "<tr><td>", word(c[0]), "</td>");
    page_add(h->to, "<td>", word(c[1]), "</td>");
    page_add(h->to, "<td>", word(c[2]), "");
    page_add(h->to, *cause_words(c[3]) == '\0' ? "" : ", ", cause_words(c[3]),
             "</td>");
    page_add(h->to, "<td class=\"n\">", word(c[4]), "</td>");
    page_add(h->to, "<td class=\"n\">", word(c[5]), "</td></tr>\n");
}

static const char all_gradings[] =
    "SELECT datetime(g.at, 'unixepoch', 'localtime'), "
    "datetime(s.received, 'unixepoch', 'localtime'), "
    "iif(g.final, g.verdict, 'not yet measured'), g.cause, "
    "printf('%g of %g', g.points, g.max), coalesce(l.days, 0) "
    "FROM grading g JOIN submission s ON s.id = g.submission "
    "JOIN student t ON t.id = s.student "
    "LEFT JOIN lateness l ON l.submission = s.id "
    "WHERE t.key = ? AND s.episode = ? AND s.exercise = ? ORDER BY g.id";

static void add_word(void *data, const char *const *c)
{
    struct text *to = data;
    page_add(to, "<p>", word(c[0]), ": ");
    page_add(to, "points set to ", word(c[1]), " by ");
    pages_add_name(to, word(c[2]));
    page_add(to, ", because: ", word(c[3]), "</p>\n");
}

static const char newest_word[] =
    "SELECT datetime(o.at, 'unixepoch', 'localtime'), o.points, o.who, o.why "
    "FROM override o JOIN student t ON t.id = o.student WHERE t.key = ? AND "
    "o.episode = ? AND o.exercise = ? ORDER BY o.id DESC LIMIT 1";

/* --- the page ------------------------------------------------------------- */

static void add_standing(const struct standing_score *score, struct text *to)
{
    if (!score->handed_in)
        text_addf(to, "<p>Nothing was handed in.</p>\n");
    if (score->open != NULL)
        page_add(to, "<p>The newest file is not judged: ", score->open,
                 "</p>\n");
    if (score->days_late > 0 && score->set_by == NULL)
        text_addf(to,
                  "<p>Handed in late, %u day%s begun: the points above are "
                  "what is left.</p>\n",
                  score->days_late, score->days_late == 1 ? "" : "s");
}

static double most_points(const struct exercise *e)
{
    struct episode alone = {.exercises = (struct exercise *)e, .count = 1};
    return standing_most(&alone);
}

static void add_exercise(struct gradebook *book, const struct standing *s,
                         size_t person, size_t i, struct text *to)
{
    const struct exercise *e = &s->episode->exercises[i];
    const struct standing_score *score = standing_at(s, person, i);
    const char *where[] = {s->people.entries[person].key, s->episode->name,
                           e->name};
    page_add(to, "<h2>", e->title, ": ");
    if (score->has)
        text_addf(to, "%g of %g points</h2>\n", score->points, most_points(e));
    else
        text_addf(to, "no points yet</h2>\n");
    add_standing(score, to);
    if (score->set_by != NULL)
        query(book, newest_word, where, 3, add_word, to);
    if (score->grading != 0) {
        char *id = text_format("%lld", (long long)score->grading);
        const char *arguments[] = {id};
        query(book, "SELECT result FROM grading WHERE id = CAST(? AS INTEGER)",
              arguments, 1, add_evidence, to);
        free(id);
    }
    struct history history = {.to = to};
    query(book, all_gradings, where, 3, add_grading, &history);
    if (history.rows > 0)
        text_addf(to, "</tbody>\n</table>\n</div>\n</details>\n");
}

static bool is_there(const struct standing_score *score)
{
    return score->has || score->handed_in;
}

/* What there is nothing of, in one list. */
static void add_rest(const struct standing *s, size_t person, struct text *to)
{
    unsigned n = 0;
    for (size_t i = 0; i < s->episode->count; i++) {
        if (is_there(standing_at(s, person, i)))
            continue;
        if (n++ == 0)
            text_addf(to, "<h2>Not handed in</h2>\n<ul>\n");
        page_add(to, "<li>", s->episode->exercises[i].title, "</li>\n");
    }
    text_addf(to, n == 0 ? "" : "</ul>\n");
}

void pages_student(struct gradebook *book, const struct standing *s,
                   size_t person, struct text *to)
{
    const struct roster_entry *e = &s->people.entries[person];
    const char *name = *e->name == '\0' ? e->key : e->name;
    char *title = text_format("%s - %s", name, s->episode->name);
    double sum;
    standing_total(s, person, &sum);
    page_begin(to, title);
    text_addf(to, "<h1>");
    pages_add_name(to, name);
    text_addf(to, ": %g of %g points</h1>\n", sum, standing_most(s->episode));
    page_add(to, "<p>", s->episode->title, "");
    if (strcmp(name, e->key) != 0) {
        text_addf(to, ", ");
        pages_add_name(to, e->key);
    }
    text_addf(to, ". The best grading of each exercise counts.</p>\n");
    for (size_t i = 0; i < s->episode->count; i++)
        if (is_there(standing_at(s, person, i)))
            add_exercise(book, s, person, i, to);
    add_rest(s, person, to);
    page_end(to);
    free(title);
}
