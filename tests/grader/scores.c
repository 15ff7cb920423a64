/* scores.c - tests of grader/batch/: rosters, tables, platforms' files. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../grader/batch/grid.h"
#include "../../grader/batch/roster.h"
#include "../../grader/batch/scores.h"
#include "../../grader/exercise.h"
#include "../../grader/gradebook/gradebook.h"
#include "../../grader/text.h"
#include "../unit.h"
#include "folder.h"

/* --- roster --------------------------------------------------------------- */

static char *read_roster(const char *csv, struct roster *r)
{
    files_write("roster.csv", csv, strlen(csv));
    return roster_read("roster.csv", r);
}

START_TEST(rosters_of_platforms_are_understood)
{
    struct roster r;
    ck_assert_ptr_null(
        read_roster("\xef\xbb\xbf"
                    "Full name,Email address,ID number,Other\r\n"
                    "\"Lee, \"\"A\"\" Ann\",ann@x.org,7,\"two\nlines\"\r\n"
                    "Bob M\xc3\xbcller,bob@x.org,8\r\n\r\n",
                    &r));
    ck_assert_uint_eq(r.count, 2);
    ck_assert_str_eq(r.entries[0].name, "Lee, \"A\" Ann");
    ck_assert_str_eq(r.entries[0].key, "ann@x.org");
    ck_assert_str_eq(r.entries[1].number, "8");
    roster_clear(&r);
}
END_TEST

static const struct {
    const char *label, *number, *key; /* NULL: nobody */
} searches[] = {
    {"ann", "", "ann"},     {"ANN", "", "ann"},
    {"Ann Lee", "", "ann"}, {"Lee, Ann", "", "ann"},
    {"leeann", "", "ann"},  {"x", "71", "ann"},
    {"71", "", "ann"},      {"a.lee@x.org", "", "ann"},
    {"a.lee", "", "ann"},   {"Sam Roe", "", NULL},
    {"nobody", "", NULL},   {"", "", NULL},
    {"Bo Li", "", "bo"},    {"Jos\xc3\xa9 P\xc3\xa9rez", "", "jose"},
    {"kim", "", "kim"},     {"KIM", "", "KIM"},
    {"Kim", "", NULL},
};

START_TEST(students_are_found_by_what_is_known_of_them)
{
    struct roster r;
    char *why = read_roster("login,name,email,id\n"
                            "ann,Ann Lee,a.lee@x.org,71\n"
                            "bo,Bo Li,b@x.org,72\n"
                            "s1,Sam Roe,s1@x.org,73\n"
                            "s2,Sam Roe,s2@x.org,74\n"
                            "jose,Jos\xc3\xa9 P\xc3\xa9rez,j@x.org,75\n"
                            "kim,Kim One,k1@x.org,76\n"
                            "KIM,Kim Two,k2@x.org,77\n",
                            &r);
    ck_assert_msg(why == NULL, "%s", why);
    const struct roster_entry *e =
        roster_find(&r, searches[_i].label, searches[_i].number);
    if (searches[_i].key == NULL)
        ck_assert_ptr_null(e);
    else
        ck_assert_str_eq(e == NULL ? "nobody" : e->key, searches[_i].key);
    roster_clear(&r);
}
END_TEST

static const struct {
    const char *csv, *says;
} bad_rosters[] = {
    {"login\nann\nbob\nann\n", "roster.csv:4: \"ann\" stands in row 2"},
    {"colour,size\nred,4\n", "roster.csv:1: no column"},
    {"", "is empty"},
    {"login,name\nann,\"Ann\nbob,Bob\n",
     "roster.csv: row 2: a quote is opened and never closed"},
    {"login,name\nann,Ann\nbob,\"B\"ob\n", "roster.csv: row 3: "},
    {"login\n", "nobody is in it"},
};

START_TEST(a_bad_roster_is_named_with_its_line)
{
    struct roster r;
    char *why = read_roster(bad_rosters[_i].csv, &r);
    ck_assert_ptr_nonnull(why);
    ck_assert_msg(strstr(why, bad_rosters[_i].says) != NULL, "%s", why);
    free(why);
}
END_TEST

