/* gradebook.c - tests of grader/gradebook/. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../grader/gradebook/gradebook.h"
#include "../../grader/gradebook/schema.h"
#include "../../grader/text.h"
#include "../unit.h"
#include "folder.h"

static const char *path = "course.db";
static struct gradebook *book;

static struct gradebook *open_book(void)
{
    char *why = NULL;
    struct gradebook *b = gradebook_open(path, &why);
    ck_assert_msg(b != NULL, "%s", why);
    return b;
}

static void set_up(void)
{
    unlink("course.db");
    unlink("course.db-wal");
    unlink("course.db-shm");
    book = open_book();
}

static void tear_down(void)
{
    gradebook_close(book);
}

#define GOOD(call) ck_assert_msg((call), "%s", gradebook_error(book))

static int64_t session(void)
{
    int64_t id;
    GOOD(gradebook_session(book, "test", "0.1", "{}", &id));
    return id;
}

/* Hands in `content` for races/counter at `received`. */
static int64_t hand_in(const char *who, const char *content, int64_t received)
{
    int64_t student, id;
    GOOD(gradebook_student(book, &(struct student){who, "", "", ""}, &student));
    GOOD(gradebook_submission(book,
                              &(struct submission){student, "races", "counter",
                                                   "folder", received, content,
                                                   strlen(content)},
                              &id));
    return id;
}

static void record(int64_t submission, const char *verdict, double points,
                   bool final)
{
    GOOD(gradebook_record(book,
                          &(struct grading_row){.session = session(),
                                                .submission = submission,
                                                .grader = "g1",
                                                .verdict = verdict,
                                                .cause = "none",
                                                .result = "{\"points\": 1}",
                                                .points = points,
                                                .max = 10,
                                                .final = final}));
}

static void keep(void *data, const char *const *columns)
{
    snprintf(data, 200, "%s", columns[0] == NULL ? "NULL" : columns[0]);
}

/* The first column of the last row of a query. */
static const char *ask(const char *sql)
{
    static char answer[200];
    strcpy(answer, "no row");
    GOOD(gradebook_query(book, sql, NULL, 0, keep, answer));
    return answer;
}

static size_t tasks(bool force)
{
    struct gradebook_task *list;
    size_t count;
    GOOD(gradebook_tasks(book, NULL, "g1", force, &list, &count));
    gradebook_tasks_free(list, count);
    return count;
}

static const char *const score = "SELECT points FROM score";

START_TEST(the_best_grading_counts)
{
    int64_t first = hand_in("ann", "good", 100);
    int64_t second = hand_in("ann", "worse", 200);
    record(first, "pass", 8, true);
    record(second, "fail", 3, true);
    ck_assert_str_eq(ask(score), "8.0");
    record(second, "pass", 10, true);
    ck_assert_str_eq(ask(score), "10.0");
}
END_TEST

START_TEST(what_was_not_judged_does_not_count)
{
    int64_t s = hand_in("ann", "good", 100);
    record(s, "skipped", 7, true);
    record(s, "inconclusive", 7, true);
    record(s, "pass", 7, false);
    ck_assert_str_eq(ask(score), "no row");
    ck_assert_uint_eq(tasks(false), 1);
    record(s, "error", 0, true);
    ck_assert_str_eq(ask(score), "0.0");
}
END_TEST

static const struct {
    int64_t received;
    const char *points;
} lateness[] = {
    {1000, "10.0"},              /* at the deadline */
    {1060, "10.0"},              /* within the grace period */
    {1061, "8.0"},               /* a day has begun */
    {1000 + 86400, "8.0"},       /* and is not over */
    {1000 + 86401, "6.0"},       /* the second */
    {1000 + 100 * 86400, "0.0"}, /* never below nothing */
};

START_TEST(late_days_cost_points)
{
    GOOD(gradebook_deadline(book, "races", "", 1000, 20, 60));
    record(hand_in("ann", "good", lateness[_i].received), "pass", 10, true);
    ck_assert_str_eq(ask(score), lateness[_i].points);
}
END_TEST

/* The platform may know of a deadline that its times do not show; its word
 * costs a day, and nothing without a deadline here. */
START_TEST(what_the_platform_calls_late_is_late)
{
    int64_t student, id;
    GOOD(gradebook_student(book, &(struct student){"ann", "", "", "", 0},
                           &student));
    GOOD(gradebook_submission(
        book,
        &(struct submission){student, "races", "counter", "", 10, "x", 1, true},
        &id));
    record(id, "pass", 10, true);
    ck_assert_str_eq(ask(score), "10.0");
    GOOD(gradebook_deadline(book, "races", "", 1000, 20, 60));
    ck_assert_str_eq(ask(score), "8.0");
}
END_TEST

