/*
 * gradebook.c - make gradebook: what counts, for people and for learning
 * platforms; and the instructor's own word.
 *
 * One of these, chosen by what is given:
 *
 *   EXPORT=csv|canvas|moodle   a file for others, on the standard output
 *   REPORT=folder              HTML pages: the class, each student
 *   DIFF="1 2"                 what changed between two sessions
 *   DUE="2026-12-01 23:59"     a deadline
 *   POINTS= WHO= NOTE=         points that count instead
 *   NOTE= WHO=                 a remark
 *   ONLY=student               the history of one student
 *   nothing of these           the table of all
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../batch/grid.h"
#include "../batch/pages.h"
#include "../batch/scores.h"
#include "../die.h"
#include "../files.h"
#include "../gradebook/gradebook.h"
#include "../options.h"
#include "../utf8.h"
#include "commands.h"

static void must(struct gradebook *book, bool good)
{
    if (!good)
        die("%s", gradebook_error(book));
}

static void need(const char *value, const char *name)
{
    if (value == NULL)
        die_status(STATUS_USAGE, "%s is missing; see make help", name);
}

/* --- tables and files ------------------------------------------------------
 */

static void print_grid(const struct grid *grid)
{
    struct text t;
    text_init(&t);
    grid_write(grid, &t);
    fputs(t.bytes, stdout);
    text_clear(&t);
}

static void fill(struct gradebook *book, const struct episode *episode,
                 const struct options *o, enum scores_platform platform)
{
    struct grid grid;
    struct scores_fill done;
    need(o->fill, "FILL=the file that the platform exported");
    char *why = grid_read(o->fill, &grid);
    if (why == NULL)
        why = scores_fill(book, episode, platform, o->column, &grid, &done);
    if (why != NULL)
        die_status(STATUS_USAGE, "%s", why);
    print_grid(&grid);
    fprintf(stderr, "%sparcours: %zu filled, %zu not matched, %zu kept\n",
            done.lines.bytes, done.filled, done.unmatched, done.kept);
    text_clear(&done.lines);
    grid_clear(&grid);
}

static void export(struct gradebook *book, const struct episode *episode,
                   const struct options *o)
{
    struct grid grid;
    if (strcmp(o->export_to, "canvas") == 0) {
        fill(book, episode, o, SCORES_CANVAS);
    } else if (strcmp(o->export_to, "moodle") == 0) {
        fill(book, episode, o, SCORES_MOODLE);
    } else if (strcmp(o->export_to, "csv") == 0) {
        scores_grid(book, episode, &grid);
        print_grid(&grid);
        grid_clear(&grid);
    } else {
        die_status(STATUS_USAGE, "EXPORT is csv, canvas or moodle, not \"%s\"",
                   o->export_to);
    }
}

static void report(struct gradebook *book, const struct episode *episode,
                   const char *folder)
{
    size_t students = pages_write(book, episode, folder);
    printf("parcours: %s/index.html is the class, with a page for each of %zu "
           "students\n",
           folder, students);
}

static void print_all(struct gradebook *book, const struct episode *episode)
{
    struct text t;
    text_init(&t);
    scores_print(book, episode, &t);
    fputs(t.bytes, stdout);
    text_clear(&t);
}

/* --- history and differences ------------------------------------------------
 */

static void print_cells(void *data, const char *const *cells)
{
    for (size_t i = 0; i < *(const size_t *)data; i++) {
        if (cells[i] != NULL && *cells[i] == '\0')
            continue;
        char *cell = utf8_clean(text_copy(cells[i] == NULL ? "-" : cells[i]));
        printf("%s%s", i == 0 ? "" : "  ", cell);
        free(cell);
    }
    puts("");
}

static void query(struct gradebook *book, const char *sql, size_t columns,
                  const char *const *arguments, size_t count)
{
    must(book,
         gradebook_query(book, sql, arguments, count, print_cells, &columns));
}

