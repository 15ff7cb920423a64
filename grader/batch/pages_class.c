/*
 * pages_class.c - the page of the class: how the points lie, what fails most
 * often, which exercise fails whom, and what is to be looked after by hand.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../cause.h"
#include "../exercise.h"
#include "../page.h"
#include "pages_parts.h"

enum { CLASSES = 10 };

static const struct roster_entry *person(const struct standing *s, size_t p)
{
    return &s->people.entries[p];
}

static void add_student(struct text *to, const struct roster_entry *e)
{
    char *page = pages_name(e->key);
    text_addf(to, "<a href=\"%s\">", page);
    pages_add_name(to, *e->name == '\0' ? e->key : e->name);
    text_addf(to, "</a>");
    free(page);
}

static void table(struct text *to, const char *caption)
{
    text_addf(to,
              "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
              "aria-label=\"%s\">\n<table>\n<caption>%s</caption>\n",
              caption, caption);
}

static void table_end(struct text *to)
{
    text_addf(to, "</tbody>\n</table>\n</div>\n");
}

/* --- how the points lie --------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_size);
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

/* The totals of those who have any points; the number of them. */
static size_t totals(const struct standing *s, double *to)
{
    size_t n = 0;
    for (size_t p = 0; p < s->people.count; p++)
        n += standing_total(s, p, &to[n]);
    return n;
}

static void add_distribution(const struct standing *s, struct text *to)
{
    double most = standing_most(s->episode), sum = 0;
    double *all = calloc(s->people.count + 1, sizeof *all);
    size_t n = all == NULL ? 0 : totals(s, all);
    unsigned classes[CLASSES] = {0};
    text_addf(to, "<h2>How the points lie</h2>\n");
    for (size_t i = 0; i < n; i++) {
        double place = most > 0 ? floor(all[i] / most * CLASSES) : 0;
        place = place < 0 ? 0 : place > CLASSES - 1 ? CLASSES - 1 : place;
        classes[(size_t)place]++;
        sum += all[i];
    }
    if (n > 0)
        text_addf(
            to,
            "<p>%zu of %zu students are graded: %g of %g points in the median, "
            "%.1f in the mean.</p>\n",
            n, s->people.count, median(all, n), most, sum / (double)n);
    else
        text_addf(to, "<p>Nobody is graded yet.</p>\n");
    if (n > 0)
        pages_histogram(to, classes, CLASSES, most);
    free(all);
}

/* --- what fails most often ------------------------------------------------ */

struct tally {
    enum cause cause;
    unsigned students;
};

static int most_first(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    return (x->students < y->students) - (x->students > y->students);
}

static enum cause cause_of(const struct standing_score *score)
{
    return score->has && !score->passed && score->cause != NULL
               ? cause_parse(score->cause)
               : CAUSE_COUNT;
}

/* Counted once for each student and exercise. */
static unsigned tally(const struct standing *s, size_t exercise,
                      enum cause cause)
{
    unsigned n = 0;
    for (size_t p = 0; p < s->people.count; p++)
        n += cause_of(standing_at(s, p, exercise)) == cause;
    return n;
}

static void add_cause(const struct standing *s, const struct tally *t,
                      unsigned most, struct text *to)
{
    text_addf(to,
              "<tr><th scope=\"row\">%s</th><td class=\"n\">%u</td>"
              "<td class=\"bars\"><span class=\"bar\" aria-hidden=\"true\" "
              "style=\"width:%u%%\"></span></td><td>",
              cause_title(t->cause), t->students, 100 * t->students / most);
    bool any = false;
    for (size_t i = 0; i < s->episode->count; i++) {
        unsigned n = tally(s, i, t->cause);
        if (n > 0)
            text_addf(to, "%s%s %u", any ? ", " : "",
                      s->episode->exercises[i].name, n);
        any = any || n > 0;
    }
    text_addf(to, "</td></tr>\n");
}

