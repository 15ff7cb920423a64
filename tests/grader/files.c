/* files.c - tests of grader/files.c and grader/progress.c. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../grader/exercise.h"
#include "../../grader/progress.h"
#include "../../grader/verdict.h"
#include "../unit.h"
#include "ending.h"
#include "folder.h"

static void write_text(const char *path, const char *text)
{
    files_write(path, text, strlen(text));
}

static void check_content(const char *path, const char *content)
{
    struct text t;
    text_init(&t);
    ck_assert_ptr_null(files_read(path, &t));
    ck_assert_str_eq(t.bytes, content);
    text_clear(&t);
}

static void check_refused(const char *path, const char *reason)
{
    struct text t;
    text_init(&t);
    const char *failed = files_read(path, &t);
    ck_assert_ptr_nonnull(failed);
    ck_assert_str_eq(failed, reason);
    text_clear(&t);
}

START_TEST(a_file_is_written_whole)
{
    write_text("whole", "first and longer");
    write_text("whole", "second");
    check_content("whole", "second");
    files_write("bytes", "a\0b", 3);
    struct text t;
    text_init(&t);
    ck_assert_ptr_null(files_read("bytes", &t));
    ck_assert_uint_eq(t.length, 3);
    ck_assert_mem_eq(t.bytes, "a\0b", 3);
    text_clear(&t);
    char *draft = files_draft("whole");
    ck_assert(!files_exist(draft));
    free(draft);
}
END_TEST

/* A draft of this process, but by another number, or from another place. */
static char *draft_of(const char *name, pid_t pid, bool elsewhere)
{
    char *own = files_draft(name);
    char *dash = strrchr(own, '-');
    char *other = text_format("%.*s%s-%ld.tmp", (int)(dash - own), own,
                              elsewhere ? "0" : "", (long)pid);
    free(own);
    write_text(other, "x");
    return other;
}

static void check_swept(char *draft, bool swept)
{
    ck_assert_int_eq(files_exist(draft), !swept);
    free(draft);
}