/* ONLY= is given, and names somebody. */
static void need_student(struct gradebook *book, const struct options *o)
{
    need(o->student, "ONLY=student");
    if (!gradebook_knows(book, o->student))
        die_status(STATUS_USAGE,
                   "%s: there is no student \"%s\" in it;\n"
                   "    without ONLY= all are listed",
                   o->gradebook, o->student);
}

static void print_history(struct gradebook *book, const struct options *o)
{
    need_student(book, o);
    const char *arguments[] = {o->student};
    query(book,
          "SELECT datetime(g.at, 'unixepoch', 'localtime'), "
          "s.episode || '/' || s.exercise, g.verdict, g.cause, "
          "printf('%g of %g', g.points, g.max), "
          "iif(g.final, '', '(not yet measured)') "
          "FROM grading g JOIN submission s ON s.id = g.submission "
          "JOIN student t ON t.id = s.student WHERE t.key = ? ORDER BY g.id",
          6, arguments, 1);
    query(book,
          "SELECT datetime(o.at, 'unixepoch', 'localtime'), "
          "o.episode || '/' || o.exercise, "
          "coalesce('set to ' || o.points, 'set free'), 'by ' || o.who, o.why "
          "FROM override o JOIN student t ON t.id = o.student "
          "WHERE t.key = ? ORDER BY o.id",
          5, arguments, 1);
    query(book,
          "SELECT datetime(n.at, 'unixepoch', 'localtime'), n.exercise, "
          "'note by ' || n.who, n.text FROM note n "
          "JOIN student t ON t.id = n.student WHERE t.key = ? ORDER BY n.id",
          4, arguments, 1);
}

static void count_row(void *count, const char *const *cells)
{
    (void)cells;
    ++*(size_t *)count;
}

/* Says what there is to choose from if it is not two sessions that are named.
 */
static void need_sessions(struct gradebook *book, const char *const pair[2])
{
    size_t there = 0;
    must(book, gradebook_query(book, "SELECT 1 FROM session WHERE id IN (?, ?)",
                               pair, 2, count_row, &there));
    if (there == 2)
        return;
    query(book,
          "SELECT 'session ' || s.id, datetime(s.started, 'unixepoch', "
          "'localtime'), s.what, count(DISTINCT g.submission) || ' graded' "
          "FROM session s LEFT JOIN grading g ON g.session = s.id "
          "GROUP BY s.id ORDER BY s.id",
          4, NULL, 0);
    die_status(STATUS_USAGE, "DIFF names two of its sessions: DIFF=\"1 2\"");
}

/* Last final grading of each submission in both sessions, where they differ. */
static void print_difference(struct gradebook *book, const char *sessions)
{
    char first[32] = "", second[32] = "";
    sscanf(sessions, "%31s %31s", first, second);
    const char *arguments[] = {first, second};
    need_sessions(book, arguments);
    query(book,
          "WITH last AS (SELECT * FROM grading WHERE id IN (SELECT max(id) "
          "  FROM grading WHERE final GROUP BY session, submission)) "
          "SELECT t.key, s.episode || '/' || s.exercise, "
          "coalesce(a.verdict || ' ' || a.points, 'not graded') || ' -> ' || "
          "coalesce(b.verdict || ' ' || b.points, 'not graded') "
          "FROM submission s JOIN student t ON t.id = s.student "
          "LEFT JOIN last a ON a.submission = s.id AND a.session = ?1 "
          "LEFT JOIN last b ON b.submission = s.id AND b.session = ?2 "
          "WHERE (a.verdict, a.points) IS NOT (b.verdict, b.points) "
          "ORDER BY t.key, s.exercise",
          3, arguments, 2);
}

/* --- the instructor's word ---------------------------------------------------
 */

static double get_points(const char *word)
{
    char *end;
    double points = strtod(word, &end);
    if (strcmp(word, "none") == 0)
        return -1;
    if (*end != '\0' || end == word || !(points >= 0 && points < 1e6))
        die_status(STATUS_USAGE,
                   "POINTS is a number, or none to let the gradings count "
                   "again, not \"%s\"",
                   word);
    return points;
}