static void add_causes(const struct standing *s, struct text *to)
{
    struct tally all[CAUSE_COUNT];
    for (int c = 0; c < CAUSE_COUNT; c++) {
        all[c] = (struct tally){.cause = (enum cause)c};
        for (size_t i = 0; i < s->episode->count; i++)
            all[c].students += tally(s, i, (enum cause)c);
    }
    qsort(all, CAUSE_COUNT, sizeof *all, most_first);
    text_addf(to, "<h2>What is the matter, most frequent first</h2>\n");
    if (all[0].students == 0) {
        text_addf(to, "<p>Nothing that was judged has failed.</p>\n");
        return;
    }
    table(to, "Causes");
    text_addf(to, "<thead><tr><th scope=\"col\">cause</th>"
                  "<th scope=\"col\" class=\"n\">files</th>"
                  "<td class=\"bars\"></td>"
                  "<th scope=\"col\">exercises</th></tr></thead>\n<tbody>\n");
    for (int c = 0; c < CAUSE_COUNT && all[c].students > 0; c++)
        add_cause(s, &all[c], all[0].students, to);
    table_end(to);
}

/* --- which exercise fails whom -------------------------------------------- */

/* Judged, and not passed; not who has points by hand without any file. */
static bool has_failed(const struct standing_score *score)
{
    return score->grading != 0 && !score->passed;
}

static void add_exercise(const struct standing *s, size_t i, struct text *to)
{
    unsigned handed_in = 0, passed = 0, failed = 0, open = 0;
    for (size_t p = 0; p < s->people.count; p++) {
        const struct standing_score *score = standing_at(s, p, i);
        handed_in += score->handed_in;
        passed += score->has && score->passed;
        failed += has_failed(score);
        open += score->open != NULL;
    }
    if (handed_in == 0)
        return;
    page_add(to, "<h3>", s->episode->exercises[i].name, ": ");
    page_add(to, "", s->episode->exercises[i].title, "</h3>\n");
    text_addf(to,
              "<p>%u handed in, %u passed, %u not passed, %u not judged.</p>\n",
              handed_in, passed, failed, open);
    if (failed == 0)
        return;
    page_add(to, "<details><summary>Who has not passed ",
             s->episode->exercises[i].name, "</summary>\n<ul>\n");
    for (size_t p = 0; p < s->people.count; p++) {
        const struct standing_score *score = standing_at(s, p, i);
        enum cause cause = cause_of(score);
        if (!has_failed(score))
            continue;
        text_addf(to, "<li>");
        add_student(to, person(s, p));
        text_addf(to, ": %s, %g points</li>\n",
                  score->set_by != NULL ? "set by hand"
                  : cause < CAUSE_COUNT ? cause_title(cause)
                                        : "no cause on record",
                  score->points);
    }
    text_addf(to, "</ul>\n</details>\n");
}

/* In one line, so that they do not hide the others. */
static void add_untouched(const struct standing *s, struct text *to)
{
    unsigned n = 0;
    for (size_t i = 0; i < s->episode->count; i++) {
        bool any = false;
        for (size_t p = 0; p < s->people.count && !any; p++)
            any = standing_at(s, p, i)->handed_in;
        if (!any)
            page_add(to, n++ == 0 ? "<p>Handed in by nobody: " : ", ",
                     s->episode->exercises[i].name, "");
    }
    text_addf(to, n == 0 ? "" : ".</p>\n");
}

/* --- what to look after by hand ------------------------------------------- */

static void list_title(struct text *to, const char *title, unsigned *count)
{
    if ((*count)++ == 0)
        text_addf(to, "<h3>%s</h3>\n<ul>\n", title);
}

static void list_end(struct text *to, unsigned count)
{
    if (count > 0)
        text_addf(to, "</ul>\n");
}

/* One list, a line for each student, with the exercises that it is about. */
static unsigned add_list(const struct standing *s, struct text *to,
                         const char *title,
                         bool (*is)(const struct standing_score *),
                         const char *(*why)(const struct standing_score *))
{
    unsigned students = 0;
    for (size_t p = 0; p < s->people.count; p++) {
        unsigned n = 0;
        for (size_t i = 0; i < s->episode->count; i++) {
            const struct standing_score *score = standing_at(s, p, i);
            if (!is(score))
                continue;
            if (n++ == 0) {
                list_title(to, title, &students);
                text_addf(to, "<li>");
                add_student(to, person(s, p));
            }
            page_add(to, n == 1 ? ": " : ", ", s->episode->exercises[i].name,
                     "");
            if (*why(score) != '\0')
                page_add(to, " (", why(score), ")");
        }
        text_addf(to, n == 0 ? "" : "</li>\n");
    }
    list_end(to, students);
    return students;
}

