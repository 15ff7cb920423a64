/* pages.c - tests of grader/batch/pages*.c: a gradebook as HTML. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/batch/pages.h"
#include "../../grader/batch/pages_parts.h"
#include "../../grader/exercise.h"
#include "../../grader/gradebook/gradebook.h"
#include "../unit.h"
#include "folder.h"

static struct exercise three[] = {
    {.name = "counter",
     .title = "Count & \"more\"",
     .nchecks = 1,
     .checks = {{.id = "correct", .points = 10}}},
    {.name = "queue",
     .title = "A queue",
     .nchecks = 1,
     .checks = {{.id = "correct", .points = 10}}},
    {.name = "ring", .title = "A ring"},
};
static const struct episode races = {
    .name = "races", .title = "Races", .exercises = three, .count = 3};

static const char failed_result[] =
    "{\"tool\": \"parcours\", \"verdict\": \"fail\", \"seed\": 7, "
    "\"checks\": [{\"verdict\": \"pass\"}, {\"title\": \"correct\", "
    "\"verdict\": \"fail\", \"cause\": \"wrong\", \"points\": 4, \"max\": 10, "
    "\"first_cause\": \"counter.c:20\", \"message\": \"<script>1</script>\", "
    "\"evidence\": \"a < b && c\"}]}";

static const char open_result[] =
    "{\"verdict\": \"skipped\", \"checks\": [{\"verdict\": \"skipped\", "
    "\"message\": \"valgrind is \\\"away\\\"\"}]}";

static struct gradebook *book;

static int64_t hand_in(struct student student, const char *exercise, bool late)
{
    int64_t who, id;
    ck_assert(gradebook_student(book, &student, &who));
    ck_assert(gradebook_submission(
        book,
        &(struct submission){who, "races", exercise, "", 100, "x", 1, late},
        &id));
    return id;
}

static void record(int64_t submission, const char *verdict, const char *cause,
                   double points, const char *result)
{
    int64_t session;
    ck_assert(gradebook_session(book, "races", "g", "cpu", &session));
    ck_assert(gradebook_record(
        book, &(struct grading_row){session, submission, "g", verdict, cause,
                                    result, points, 10, true}));
}

/* Four students whose names are made to break a page. */
static void set_up(void)
{
    char *why;
    int64_t id;
    unlink("pages.db");
    book = gradebook_open("pages.db", &why);
    ck_assert_msg(book != NULL, "%s", why);
    struct student ann = {"ann", "<script>\"Ann\"", "", "", ENROLLED};
    struct student bob = {"../bob", "\xd7\xa9\xd7\x9c \xe2\x80\xae", "", "",
                          NOT_ENROLLED};
    struct student eve = {"eve", "", "", "", ENROLLED};
    record(hand_in(ann, "counter", false), "fail", "wrong", 4, failed_result);
    record(hand_in(bob, "queue", true), "pass", "none", 10, "{damaged");
    record(hand_in(ann, "queue", false), "skipped", "none", 0, open_result);
    ck_assert(gradebook_student(book, &eve, &id));
    ck_assert(gradebook_override(book, "eve", "races", "counter", 8, "Prof <i>",
                                 "ill & well"));
    ck_assert(gradebook_note(book, "ann", "", "prof", "between us"));
    ck_assert_uint_eq(pages_write(book, &races, "pages"), 3);
}

static void tear_down(void)
{
    gradebook_close(book);
    files_remove_folder("pages");
}

static struct text read_page(const char *name)
{
    struct text page;
    char *path = text_format("pages/%s", name);
    text_init(&page);
    ck_assert_ptr_null(files_read(path, &page));
    free(path);
    return page;
}

/* Every word of a list that ends in NULL must be there; `not` must not. */
static void check_page(const char *name, const char *const *words,
                       const char * not )
{
    struct text page = read_page(name);
    for (; *words != NULL; words++)
        ck_assert_msg(strstr(page.bytes, *words) != NULL, "%s in\n%s", *words,
                      page.bytes);
    ck_assert_msg(strstr(page.bytes, not ) == NULL, "%s", page.bytes);
    ck_assert_ptr_null(strstr(page.bytes, "<script"));
    ck_assert_ptr_null(strstr(page.bytes, "://"));
    text_clear(&page);
}