/* --- grid and scores ------------------------------------------------------ */

static void read_grid(const char *csv, struct grid *g)
{
    files_write("grid.csv", csv, strlen(csv));
    char *why = grid_read("grid.csv", g);
    ck_assert_msg(why == NULL, "%s", why);
}

static void check_written(const struct grid *g, const char *csv)
{
    struct text t;
    text_init(&t);
    grid_write(g, &t);
    ck_assert_str_eq(t.bytes, csv);
    text_clear(&t);
}

static const char *const whole_files[] = {
    "a,b\n1,2\n",
    "\"Lee, Ann\",\"say \"\"hi\"\"\"\n,,\n",
    "    Points Possible,,10\n",
    "\"two\nlines\",x\n",
    "Jos\xc3\xa9,\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d,-5\n",
    " a , b\n",
    "a\n\"\"\nb\n",
    "\xef\xbb\xbf"
    "a,b\n1,2\n",
    "a;b;c\n\"1,5\";\"x;y\";\"\"\"=\"\n",
    "Full name\tID\n\"Lee\tAnn\"\t7\n",
    "\"a;b;c\",d\n\"e\tf\",g\n",
    "\xe2\x80\xab\xd7\xa9\xe2\x80\xac,\"\rx\",'=1\n",
};

START_TEST(a_file_comes_back_as_it_was)
{
    struct grid g;
    read_grid(whole_files[_i], &g);
    check_written(&g, whole_files[_i]);
    grid_clear(&g);
}
END_TEST