START_TEST(an_exercise_may_have_a_deadline_of_its_own)
{
    GOOD(gradebook_deadline(book, "races", "", 1000, 100, 0));
    GOOD(gradebook_deadline(book, "races", "counter", 5000, 50, 0));
    record(hand_in("ann", "good", 4000), "pass", 10, true);
    ck_assert_str_eq(ask(score), "10.0");
}
END_TEST

/* A late submission must not take away what an earlier one has earned. */
START_TEST(handing_in_again_never_lowers_a_score)
{
    GOOD(gradebook_deadline(book, "races", "", 1000, 50, 0));
    record(hand_in("ann", "in time", 900), "fail", 6, true);
    record(hand_in("ann", "late", 1001), "pass", 10, true);
    ck_assert_str_eq(ask(score), "6.0");
}
END_TEST

START_TEST(the_same_bytes_are_the_same_submission)
{
    int64_t first = hand_in("ann", "good", 500);
    ck_assert_int_eq(hand_in("ann", "good", 300), first);
    ck_assert_str_eq(ask("SELECT received FROM submission"), "300");
    ck_assert_int_ne(hand_in("bob", "good", 300), first);
}
END_TEST

START_TEST(only_the_newest_submission_is_to_be_graded)
{
    hand_in("ann", "old", 100);
    int64_t s = hand_in("ann", "new", 200);
    struct gradebook_task *list;
    size_t count;
    GOOD(gradebook_tasks(book, "races", "g1", false, &list, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(list[0].submission, s);
    ck_assert_str_eq(list[0].student, "ann");
    ck_assert_ptr_null(list[0].partial);
    gradebook_tasks_free(list, count);
    GOOD(gradebook_tasks(book, "mpi", "g1", false, &list, &count));
    ck_assert_uint_eq(count, 0);
    gradebook_tasks_free(list, count);
}
END_TEST

START_TEST(what_is_graded_is_graded_again_only_on_demand)
{
    record(hand_in("ann", "good", 100), "pass", 10, true);
    ck_assert_uint_eq(tasks(false), 0);
    ck_assert_uint_eq(tasks(true), 1);
    /* or by another grader */
    struct gradebook_task *list;
    size_t count;
    GOOD(gradebook_tasks(book, NULL, "g2", false, &list, &count));
    ck_assert_uint_eq(count, 1);
    gradebook_tasks_free(list, count);
}
END_TEST

START_TEST(a_grading_without_its_timing_is_taken_up_again)
{
    struct gradebook_task *list;
    size_t count;
    record(hand_in("ann", "good", 100), "skipped", 7, false);
    GOOD(gradebook_tasks(book, NULL, "g1", false, &list, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(list[0].partial, "{\"points\": 1}");
    gradebook_tasks_free(list, count);
}
END_TEST

START_TEST(the_instructors_word_counts_until_it_is_taken_back)
{
    record(hand_in("ann", "good", 100), "fail", 3, true);
    GOOD(
        gradebook_override(book, "ann", "races", "counter", 9, "prof", "oral"));
    ck_assert_str_eq(ask(score), "9.0");
    ck_assert_str_eq(ask("SELECT set_by FROM score"), "prof");
    GOOD(gradebook_override(book, "ann", "races", "counter", -1, "prof", "no"));
    ck_assert_str_eq(ask(score), "3.0");
    ck_assert_str_eq(ask("SELECT count(*) FROM override"), "2");
}
END_TEST

START_TEST(a_word_counts_without_any_submission)
{
    int64_t id;
    GOOD(gradebook_student(book, &(struct student){"eve", "", "", ""}, &id));
    GOOD(gradebook_override(book, "eve", "races", "queue", 5, "prof", "ill"));
    ck_assert_str_eq(ask(score), "5.0");
}
END_TEST

START_TEST(nobody_unknown_gets_a_note)
{
    ck_assert(!gradebook_note(book, "nobody", "", "prof", "hello"));
    ck_assert_ptr_nonnull(strstr(gradebook_error(book), "\"nobody\""));
    hand_in("ann", "x", 1);
    GOOD(gradebook_note(book, "ann", "counter", "prof", "nice"));
    ck_assert_str_eq(ask("SELECT text FROM note"), "nice");
}
END_TEST

START_TEST(what_is_known_of_a_student_is_kept)
{
    int64_t a, b;
    GOOD(gradebook_student(
        book, &(struct student){"ann", "Ann, \"A\"", "a@x", "7"}, &a));
    GOOD(gradebook_student(book, &(struct student){"ann", "", "", ""}, &b));
    ck_assert_int_eq(a, b);
    ck_assert_str_eq(ask("SELECT name || email || number FROM student"),
                     "Ann, \"A\"a@x7");
    /* a folder's name, where there is no roster, and one of another roster */
    GOOD(gradebook_student(book, &(struct student){"ann", "ann", "", ""}, &b));
    ck_assert_str_eq(ask("SELECT name FROM student"), "Ann, \"A\"");
    GOOD(gradebook_student(
        book, &(struct student){"ann", "Anna", "", "", ENROLLED}, &b));
    ck_assert_str_eq(ask("SELECT name FROM student"), "Anna");
}
END_TEST

START_TEST(content_may_be_any_bytes)
{
    int64_t student, id;
    size_t length = 0;
    GOOD(gradebook_student(book, &(struct student){"ann", "", "", ""},
                           &student));
    GOOD(gradebook_submission(
        book,
        &(struct submission){student, "races", "counter", "", 1, "a\0b", 3},
        &id));
    char *content = gradebook_content(book, id, &length);
    ck_assert_uint_eq(length, 3);
    ck_assert_mem_eq(content, "a\0b", 4);
    free(content);
    ck_assert_ptr_null(gradebook_content(book, id + 1, &length));
}
END_TEST

/* --- files that are no good ---------------------------------------------- */

static void check_refused(const char *word)
{
    char *why = NULL;
    struct gradebook *b = gradebook_open(path, &why);
    ck_assert_ptr_null(b);
    ck_assert_msg(strstr(why, word) != NULL, "%s", why);
    free(why);
}

static void change_file(const char *sql)
{
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

START_TEST(a_newer_version_is_not_touched)
{
    change_file("PRAGMA user_version = 99");
    check_refused("newer version");
}
END_TEST

START_TEST(another_database_is_not_touched)
{
    change_file("PRAGMA application_id = 5");
    check_refused("something else");
}
END_TEST

START_TEST(garbage_is_refused)
{
    gradebook_close(book);
    FILE *f = fopen(path, "w");
    for (int i = 0; i < 1000; i++)
        fputs("not a database ", f);
    fclose(f);
    check_refused("not a database");
    unlink(path);
    book = open_book();
}
END_TEST

START_TEST(a_missing_folder_is_named)
{
    path = "none/course.db";
    check_refused("none/course.db");
    path = "course.db";
}
END_TEST

/* What a course has gathered under the first version is still there, and
 * counts. */
START_TEST(an_older_version_is_brought_up_to_date)
{
    gradebook_close(book);
    unlink(path);
    change_file(schema_steps[0]);
    change_file("INSERT INTO student (key) VALUES ('ann');"
                "INSERT INTO submission VALUES (1, 1, 'races', 'counter', 100,"
                "  'folder', 'x');"
                "INSERT INTO session VALUES (1, 'w', 'g', 'm', 1, 2);"
                "INSERT INTO grading VALUES (1, 1, 1, 'g', 1, 'pass', 'none',"
                "  8, 10, '{}', 1);"
                "PRAGMA application_id = 1346594658; PRAGMA user_version = 1");
    book = open_book();
    ck_assert_str_eq(ask(score), "8.0");
    ck_assert_str_eq(ask("SELECT late FROM submission"), "0");
    ck_assert_str_eq(ask("SELECT enrolled IS NULL FROM student"), "1");
}
END_TEST

START_TEST(an_opened_book_has_the_current_version)
{
    char *wanted = text_format("%d", schema_version);
    ck_assert_str_eq(ask("PRAGMA user_version"), wanted);
    free(wanted);
    int64_t s = hand_in("ann", "good", 1);
    gradebook_close(book);
    book = open_book();
    ck_assert_int_eq(hand_in("ann", "good", 1), s);
}
END_TEST

/* --- many at once, and killed -------------------------------------------- */

static _Noreturn void hand_in_many(int who)
{
    struct gradebook *mine = book = open_book();
    for (int i = 0; i < 40; i++) {
        char name[32];
        snprintf(name, sizeof name, "s%d-%d", who, i);
        record(hand_in(name, "x", i), "pass", 1, true);
    }
    gradebook_close(mine);
    _exit(0);
}

START_TEST(several_processes_write_at_a_time)
{
    enum { WRITERS = 4 };
    for (int i = 0; i < WRITERS; i++)
        if (fork() == 0)
            hand_in_many(i);
    for (int status; wait(&status) > 0;)
        ck_assert_int_eq(status, 0);
    ck_assert_str_eq(ask("SELECT count(*) FROM grading"), "160");
    ck_assert_str_eq(ask("PRAGMA integrity_check"), "ok");
}
END_TEST

/* Another program's transaction, such as a database browser's. */
static sqlite3 *lock(const char *how)
{
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, how, NULL, NULL, NULL), SQLITE_OK);
    return db;
}

START_TEST(a_locked_book_is_given_up_after_a_while_and_loses_nothing)
{
    int64_t s = hand_in("ann", "x", 1);
    struct grading_row row = {.session = session(),
                              .submission = s,
                              .grader = "g",
                              .verdict = "pass",
                              .cause = "none",
                              .result = "{}",
                              .points = 5,
                              .max = 10,
                              .final = true};
    sqlite3 *other = lock("BEGIN IMMEDIATE");
    gradebook_patience(book, 100);
    ck_assert(!gradebook_record(book, &row));
    ck_assert_ptr_nonnull(
        strstr(gradebook_error(book), "locked; another program keeps it so"));
    ck_assert_str_eq(ask("SELECT count(*) FROM grading"), "0"); /* is read */
    sqlite3_close(other);
    GOOD(gradebook_record(book, &row));
    ck_assert_str_eq(ask("SELECT count(*) FROM grading"), "1");
}
END_TEST

/* Who only reads does not wait for who writes. */
START_TEST(a_locked_book_can_be_opened_and_read)
{
    hand_in("ann", "x", 1);
    sqlite3 *other = lock("BEGIN IMMEDIATE");
    gradebook_close(book);
    book = open_book();
    ck_assert_str_eq(ask("SELECT count(*) FROM student"), "1");
    sqlite3_close(other);
}
END_TEST

START_TEST(a_killed_writer_leaves_whole_rows)
{
    for (int i = 0; i < 10; i++) {
        pid_t pid = fork();
        if (pid == 0)
            hand_in_many(100 + i);
        usleep((useconds_t)(500 * i));
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        ck_assert_str_eq(ask("PRAGMA integrity_check"), "ok");
    }
    ck_assert_str_eq(ask("SELECT count(*) FROM grading WHERE result = ''"),
                     "0");
}
END_TEST

Suite *gradebook_suite(void)
{
    Suite *suite = suite_create("gradebook");
    TCase *tcase = tcase_create("gradebook");
    tcase_set_timeout(tcase, 60);
    tcase_add_unchecked_fixture(tcase, folder_enter, folder_leave);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, the_best_grading_counts);
    tcase_add_test(tcase, what_was_not_judged_does_not_count);
    tcase_add_loop_test(tcase, late_days_cost_points, 0,
                        sizeof lateness / sizeof *lateness);
    tcase_add_test(tcase, what_the_platform_calls_late_is_late);
    tcase_add_test(tcase, an_exercise_may_have_a_deadline_of_its_own);
    tcase_add_test(tcase, handing_in_again_never_lowers_a_score);
    tcase_add_test(tcase, the_same_bytes_are_the_same_submission);
    tcase_add_test(tcase, only_the_newest_submission_is_to_be_graded);
    tcase_add_test(tcase, what_is_graded_is_graded_again_only_on_demand);
    tcase_add_test(tcase, a_grading_without_its_timing_is_taken_up_again);
    tcase_add_test(tcase, the_instructors_word_counts_until_it_is_taken_back);
    tcase_add_test(tcase, a_word_counts_without_any_submission);
    tcase_add_test(tcase, nobody_unknown_gets_a_note);
    tcase_add_test(tcase, what_is_known_of_a_student_is_kept);
    tcase_add_test(tcase, content_may_be_any_bytes);
    tcase_add_test(tcase, a_newer_version_is_not_touched);
    tcase_add_test(tcase, another_database_is_not_touched);
    tcase_add_test(tcase, garbage_is_refused);
    tcase_add_test(tcase, a_missing_folder_is_named);
    tcase_add_test(tcase, an_older_version_is_brought_up_to_date);
    tcase_add_test(tcase, an_opened_book_has_the_current_version);
    tcase_add_test(tcase, several_processes_write_at_a_time);
    tcase_add_test(tcase,
                   a_locked_book_is_given_up_after_a_while_and_loses_nothing);
    tcase_add_test(tcase, a_locked_book_can_be_opened_and_read);
    tcase_add_test(tcase, a_killed_writer_leaves_whole_rows);
    suite_add_tcase(suite, tcase);
    return suite;
}