START_TEST(drafts_are_swept_when_nobody_works_on_them)
{
    pid_t gone = fork();
    if (gone == 0)
        _exit(0);
    ck_assert_int_eq(waitpid(gone, NULL, 0), gone);
    char *own = draft_of("own", getpid(), false);
    char *dead = draft_of("dead", gone, false);
    char *alive = draft_of("alive", getppid(), false);
    char *far = draft_of("far", gone, true);
    char *old = draft_of("old", getppid(), true);
    const struct timespec long_ago[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    ck_assert_int_eq(utimensat(AT_FDCWD, old, long_ago, 0), 0);
    write_text("no-draft.tmp", "x");
    files_sweep(".");
    check_swept(own, true);
    check_swept(dead, true);
    check_swept(alive, false);
    check_swept(far, false);
    check_swept(old, true);
    check_content("no-draft.tmp", "x");
}
END_TEST

static void write_into_nowhere(void *path)
{
    write_text(path, "x");
}

START_TEST(what_cannot_be_written_ends_the_grader)
{
    write_text("file", "old");
    struct ending e = ending_of(write_into_nowhere, "nowhere/x");
    ending_check(&e, STATUS_GRADER, "cannot write nowhere/x: No such file");
    files_make_folder("taken/by");
    e = ending_of(write_into_nowhere, "taken");
    ending_check(&e, STATUS_GRADER, "cannot write taken: ");
    check_content("file", "old");
}
END_TEST

START_TEST(only_regular_files_are_read)
{
    ck_assert_int_eq(mkfifo("fifo", 0600), 0);
    files_make_folder("some/folder");
    check_refused("fifo", "is not a regular file");
    check_refused("some/folder", "is not a regular file");
    check_refused("/dev/zero", "is not a regular file");
    check_refused("/dev/null", "is not a regular file");
    check_refused("not-there", strerror(ENOENT));
}
END_TEST

START_TEST(a_file_of_any_size_has_a_hash)
{
    uint64_t hash = files_hash_start;
    write_text("hashed", "abc");
    ck_assert_ptr_null(files_read_hash("hashed", &hash));
    ck_assert(hash == files_hash(files_hash_start, "abc", 3));
    ck_assert_int_eq(truncate("hashed", (16 << 20) + 1), 0);
    ck_assert_ptr_null(files_read_hash("hashed", &hash));
    ck_assert_str_eq(files_read_hash("not-there", &hash), strerror(ENOENT));
    unlink("hashed");
}
END_TEST

START_TEST(a_huge_file_is_not_read)
{
    write_text("huge", "");
    ck_assert_int_eq(truncate("huge", 16 << 20), 0);
    struct text t;
    text_init(&t);
    ck_assert_ptr_null(files_read("huge", &t));
    ck_assert_uint_eq(t.length, 16 << 20);
    text_clear(&t);
    ck_assert_int_eq(truncate("huge", (16 << 20) + 1), 0);
    check_refused("huge", "is larger than 16 MB");
    unlink("huge");
}
END_TEST

static const struct {
    const char *text;
    unsigned line;
    const char *quoted;
} lines[] = {
    {"one\n\t two \r\nthree", 1, "one"},
    {"one\n\t two \r\nthree", 2, "two"},
    {"one\n\t two \r\nthree", 3, "three"},
    {"one\n\t two \r\nthree", 4, ""},
    {"one\n", 2, ""},
    {"one\n", 0, ""},
    {"", 1, ""},
    {"  \n", 1, ""},
    {NULL, 1, ""},
    {NULL, 2, ""},
    {"a\tb\033c", 1, "a b c"},
    {"123456789", 1, "1234567"},
};

START_TEST(lines_are_quoted)
{
    char quoted[8];
    files_line(lines[_i].text, lines[_i].line, quoted, sizeof quoted);
    ck_assert_str_eq(quoted, lines[_i].quoted);
}
END_TEST

START_TEST(names_have_no_folders)
{
    ck_assert_str_eq(files_name("a/b/c.c"), "c.c");
    ck_assert_str_eq(files_name("c.c"), "c.c");
    ck_assert_str_eq(files_name("a/"), "");
}
END_TEST

START_TEST(folders_come_and_go)
{
    files_make_folder("a/b/c");
    files_make_folder("a/b/c");
    write_text("a/b/c/d", "x");
    write_text("kept", "x");
    ck_assert_int_eq(symlink("../kept", "a/link"), 0);
    files_remove_folder("a");
    ck_assert(!files_exist("a"));
    check_content("kept", "x"); /* links are not followed */
}
END_TEST

START_TEST(fingerprints_are_those_of_the_definition)
{
    uint64_t empty = files_hash(files_hash_start, "", 0);
    ck_assert(empty == 0xcbf29ce484222325ull);
    ck_assert(files_hash(empty, "a", 1) == 0xaf63dc4c8601ec8cull);
    ck_assert(files_hash(empty, "foobar", 6) == 0x85944171f73967e8ull);
    uint64_t foo = files_hash(empty, "foo", 3);
    ck_assert(files_hash(foo, "bar", 3) == 0x85944171f73967e8ull);
}
END_TEST

/* --- progress ------------------------------------------------------------ */

static const struct exercise counter = {.episode = "races", .name = "counter"};
static const struct exercise count = {.episode = "races", .name = "count"};

static void forget(void)
{
    files_remove_folder(".parcours");
}

static void check_progress(const struct exercise *e, bool tried, bool passed,
                           double points, unsigned hints)
{
    struct progress p = progress_read(e);
    ck_assert_int_eq(p.tried, tried);
    ck_assert_int_eq(p.passed, passed);
    ck_assert_double_eq(p.points, points);
    ck_assert_uint_eq(p.hints, hints);
}

START_TEST(progress_is_kept)
{
    forget();
    check_progress(&counter, false, false, 0, 0);
    struct progress p = {true, true, 7.5, 10, 2};
    progress_write(&counter, &p);
    check_content(".parcours/progress",
                  "races/counter passed 7.5 of 10, 2 hints\n");
    check_progress(&counter, true, true, 7.5, 2);
    p = (struct progress){false, false, 0, 10, 1}; /* a hint before a try */
    progress_write(&count, &p);
    check_progress(&count, false, false, 0, 1);
}
END_TEST

/* As two commands do that began at the same time. */
START_TEST(what_is_better_stays)
{
    forget();
    struct progress passed = {true, true, 10, 10, 0};
    struct progress hint = {true, false, 4, 10, 3};
    progress_write(&counter, &passed);
    progress_write(&counter, &hint);
    check_progress(&counter, true, true, 10, 3);
}
END_TEST

START_TEST(other_lines_stay)
{
    forget();
    files_make_folder(".parcours");
    write_text(".parcours/progress", "# mine\nraces/counter open 1 of 10, 0 "
                                     "hints\nmpi/hello passed 2 of 2, 0 hints");
    struct progress p = {true, false, 3, 10, 0};
    progress_write(&counter, &p);
    progress_write(&count, &p);
    check_content(".parcours/progress",
                  "# mine\nmpi/hello passed 2 of 2, 0 hints\n"
                  "races/counter open 3 of 10, 0 hints\n"
                  "races/count open 3 of 10, 0 hints\n");
}
END_TEST

START_TEST(broken_lines_count_as_none)
{
    forget();
    files_make_folder(".parcours");
    write_text(".parcours/progress", "races/counter passed lots\n");
    check_progress(&counter, false, false, 0, 0);
    write_text(".parcours/progress", "races/counter \n");
    check_progress(&counter, false, false, 0, 0);
}
END_TEST

START_TEST(the_best_result_counts)
{
    forget();
    struct result r = {.exercise = &counter, .max = 10};
    r.points = 10;
    r.verdict = VERDICT_PASS;
    progress_note(&r);
    r.points = 3;
    r.verdict = VERDICT_FAIL;
    progress_note(&r);
    check_progress(&counter, true, true, 10, 0);
    r.exercise = &count;
    progress_note(&r);
    check_progress(&count, true, false, 3, 0);
    r.points = 7;
    progress_note(&r);
    check_progress(&count, true, false, 7, 0);
    ck_assert_double_eq(progress_read(&count).max, 10);
}
END_TEST

Suite *files_suite(void)
{
    Suite *suite = suite_create("files");
    TCase *tests = tcase_create("all");
    tcase_add_unchecked_fixture(tests, folder_enter, folder_leave);
    tcase_add_test(tests, a_file_is_written_whole);
    tcase_add_test(tests, drafts_are_swept_when_nobody_works_on_them);
    tcase_add_test(tests, what_cannot_be_written_ends_the_grader);
    tcase_add_test(tests, only_regular_files_are_read);
    tcase_add_test(tests, a_file_of_any_size_has_a_hash);
    tcase_add_test(tests, a_huge_file_is_not_read);
    tcase_add_loop_test(tests, lines_are_quoted, 0,
                        (int)(sizeof lines / sizeof *lines));
    tcase_add_test(tests, names_have_no_folders);
    tcase_add_test(tests, folders_come_and_go);
    tcase_add_test(tests, fingerprints_are_those_of_the_definition);
    tcase_add_test(tests, progress_is_kept);
    tcase_add_test(tests, what_is_better_stays);
    tcase_add_test(tests, other_lines_stay);
    tcase_add_test(tests, broken_lines_count_as_none);
    tcase_add_test(tests, the_best_result_counts);
    suite_add_tcase(suite, tests);
    return suite;
}