START_TEST(formulas_are_made_harmless)
{
    static const char *const cells[][2] = {{"=1+1", "'=1+1"},
                                           {"-x", "'-x"},
                                           {"@a", "'@a"},
                                           {"Ann", "Ann"},
                                           {"", ""},
                                           {"+1", "'+1"},
                                           {"\t=1", "'\t=1"},
                                           {"\r=1", "'\r=1"},
                                           {"\n=1", "'\n=1"},
                                           {"'s", "'s"},
                                           {"\xef\xbc\x9d"
                                            "1",
                                            "'\xef\xbc\x9d"
                                            "1"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char *cell = grid_harmless(cells[i][0]);
        ck_assert_str_eq(cell, cells[i][1]);
        ck_assert_str_eq(grid_plain(cell), cells[i][0]);
        free(cell);
    }
}
END_TEST

static struct exercise two[] = {{.name = "counter"}, {.name = "queue"}};
static const struct episode races = {
    .name = "races", .exercises = two, .count = 2};

/* Ann has 7 and 2 points, Bob nothing; one name looks like a formula. */
static struct gradebook *scored_book(void)
{
    static const struct student people[] = {
        {"ann", "Ann Lee", "ann@x.org", "71"},
        {"bob", "=cmd|x", "bob@x.org", "72"}};
    char *why;
    int64_t id;
    unlink("scores.db");
    struct gradebook *book = gradebook_open("scores.db", &why);
    ck_assert_ptr_nonnull(book);
    for (size_t i = 0; i < 2; i++)
        ck_assert(gradebook_student(book, &people[i], &id));
    ck_assert(gradebook_override(book, "ann", "races", "counter", 7, "p", "t"));
    ck_assert(gradebook_override(book, "ann", "races", "queue", 2, "p", "t"));
    return book;
}

START_TEST(scores_are_a_table)
{
    struct gradebook *book = scored_book();
    struct grid g;
    scores_grid(book, &races, &g);
    check_written(&g, "key,name,email,number,counter,queue,total\n"
                      "ann,Ann Lee,ann@x.org,71,7,2,9\n"
                      "bob,'=cmd|x,bob@x.org,72,,,\n");
    grid_clear(&g);
    gradebook_close(book);
}
END_TEST

/* Our own table is a roster, too, with names as they were. */
START_TEST(scores_come_back_as_a_roster)
{
    struct gradebook *book = scored_book();
    struct roster r;
    struct grid g;
    struct text t;
    text_init(&t);
    scores_grid(book, &races, &g);
    grid_write(&g, &t);
    ck_assert_ptr_null(read_roster(t.bytes, &r));
    ck_assert_uint_eq(r.count, 2);
    ck_assert_str_eq(r.entries[1].key, "bob");
    ck_assert_str_eq(r.entries[1].name, "=cmd|x");
    roster_clear(&r);
    text_clear(&t);
    grid_clear(&g);
    gradebook_close(book);
}
END_TEST

/* Files of platforms, and what becomes of them: Ann has 9 points. */
static const struct {
    enum scores_platform platform;
    const char *column, *csv, *wanted, *says;
} fills[] = {
    /* semicolons, a mark, muted and read-only columns, as Canvas writes them;
     * whoever is excused stays so */
    {SCORES_CANVAS, NULL,
     "\xef\xbb\xbf"
     "Student;ID;SIS User ID;SIS Login ID;Section;races (9);races Current "
     "Score\n;;;;;Manual Posting;\n    Points Possible;;;;;\"10,00\";(read "
     "only)\n\"Lee, Ann\";1;;ann;A;\"1,5\";\n\"Student, Test\";2;;x;A;;\n",
     "\xef\xbb\xbf"
     "Student;ID;SIS User ID;SIS Login ID;Section;races (9);races Current "
     "Score\n;;;;;Manual Posting;\n    Points Possible;;;;;\"10,00\";(read "
     "only)\n\"Lee, Ann\";1;;ann;A;9;\n\"Student, Test\";2;;x;A;;\n",
     "races (9): the platform's most is 10 points, the episode's 0"},
    {SCORES_CANVAS, NULL, "Student,ID,races\n\"Lee, Ann\",1,EX\n",
     "Student,ID,races\n\"Lee, Ann\",1,EX\n", "Lee, Ann: is excused"},
    /* two rows, one student: nobody is given another's points */
    {SCORES_CANVAS, NULL, "Student,ID,races\nAnn Lee,1,\nAnn Lee,2,\n",
     "Student,ID,races\nAnn Lee,1,9\nAnn Lee,2,\n", "of an earlier row"},
    {SCORES_CANVAS, NULL, "LastName,FirstName,ID,races\nLee,Ann,1,\n",
     "LastName,FirstName,ID,races\nLee,Ann,1,9\n", ""},
    {SCORES_MOODLE, NULL,
     "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can "
     "be changed,Last modified (grade),Feedback comments\n"
     "Participant 4,\"Lee, \"\"A\"\"\",ann@x.org,,,10.00,Yes,-,=1+1\n",
     "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can "
     "be changed,Last modified (grade),Feedback comments\n"
     "Participant 4,\"Lee, \"\"A\"\"\",ann@x.org,,9,10.00,Yes,-,=1+1\n",
     "Grade: the platform's most is 10 points"},
    {SCORES_MOODLE, NULL,
     "Email address,Grade,Grade can be changed\nann@x.org,,No\n",
     "Email address,Grade,Grade can be changed\nann@x.org,,No\n",
     "ann@x.org: the platform has this grade locked"},
    /* in another language the column has another name */
    {SCORES_MOODLE, "Bewertung", "ID number,Bewertung,Beste Bewertung\n71,,\n",
     "ID number,Bewertung,Beste Bewertung\n71,9,\n", ""},
    {SCORES_MOODLE, "races",
     "First name,Surname,ID number,Assignment: races (Real)\nAnn,Lee,,-\n",
     "First name,Surname,ID number,Assignment: races (Real)\nAnn,Lee,,9\n", ""},
};

START_TEST(files_of_platforms_are_filled)
{
    struct gradebook *book = scored_book();
    struct scores_fill done;
    struct grid g;
    read_grid(fills[_i].csv, &g);
    char *why = scores_fill(book, &races, fills[_i].platform, fills[_i].column,
                            &g, &done);
    ck_assert_msg(why == NULL, "%s", why);
    ck_assert_msg(strstr(done.lines.bytes, fills[_i].says) != NULL, "%s",
                  done.lines.bytes);
    check_written(&g, fills[_i].wanted);
    text_clear(&done.lines);
    grid_clear(&g);
    gradebook_close(book);
}
END_TEST

static char *fill(enum scores_platform platform, const char *csv,
                  const char *wanted)
{
    struct gradebook *book = scored_book();
    struct scores_fill done;
    struct grid g;
    read_grid(csv, &g);
    char *why = scores_fill(book, &races, platform, NULL, &g, &done);
    if (why == NULL) {
        ck_assert_uint_eq(done.filled, 1);
        ck_assert_uint_eq(done.unmatched, 1);
        ck_assert_ptr_nonnull(
            strstr(done.lines.bytes, "\nGhost: not in the gradebook\n"));
        check_written(&g, wanted);
    }
    text_clear(&done.lines);
    grid_clear(&g);
    gradebook_close(book);
    return why;
}

START_TEST(canvas_gets_one_column)
{
    char *why = fill(
        SCORES_CANVAS,
        "Student,ID,SIS User ID,SIS Login ID,Section,races (9),races (read "
        "only)\n"
        "    Points Possible,,,,,10,\n"
        "\"Lee, Ann\",1,,ANN,A,,3\nBob,2,72,,A,5,\nGhost,99,,,B,,-3\n",
        "Student,ID,SIS User ID,SIS Login ID,Section,races (9),races (read "
        "only)\n"
        "    Points Possible,,,,,10,\n"
        "\"Lee, Ann\",1,,ANN,A,9,3\nBob,2,72,,A,5,\nGhost,99,,,B,,-3\n");
    ck_assert_msg(why == NULL, "%s", why);
}
END_TEST

START_TEST(moodle_worksheets_have_a_column_for_it)
{
    char *why = fill(
        SCORES_MOODLE,
        "Full name,Identifier,Email address,Grade,Maximum Grade\n"
        "Ann Lee,Participant 4,ann@x.org,,10\nGhost,Participant 5,g@x,,10\n",
        "Full name,Identifier,Email address,Grade,Maximum Grade\n"
        "Ann Lee,Participant 4,ann@x.org,9,10\nGhost,Participant 5,g@x,,10\n");
    ck_assert_msg(why == NULL, "%s", why);
}
END_TEST

START_TEST(no_column_is_guessed)
{
    char *why = fill(SCORES_CANVAS, "Student,ID,races a,races b\nx,1,,\n", "");
    ck_assert_ptr_nonnull(why);
    ck_assert_msg(strstr(why, "2 columns") != NULL, "%s", why);
    free(why);
}
END_TEST

START_TEST(the_table_fits_eighty_columns)
{
    struct gradebook *book = scored_book();
    struct text t;
    text_init(&t);
    scores_print(book, &races, &t);
    ck_assert_ptr_nonnull(strstr(t.bytes, "counter              1 handed in"));
    ck_assert_ptr_nonnull(strstr(t.bytes, "\nann"));
    for (char *line = t.bytes; *line != '\0'; line += strcspn(line, "\n") + 1)
        ck_assert_uint_le(strcspn(line, "\n"), 80);
    text_clear(&t);
    gradebook_close(book);
}
END_TEST

Suite *scores_suite(void)
{
    Suite *suite = suite_create("scores");
    TCase *files = tcase_create("files");
    tcase_add_unchecked_fixture(files, folder_enter, folder_leave);
    tcase_add_test(files, rosters_of_platforms_are_understood);
    tcase_add_loop_test(files, students_are_found_by_what_is_known_of_them, 0,
                        sizeof searches / sizeof *searches);
    tcase_add_loop_test(files, a_bad_roster_is_named_with_its_line, 0,
                        sizeof bad_rosters / sizeof *bad_rosters);
    tcase_add_loop_test(files, a_file_comes_back_as_it_was, 0,
                        sizeof whole_files / sizeof *whole_files);
    tcase_add_test(files, formulas_are_made_harmless);
    tcase_add_test(files, scores_are_a_table);
    tcase_add_test(files, scores_come_back_as_a_roster);
    tcase_add_loop_test(files, files_of_platforms_are_filled, 0,
                        sizeof fills / sizeof *fills);
    tcase_add_test(files, canvas_gets_one_column);
    tcase_add_test(files, moodle_worksheets_have_a_column_for_it);
    tcase_add_test(files, no_column_is_guessed);
    tcase_add_test(files, the_table_fits_eighty_columns);
    suite_add_tcase(suite, files);
    return suite;
}