static bool is_open(const struct standing_score *score)
{
    return score->open != NULL;
}

static const char *why_open(const struct standing_score *score)
{
    return score->open;
}

static bool is_odd(const struct standing_score *score)
{
    return score->look != NULL;
}

static const char *why_odd(const struct standing_score *score)
{
    return score->look;
}

static bool is_late(const struct standing_score *score)
{
    return score->late;
}

static bool is_set(const struct standing_score *score)
{
    return score->set_by != NULL;
}

static const char *who_set(const struct standing_score *score)
{
    return score->set_by;
}

static const char *no_reason(const struct standing_score *score)
{
    (void)score;
    return "";
}

static bool is_stranger(const struct standing *s, size_t p)
{
    return s->strangers[p];
}

static bool is_absent(const struct standing *s, size_t p)
{
    return !standing_present(s, p);
}

static unsigned add_people(const struct standing *s, struct text *to,
                           const char *title,
                           bool (*is)(const struct standing *, size_t))
{
    unsigned n = 0;
    for (size_t p = 0; p < s->people.count; p++) {
        if (!is(s, p))
            continue;
        list_title(to, title, &n);
        text_addf(to, "<li>");
        add_student(to, person(s, p));
        text_addf(to, "</li>\n");
    }
    list_end(to, n);
    return n;
}

static void add_loose_ends(const struct standing *s, struct text *to)
{
    text_addf(to, "<h2>To look after by hand</h2>\n");
    unsigned n = add_list(s, to, "Not judged", is_open, why_open);
    n += add_list(s, to, "Behaves otherwise under the race detector, perhaps",
                  is_odd, why_odd);
    n += add_list(s, to, "Late", is_late, no_reason);
    n += add_people(s, to, "Not in the roster, or several fit", is_stranger);
    n += add_people(s, to, "Handed in nothing", is_absent);
    n += add_list(s, to, "Points set by hand", is_set, who_set);
    if (n == 0)
        text_addf(to, "<p>Nothing.</p>\n");
}

/* --- everybody ------------------------------------------------------------ */

static void add_row(const struct standing *s, size_t p, struct text *to)
{
    double sum;
    text_addf(to, "<tr><th scope=\"row\">");
    add_student(to, person(s, p));
    text_addf(to, "</th>");
    if (standing_total(s, p, &sum))
        text_addf(to, "<td class=\"n\">%g</td>", sum);
    else
        text_addf(to, "<td class=\"n\">-</td>");
    for (size_t i = 0; i < s->episode->count; i++) {
        const struct standing_score *score = standing_at(s, p, i);
        if (score->has)
            text_addf(to, "<td class=\"n\">%g</td>", score->points);
        else
            text_addf(to, "<td class=\"n\">%s</td>",
                      score->handed_in ? "?" : "-");
    }
    text_addf(to, "</tr>\n");
}

static void add_everybody(const struct standing *s, struct text *to)
{
    text_addf(to, "<h2>Everybody</h2>\n<p>A dash: nothing handed in. A "
                  "question mark: not judged.</p>\n");
    table(to, "Points of everybody");
    text_addf(to, "<thead><tr><th scope=\"col\">student</th>"
                  "<th scope=\"col\" class=\"n\">total</th>");
    for (size_t i = 0; i < s->episode->count; i++)
        page_add(to, "<th scope=\"col\" class=\"n\">",
                 s->episode->exercises[i].name, "</th>");
    text_addf(to, "</tr></thead>\n<tbody>\n");
    for (size_t p = 0; p < s->people.count; p++)
        add_row(s, p, to);
    table_end(to);
}

void pages_class(const struct standing *s, struct text *to)
{
    char *title = text_format("Parcours: the class in %s", s->episode->name);
    page_begin(to, title);
    page_add(to, "<h1>", s->episode->title, ": the class</h1>\n");
    text_addf(to, "<p>%zu students, %zu exercises, %g points in all.</p>\n",
              s->people.count, s->episode->count, standing_most(s->episode));
    add_distribution(s, to);
    add_causes(s, to);
    text_addf(to, "<h2>Exercise by exercise</h2>\n");
    for (size_t i = 0; i < s->episode->count; i++)
        add_exercise(s, i, to);
    add_untouched(s, to);
    add_loose_ends(s, to);
    add_everybody(s, to);
    page_end(to);
    free(title);
}
