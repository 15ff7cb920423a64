/* standing.c - see standing.h */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../exercise.h"
#include "../gradebook/gradebook.h"
#include "../text.h"
#include "standing.h"

static struct standing_score *at(const struct standing *s, size_t person,
                                 size_t exercise)
{
    return &s->scores[person * s->episode->count + exercise];
}

const struct standing_score *standing_at(const struct standing *s,
                                         size_t person, size_t exercise)
{
    return at(s, person, exercise);
}

/* --- reading -------------------------------------------------------------- */

static void add_person(void *data, const char *const *c)
{
    struct standing *s = data;
    struct roster_entry e = {(char *)c[0], (char *)c[1], (char *)c[2],
                             (char *)c[3], 0};
    roster_add(&s->people, &e);
    s->strangers =
        realloc(s->strangers, s->people.count * sizeof *s->strangers);
    if (s->strangers == NULL)
        die("out of memory");
    s->strangers[s->people.count - 1] = c[4] != NULL && *c[4] == '0';
}

static int by_key(const void *key, const void *entry)
{
    return strcmp(key, ((const struct roster_entry *)entry)->key);
}

/* NULL for an exercise that is no more. */
static struct standing_score *find(const struct standing *s, const char *key,
                                   const char *exercise)
{
    const struct roster_entry *e =
        bsearch(key, s->people.entries, s->people.count, sizeof *e, by_key);
    for (size_t i = 0; e != NULL && i < s->episode->count; i++)
        if (strcmp(s->episode->exercises[i].name, exercise) == 0)
            return at(s, (size_t)(e - s->people.entries), i);
    return NULL;
}

static char *copy(const char *word)
{
    return word == NULL ? NULL : text_copy(word);
}

static double number(const char *word)
{
    return word == NULL ? 0 : strtod(word, NULL);
}

static void add_score(void *data, const char *const *c)
{
    struct standing_score *score = find(data, c[0], c[1]);
    if (score == NULL)
        return;
    score->has = true;
    score->points = number(c[2]);
    score->passed = c[3] != NULL && strcmp(c[3], "pass") == 0;
    score->max = number(c[4]);
    score->cause = copy(c[5]);
    score->set_by = copy(c[6]);
    score->grading = (int64_t)number(c[7]);
    score->days_late = (unsigned)number(c[8]);
}

/* What the first check that was not judged says of it; to be freed. */
static char *reason(const char *result)
{
    json_t *json = json_loads(result, 0, NULL), *check;
    char *why = NULL;
    size_t i;
    json_array_foreach(json_object_get(json, "checks"), i, check)
    {
        const char *verdict =
            json_string_value(json_object_get(check, "verdict"));
        const char *message =
            json_string_value(json_object_get(check, "message"));
        if (why == NULL && verdict != NULL && message != NULL &&
            (strcmp(verdict, "skipped") == 0 ||
             strcmp(verdict, "inconclusive") == 0))
            why = text_copy(message);
    }
    json_decref(json);
    return why == NULL ? text_copy("no check says why") : why;
}

/* The first check's hint to whoever grades; to be freed; NULL: none. */
static char *hint(const char *result)
{
    json_t *json = json_loads(result, 0, NULL), *check;
    char *look = NULL;
    size_t i;
    json_array_foreach(json_object_get(json, "checks"), i, check)
    {
        const char *said = json_string_value(json_object_get(check, "look"));
        if (look == NULL && said != NULL)
            look = text_copy(said);
    }
    json_decref(json);
    return look;
}

static void add_newest(void *data, const char *const *c)
{
    struct standing_score *score = find(data, c[0], c[1]);
    if (score == NULL)
        return;
    score->handed_in = true;
    score->late = *c[2] != '0';
    score->look = c[4] == NULL ? NULL : hint(c[4]);
    if (*c[3] != '0')
        return;
    score->open = c[4] == NULL   ? text_copy("not graded yet")
                  : *c[5] == '0' ? text_copy("its measurement is to come")
                                 : reason(c[4]);
}

/* Keys, in the order of strcmp: that of SQLite's for text. */
static const char all_people[] =
    "SELECT key, name, email, number, enrolled FROM student ORDER BY key";

static const char all_scores[] =
    "SELECT t.key, s.exercise, s.points, s.verdict, s.max, s.cause, "
    "s.set_by, s.grading, s.days_late "
    "FROM score s JOIN student t ON t.id = s.student WHERE s.episode = ?";

static const char all_newest[] =
    "WITH newest AS (SELECT * FROM (SELECT *, row_number() OVER "
    "  (PARTITION BY student, exercise ORDER BY received DESC, id DESC) "
    "  AS place FROM submission WHERE episode = ?) WHERE place = 1) "
    "SELECT t.key, n.exercise, n.late OR coalesce(l.days, 0) > 0, "
    "EXISTS (SELECT 1 FROM grading WHERE submission = n.id AND final AND "
    "  verdict IN ('pass', 'fail', 'error')), g.result, g.final "
    "FROM newest n JOIN student t ON t.id = n.student "
    "LEFT JOIN lateness l ON l.submission = n.id "
    "LEFT JOIN grading g ON g.id = "
    "  (SELECT max(id) FROM grading WHERE submission = n.id)";

void standing_read(struct gradebook *book, const struct episode *episode,
                   struct standing *s)
{
    const char *arguments[] = {episode->name};
    *s = (struct standing){.episode = episode};
    bool good = gradebook_query(book, all_people, NULL, 0, add_person, s);
    s->scores = calloc(s->people.count * episode->count + 1, sizeof *s->scores);
    if (s->scores == NULL)
        die("out of memory");
    good = good &&
           gradebook_query(book, all_scores, arguments, 1, add_score, s) &&
           gradebook_query(book, all_newest, arguments, 1, add_newest, s);
    if (!good)
        die("the gradebook cannot be read: %s", gradebook_error(book));
}

void standing_clear(struct standing *s)
{
    for (size_t i = 0; i < s->people.count * s->episode->count; i++) {
        free(s->scores[i].cause);
        free(s->scores[i].set_by);
        free(s->scores[i].open);
        free(s->scores[i].look);
    }
    free(s->scores);
    free(s->strangers);
    roster_clear(&s->people);
}

/* --- sums ----------------------------------------------------------------- */

bool standing_total(const struct standing *s, size_t person, double *sum)
{
    bool any = false;
    *sum = 0;
    for (size_t i = 0; i < s->episode->count; i++) {
        any = any || at(s, person, i)->has;
        *sum += at(s, person, i)->points;
    }
    return any;
}

bool standing_present(const struct standing *s, size_t person)
{
    for (size_t i = 0; i < s->episode->count; i++)
        if (at(s, person, i)->handed_in)
            return true;
    return false;
}

double standing_most(const struct episode *episode)
{
    double sum = 0;
    for (size_t i = 0; i < episode->count; i++)
        for (size_t k = 0; k < episode->exercises[i].nchecks; k++)
            sum += episode->exercises[i].checks[k].points;
    return sum;
}