static void set_points(struct gradebook *book, const struct options *o)
{
    need_student(book, o);
    need(o->exercise, "EXERCISE=");
    need(o->who, "WHO=your name");
    need(o->note, "NOTE=the reason");
    double points = get_points(o->points);
    must(book, gradebook_override(book, o->student, o->episode, o->exercise,
                                  points, o->who, o->note));
    if (points < 0)
        printf("parcours: %s, %s/%s: the gradings count again\n", o->student,
               o->episode, o->exercise);
    else
        printf("parcours: %s, %s/%s: %g points, by the word of %s\n",
               o->student, o->episode, o->exercise, points, o->who);
}

static double get_late(const char *word)
{
    char *end;
    double percent = strtod(word, &end);
    if (*end != '\0' || end == word || !(percent >= 0 && percent <= 100))
        die_status(STATUS_USAGE,
                   "LATE is what each day takes away, 0 to 100 per cent, not "
                   "\"%s\"",
                   word);
    return percent;
}

/* False for a word that is no date, or one that there is not: of February 30
 * mktime makes a day in March. The year 26 is long ago: all would be late. */
static bool read_date(const char *word, struct tm *date)
{
    *date = (struct tm){.tm_isdst = -1};
    const char *end = strptime(word, "%Y-%m-%d %H:%M", date);
    int day = date->tm_mday;
    return end != NULL && *end == '\0' && date->tm_year >= 100 &&
           mktime(date) != -1 && date->tm_mday == day;
}

/* Said again as it was understood, with the zone: the machine's may be another
 * than the course's. */
static void set_deadline(struct gradebook *book, const struct options *o)
{
    struct tm due;
    char said[64];
    double percent = o->late == NULL ? 100 : get_late(o->late);
    if (!read_date(o->due, &due))
        die_status(STATUS_USAGE,
                   "DUE is a local date and time such as "
                   "\"2026-12-01 23:59\",\n    "
                   "not \"%s\"",
                   o->due);
    must(book, gradebook_deadline(book, o->episode,
                                  o->exercise == NULL ? "" : o->exercise,
                                  (int64_t)mktime(&due), percent, 0));
    strftime(said, sizeof said, "%Y-%m-%d %H:%M %Z", &due);
    printf("parcours: %s%s%s is due at %s; each day late takes away %g %%\n",
           o->episode, o->exercise == NULL ? "" : "/",
           o->exercise == NULL ? "" : o->exercise, said, percent);
}

static void add_note(struct gradebook *book, const struct options *o)
{
    need_student(book, o);
    need(o->who, "WHO=your name");
    must(book, gradebook_note(book, o->student,
                              o->exercise == NULL ? "" : o->exercise, o->who,
                              o->note));
    printf("parcours: noted for %s\n", o->student);
}

int command_gradebook(const struct options *o)
{
    struct episode episode;
    char *why;
    need(o->episode, "EPISODE=");
    episode_load(o->episode, &episode);
    if (o->exercise != NULL)
        episode_find(&episode, o->exercise);
    if (!files_exist(o->gradebook))
        die_status(STATUS_USAGE, "%s: there is none yet; make grade makes it",
                   o->gradebook);
    struct gradebook *book = gradebook_open(o->gradebook, &why);
    if (book == NULL)
        die("%s", why);
    if (o->export_to != NULL)
        export(book, &episode, o);
    else if (o->report != NULL)
        report(book, &episode, o->report);
    else if (o->diff != NULL)
        print_difference(book, o->diff);
    else if (o->due != NULL)
        set_deadline(book, o);
    else if (o->points != NULL)
        set_points(book, o);
    else if (o->note != NULL)
        add_note(book, o);
    else if (o->student != NULL)
        print_history(book, o);
    else
        print_all(book, &episode);
    gradebook_close(book);
    episode_clear(&episode);
    return STATUS_PASSED;
}