static void check_student(const char *key, const char *const *words,
                          const char * not )
{
    char *name = pages_name(key);
    check_page(name, words, not );
    free(name);
}

START_TEST(the_class_is_summed_up)
{
    static const char *const words[] = {
        "3 of 3 students are graded: 8 of 20 points in the median, 7.3",
        "aria-label=\"Students by points: 4 to 6 points, 1; 8 to 10 points, "
        "1; 10 to 12 points, 1; \"",
        "<th scope=\"row\">wrong answer</th><td class=\"n\">1</td>",
        "Count &amp; &quot;more&quot;</h3>",
        "1 handed in, 0 passed, 1 not passed, 0 not judged",
        "2 handed in, 1 passed, 0 not passed, 1 not judged",
        "Handed in by nobody: ring.",
        "queue (valgrind is &quot;away&quot;)",
        "<h3>Late</h3>",
        "<h3>Not in the roster, or several fit</h3>",
        "<h3>Handed in nothing</h3>",
        "counter (Prof &lt;i&gt;)",
        "<bdi>&lt;script&gt;&quot;Ann&quot;</bdi>",
        NULL};
    check_page("index.html", words, "between us");
}
END_TEST

START_TEST(links_lead_to_the_pages_of_students)
{
    struct text page = read_page("index.html");
    static const char *const keys[] = {"ann", "../bob", "eve"};
    for (size_t i = 0; i < 3; i++) {
        char *name = pages_name(keys[i]);
        char *link = text_format("href=\"%s\"", name);
        char *path = text_format("pages/%s", name);
        ck_assert_ptr_null(strchr(name, '/'));
        ck_assert_ptr_nonnull(strstr(page.bytes, link));
        ck_assert(files_exist(path));
        free(path);
        free(link);
        free(name);
    }
    text_clear(&page);
}
END_TEST

START_TEST(a_student_sees_the_evidence)
{
    static const char *const words[] = {
        "Count &amp; &quot;more&quot;: 4 of 10 points</h2>",
        "<code>counter.c:20</code>",
        "&lt;script&gt;1&lt;/script&gt;",
        "a &lt; b &amp;&amp; c",
        "fail, wrong answer</td>",
        "The newest file is not judged: valgrind is &quot;away&quot;",
        "<h2>Not handed in</h2>",
        NULL};
    check_student("ann", words, "between us");
}
END_TEST

START_TEST(a_word_by_hand_has_its_reason)
{
    static const char *const words[] = {
        "points set to 8", "<bdi>Prof &lt;i&gt;</bdi>", "ill &amp; well", NULL};
    check_student("eve", words, "All gradings");
}
END_TEST

START_TEST(damaged_evidence_is_said)
{
    static const char *const words[] = {
        "The evidence in the gradebook is damaged.", "10 of 10 points", NULL};
    check_student("../bob", words, "between us");
}
END_TEST

START_TEST(no_two_keys_share_a_page)
{
    static const char *const keys[] = {"a/b", "a.b", "ab", "AB", "", "/"};
    for (size_t i = 0; i < 6; i++)
        for (size_t k = 0; k < i; k++) {
            char *a = pages_name(keys[i]), *b = pages_name(keys[k]);
            ck_assert_str_ne(a, b);
            free(a);
            free(b);
        }
}
END_TEST

Suite *pages_suite(void)
{
    Suite *suite = suite_create("pages");
    TCase *files = tcase_create("files");
    tcase_add_unchecked_fixture(files, folder_enter, folder_leave);
    tcase_add_checked_fixture(files, set_up, tear_down);
    tcase_add_test(files, the_class_is_summed_up);
    tcase_add_test(files, links_lead_to_the_pages_of_students);
    tcase_add_test(files, a_student_sees_the_evidence);
    tcase_add_test(files, a_word_by_hand_has_its_reason);
    tcase_add_test(files, damaged_evidence_is_said);
    suite_add_tcase(suite, files);
    TCase *pure = tcase_create("pure");
    tcase_add_test(pure, no_two_keys_share_a_page);
    suite_add_tcase(suite, pure);
    return suite;
}
