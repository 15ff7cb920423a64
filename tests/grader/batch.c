/* batch.c - tests of grader/batch/: paths, archives, students, halves. */
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../grader/batch/collect.h"
#include "../../grader/batch/fingerprint.h"
#include "../../grader/batch/intake.h"
#include "../../grader/batch/layout.h"
#include "../../grader/batch/merge.h"
#include "../../grader/batch/metadata.h"
#include "../../grader/batch/roster.h"
#include "../../grader/batch/similar.h"
#include "../../grader/exercise.h"
#include "../../grader/gradebook/gradebook.h"
#include "../../grader/text.h"
#include "../unit.h"
#include "folder.h"

/* --- layout --------------------------------------------------------------- */

static const struct {
    const char *path, *student, *number, *file;
    bool late;
} paths[] = {
    {"ann/queue.c", "ann", "", "queue.c", false},
    {"ann/a/b c/queue.c", "ann", "", "queue.c", false},
    {"ann.c", "ann", "", "ann.c", false},
    {".c", ".c", "", ".c", false},
    {"Ann Lee_12_assignsubmission_file_/queue.c", "Ann Lee", "12", "queue.c",
     false},
    {"Ann Lee_12_assignsubmission_file_queue.c", "Ann Lee", "12", "queue.c",
     false},
    {"An_n_12_assignsubmission_file_/x/queue.c", "An_n", "12", "queue.c",
     false},
    {"_assignsubmission_file_/queue.c", "_assignsubmission_file_", "",
     "queue.c", false},
    {"Ann Lee_12_assignsubmission_file_all/a/queue.c", "Ann Lee", "12",
     "queue.c", false},
    /* a name of a person, or of a file, that says who it would like to be */
    {"Bob_99_assignsubmission_file__12_assignsubmission_file_/queue.c",
     "Bob_99_assignsubmission_file__12_assignsubmission_file_", "", "queue.c",
     false},
    {"Ann_12_assignsubmission_file_Bob_99_assignsubmission_file_/queue.c",
     "Ann_12_assignsubmission_file_Bob_99_assignsubmission_file_", "",
     "queue.c", false},
    {"ann/Bob_99_assignsubmission_file_/queue.c", "ann", "", "queue.c", false},
    {"ann/leebob_99_4567_queue.c", "ann", "", "leebob_99_4567_queue.c", false},
    {"leeann_LATE_123_4567_all/a/queue.c", "leeann", "123", "queue.c", true},
    {"leeann_123_4567_queue-1.c", "leeann", "123", "queue-1.c", false},
    {"leeann_LATE_123_4567_queue.c", "leeann", "123", "queue.c", true},
    {"leeann_123_queue.c", "leeann_123_queue", "", "leeann_123_queue.c", false},
    {"submission_9/queue.c", "submission_9", "", "queue.c", false},
    {"races-ann/episodes/races/queue/queue.c", "races-ann", "", "queue.c",
     false},
};

START_TEST(paths_say_whose_a_file_is)
{
    struct layout l;
    ck_assert(layout_read(paths[_i].path, &l));
    ck_assert_str_eq(l.student, paths[_i].student);
    ck_assert_str_eq(l.number, paths[_i].number);
    ck_assert_str_eq(l.file, paths[_i].file);
    ck_assert_int_eq(l.late, paths[_i].late);
}
END_TEST

START_TEST(nobody_has_an_endless_name)
{
    struct layout l;
    char path[2 * LAYOUT_WORD];
    memset(path, 'a', sizeof path);
    path[sizeof path - 1] = '\0';
    ck_assert(!layout_read(path, &l));
    ck_assert(!layout_read("", &l));
}
END_TEST

static const struct {
    const char *file;
    bool is;
} names[] = {
    {"queue.c", true},      {"Queue.C", true},      {"queue-1.c", true},
    {"queue-12.c", true},   {"queue (2).c", true},  {"queue(2).c", true},
    {"queue.cpp", false},   {"queue2.c", false},    {"queue-.c", false},
    {"queue ().c", false},  {"queue", false},       {".c", false},
    {"-1.c", false},        {"queue-1.c.c", false}, {"myqueue.c", false},
    {"queue.c.txt", false},
};

START_TEST(platforms_rename_files)
{
    ck_assert_msg(layout_is(names[_i].file, "queue.c") == names[_i].is, "%s",
                  names[_i].file);
}
END_TEST

START_TEST(endings_of_archives)
{
    ck_assert_uint_eq(layout_archive("a/ann.tar.gz"), 5);
    ck_assert_uint_eq(layout_archive("ann.ZIP"), 3);
    ck_assert_uint_eq(layout_archive("ann.c"), 0);
    ck_assert_uint_eq(layout_archive(".zip"), 0);
    ck_assert_uint_eq(layout_archive("zip"), 0);
}
END_TEST

/* --- intake --------------------------------------------------------------- */

static struct text seen; /* "path=bytes;" and "!path;" for what is left out */

static int want_c(void *data, const char *path)
{
    (void)data;
    size_t n = strlen(path);
    return n > 2 && strcmp(path + n - 2, ".c") == 0;
}

static void see_file(void *data, const char *path, int64_t modified,
                     const char *bytes, size_t length)
{
    (void)data, (void)modified;
    text_addf(&seen, "%s=%.*s;", path, (int)length, bytes);
}

static void see_left_out(void *data, const char *path, const char *why)
{
    (void)data;
    ck_assert_str_ne(why, "");
    text_addf(&seen, "!%s;", path);
}

static const char *take_in(const char *path)
{
    static const struct intake_sink sink = {NULL, want_c, see_file,
                                            see_left_out};
    text_clear(&seen);
    text_init(&seen);
    char *why = intake_read(path, &sink);
    ck_assert_msg(why == NULL, "%s", why);
    return seen.bytes;
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fwrite(bytes, 1, length, f);
    fclose(f);
}

/* One entry of an archive to be: a regular file unless `link` is given. */
struct entry {
    const char *path, *bytes, *link;
    int64_t claimed; /* its size, if more than `bytes`: zeros follow */
};

static void write_archive(const char *path, int (*format)(struct archive *),
                          const struct entry *entries, size_t n)
{
    struct archive *a = archive_write_new();
    ck_assert_int_eq(format(a), ARCHIVE_OK);
    if (strstr(path, ".gz") != NULL)
        archive_write_add_filter_gzip(a);
    ck_assert_int_eq(archive_write_open_filename(a, path), ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        struct archive_entry *e = archive_entry_new();
        size_t length = entries[i].bytes == NULL ? 0 : strlen(entries[i].bytes);
        archive_entry_set_pathname(e, entries[i].path);
        archive_entry_set_filetype(e, entries[i].link ? AE_IFLNK : AE_IFREG);
        if (entries[i].link != NULL)
            archive_entry_set_symlink(e, entries[i].link);
        archive_entry_set_size(e, entries[i].claimed ? entries[i].claimed
                                                     : (int64_t)length);
        archive_entry_set_perm(e, 0644);
        archive_write_header(a, e);
        archive_write_data(a, entries[i].bytes, length);
        archive_entry_free(e);
    }
    archive_write_free(a);
}

START_TEST(folders_are_read_in_order_and_links_are_not)
{
    mkdir("class", 0755);
    mkdir("class/bob", 0755);
    mkdir("class/ann", 0755);
    write_file("class/bob/b.c", "B", 1);
    write_file("class/ann/a.c", "A", 1);
    write_file("class/ann/a.txt", "A", 1);
    ck_assert_int_eq(symlink("/etc/passwd", "class/ann/l.c"), 0);
    ck_assert_int_eq(mkfifo("class/ann/p.c", 0600), 0);
    ck_assert_str_eq(take_in("class"),
                     "ann/a.c=A;!ann/l.c;!ann/p.c;bob/b.c=B;");
}
END_TEST

START_TEST(archives_are_read_like_folders)
{
    static const struct entry inner[] = {{"q.c", "Q", NULL, 0},
                                         {"sub/r.c", "R", NULL, 0}};
    mkdir("zips", 0755);
    write_archive("zips/ann.zip", archive_write_set_format_zip, inner, 2);
    write_archive("zips/bob.tar", archive_write_set_format_pax, inner, 1);
    ck_assert_str_eq(take_in("zips"), "ann/q.c=Q;ann/sub/r.c=R;bob/q.c=Q;");
    ck_assert_str_eq(take_in("zips/bob.tar"), "q.c=Q;");
}
END_TEST

START_TEST(nothing_leads_out_of_an_archive)
{
    static const struct entry evil[] = {
        {"../up.c", "X", NULL, 0},     {"/abs.c", "X", NULL, 0},
        {"a/../../b.c", "X", NULL, 0}, {"l.c", NULL, "/etc/passwd", 0},
        {"./ok.c", "O", NULL, 0},
    };
    write_archive("evil.tar", archive_write_set_format_pax, evil,
                  sizeof evil / sizeof *evil);
    ck_assert_str_eq(take_in("evil.tar"),
                     "!../up.c;!/abs.c;!a/../../b.c;!l.c;ok.c=O;");
}
END_TEST

/* The head of a tar file with one entry, as large as it says: a binary number,
 * which the format allows. */
static void write_head(const char *path, const char *name, int64_t size)
{
    unsigned char head[512] = {0};
    unsigned sum = 8 * ' ';
    memcpy(head, name, strlen(name));
    memcpy(head + 100, "0000644", 7);
    head[124] = 0x80;
    for (size_t i = 0; i < 8; i++)
        head[135 - i] = (unsigned char)(size >> 8 * i);
    memcpy(head + 156, "0\0ustar\00000", 10);
    for (size_t i = 0; i < sizeof head; i++)
        sum += i - 148 < 8 ? 0 : head[i];
    for (size_t i = 0; i < 6; i++)
        head[153 - i] = (unsigned char)('0' + (sum >> 3 * i & 7));
    write_file(path, (const char *)head, sizeof head);
}

/* What is too large for a student is one file less for the class. */
START_TEST(an_archive_with_far_too_much_in_it_is_given_up)
{
    static const struct entry large[] = {
        {"a.c", "A", NULL, 0},
        {"b.c", "B", NULL, INTAKE_FILE_MOST + 1},
        {"c.c", "C", NULL, 0}};
    write_archive("large.tar.gz", archive_write_set_format_pax, large, 3);
    ck_assert_str_eq(take_in("large.tar.gz"), "a.c=A;!b.c;c.c=C;");
    mkdir("bombs", 0755);
    write_head("bombs/ann.tar", "a.c", INTAKE_UNPACKED_MOST + 1ll);
    write_file("bombs/zoe.c", "Z", 1);
    ck_assert_str_eq(take_in("bombs"), "!ann/;zoe.c=Z;");
    write_head("class.tar", "a.c", INTAKE_CLASS_MOST + 1);
    ck_assert_str_eq(take_in("class.tar"), "!;");
}
END_TEST

/* One student's files without end do not keep those of others out. */
START_TEST(too_many_entries_are_one_students_own)
{
    struct entry *many = calloc(INTAKE_ENTRIES_MOST + 2, sizeof *many);
    for (size_t i = 0; i < INTAKE_ENTRIES_MOST + 2; i++)
        many[i] = (struct entry){.path = i == 0 ? "a.c" : "x", .bytes = ""};
    mkdir("many", 0755);
    write_archive("many/ann.tar.gz", archive_write_set_format_ustar, many,
                  INTAKE_ENTRIES_MOST + 2);
    write_file("many/zoe.c", "Z", 1);
    ck_assert_str_eq(take_in("many"), "ann/a.c=;!ann/;zoe.c=Z;");
    free(many);
}
END_TEST

/* The library knows kinds of archives that name files of this machine, or are
 * unpacked by programs of it. */
START_TEST(only_usual_archives_are_read)
{
    static const char *const odd[] = {
        "#mtree\n./a.c type=file contents=secret.c\n", "LRZI\0\6", "07070100",
        "!<arch>\n", "begin 644 a.c\n#0V%T\n`\nend\n"};
    mkdir("kinds", 0755);
    write_file("kinds/secret.c", "S", 1);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        write_file("kinds/ann.tar", odd[i], strlen(odd[i]));
        const char *taken = take_in("kinds");
        ck_assert_ptr_null(strstr(taken, "ann/a.c"));
        ck_assert_ptr_nonnull(strstr(taken, "!ann"));
        ck_assert_ptr_nonnull(strstr(taken, "secret.c=S;"));
    }
}
END_TEST

static int64_t last_time;

static void keep_time(void *data, const char *path, int64_t modified,
                      const char *bytes, size_t length)
{
    (void)data, (void)path, (void)bytes, (void)length;
    last_time = modified;
}

/* Who packs an archive can put any time in it. */
START_TEST(an_archive_does_not_say_when_it_was_handed_in)
{
    static const struct intake_sink sink = {NULL, want_c, keep_time,
                                            see_left_out};
    static const struct entry packed[] = {{"a.c", "A", NULL, 0}};
    const struct timespec handed_in[2] = {{.tv_sec = 1795871109},
                                          {.tv_sec = 1795871109}};
    mkdir("times", 0755);
    write_archive("times/ann.tar", archive_write_set_format_pax, packed, 1);
    ck_assert_int_eq(utimensat(AT_FDCWD, "times/ann.tar", handed_in, 0), 0);
    ck_assert_ptr_null(intake_read("times", &sink));
    ck_assert_int_eq(last_time, 1795871109);
}
END_TEST

START_TEST(large_files_and_damaged_archives_are_left_out)
{
    char *much = malloc(INTAKE_FILE_MOST + 2);
    memset(much, 'x', INTAKE_FILE_MOST + 1);
    mkdir("odd", 0755);
    write_file("odd/big.c", much, INTAKE_FILE_MOST + 1);
    write_file("odd/no.zip", "this is no archive", 18);
    write_file("odd/z.c", "Z", 1);
    ck_assert_str_eq(take_in("odd"), "!big.c;!no.zip;z.c=Z;");
    free(much);
}
END_TEST

START_TEST(what_is_not_there_is_said)
{
    static const struct intake_sink sink = {NULL, want_c, see_file,
                                            see_left_out};
    char *why = intake_read("nowhere", &sink);
    ck_assert_ptr_nonnull(strstr(why, "nowhere: No such file"));
    free(why);
}
END_TEST

/* --- Gradescope's downloads ----------------------------------------------- */

static const char submissions_yml[] =
    "---\n"
    "submission_9:\n"
    "  :submitters:\n"
    "  - :name: Ann Lee\n"
    "    :sid: '71'\n"
    "    :email: ann@x.org\n"
    "  - :name: \"Bob, \\\"B\\\"\"\n"
    "    :sid:\n"
    "    :email: bob@x.org\n"
    "  :created_at: 2026-11-28 13:05:09.123456 Z\n"
    "  :results:\n"
    "    :tests:\n"
    "    - :name: x\n"
    "  :history:\n"
    "  - :submitters:\n"
    "    - :name: Old\n"
    "    :created_at: 2020-01-01 00:00:00 Z\n"
    "submission_10:\n"
    "  :created_at: 2026-11-28 05:05:09 -08:00\n"
    "  :submitters:\n"
    "  - :name: Eve\n";

static void write_metadata(const char *path)
{
    write_file(path, submissions_yml, strlen(submissions_yml));
}

START_TEST(gradescope_says_who_and_when)
{
    struct metadata m;
    char *why = metadata_read(submissions_yml, strlen(submissions_yml), &m);
    ck_assert_msg(why == NULL, "%s", why);
    ck_assert_uint_eq(m.count, 3);
    ck_assert_str_eq(m.entries[0].folder, "submission_9");
    ck_assert_str_eq(m.entries[0].number, "71");
    ck_assert_str_eq(m.entries[1].name, "Bob, \"B\"");
    ck_assert_str_eq(m.entries[2].name, "Eve");
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(m.entries[i].received, 1795871109);
    metadata_clear(&m);
}
END_TEST

static const struct {
    const char *yaml, *says; /* NULL: it is read, and names nobody */
} odd_metadata[] = {
    {"a: [1, 2", "line "},
    {"\t- x", "line "},
    {"", NULL},
    {"- - - - 1", NULL},
    {"a: &x [*x]\nb: 1", NULL},
    {":submitters:\n- :name: top\n", NULL},
    {"\xff\xfe", NULL},
};

START_TEST(odd_metadata_names_nobody)
{
    struct metadata m;
    const char *yaml = odd_metadata[_i].yaml, *says = odd_metadata[_i].says;
    char *why = metadata_read(yaml, strlen(yaml), &m);
    ck_assert_uint_eq(m.count, 0);
    ck_assert_msg(says == NULL || (why != NULL && strstr(why, says) != NULL),
                  "%s", why);
    metadata_clear(&m);
    free(why);
}
END_TEST

static struct exercise one[] = {
    {.name = "queue", .episode = "races", .file = "queue.c", .folder = "q"}};
static const struct episode handed_in = {
    .name = "races", .exercises = one, .count = 1};

static void keep_line(void *data, const char *const *c)
{
    text_addf(data, "%s %s %s %s\n", c[0], c[1], c[2], c[3]);
}

/* Both of a group have handed it in, at the platform's time. */
START_TEST(a_download_of_gradescope_is_taken_by_its_students)
{
    struct collection c;
    struct text t;
    char *why;
    const char *homes[] = {"gs", "gs/assignment_1_export"};
    text_init(&t);
    for (size_t i = 0; i < 2; i++) {
        char *file = text_format("%s/submission_9/queue.c", homes[i]);
        char *list = text_format("%s/" METADATA_FILE, homes[i]);
        char *student = text_format("%s/submission_9", homes[i]);
        files_make_folder(student);
        write_file(file, "int x;", 6);
        write_metadata(list);
        struct gradebook *book = gradebook_open(":memory:", &why);
        why = collect(book, "gs", &handed_in, NULL, NULL, &c);
        ck_assert_msg(why == NULL, "%s", why);
        ck_assert_uint_eq(c.submissions, 2);
        ck_assert(gradebook_query(
            book,
            "SELECT key, name, number, received FROM submission s "
            "JOIN student t ON t.id = s.student ORDER BY key",
            NULL, 0, keep_line, &t));
        collection_clear(&c);
        gradebook_close(book);
        files_remove_folder("gs");
        free(student);
        free(list);
        free(file);
    }
    ck_assert_str_eq(t.bytes, "ann@x.org Ann Lee 71 1795871109\n"
                              "bob@x.org Bob, \"B\"  1795871109\n"
                              "ann@x.org Ann Lee 71 1795871109\n"
                              "bob@x.org Bob, \"B\"  1795871109\n");
    text_clear(&t);
}
END_TEST

static int64_t count_rows(struct gradebook *book, const char *sql)
{
    struct text t;
    text_init(&t);
    ck_assert(gradebook_query(book, sql, NULL, 0, keep_line, &t));
    int64_t n = strtoll(t.bytes, NULL, 10);
    text_clear(&t);
    return n;
}

/* A list of students is believed where the platform puts it, not from one of
 * them; in a download it lies beside their folders. */
START_TEST(nobody_says_whose_work_it_is)
{
    struct collection c;
    char *why;
    for (int real = 0; real < 2; real++) {
        files_make_folder("forged/a/submission_9");
        files_make_folder("forged/bob");
        write_file("forged/a/submission_9/queue.c", "int x;", 6);
        write_file("forged/bob/queue.c", "int y;", 6);
        write_metadata("forged/a/" METADATA_FILE);
        if (real)
            write_file("forged/" METADATA_FILE, "---\n", 4);
        struct gradebook *book = gradebook_open(":memory:", &why);
        ck_assert_ptr_null(collect(book, "forged", &handed_in, NULL, NULL, &c));
        ck_assert_uint_eq(c.submissions, 2);
        ck_assert_int_eq(
            count_rows(book, "SELECT count(*), 0, 0, 0 FROM student WHERE "
                             "key IN ('a', 'bob')"),
            2);
        ck_assert(real || strstr(c.lines.bytes,
                                 "a/" METADATA_FILE ": is not believed"));
        collection_clear(&c);
        gradebook_close(book);
        files_remove_folder("forged");
    }
}
END_TEST

/* The first of two entries with one path is the one that is told of. */
START_TEST(a_path_that_is_there_twice_is_taken_once)
{
    static const struct entry twice[] = {{"queue.c", "int x;", NULL, 0},
                                         {"queue.c", "int y;", NULL, 0}};
    struct collection c;
    char *why;
    files_make_folder("twice");
    write_archive("twice/ann.tar", archive_write_set_format_pax, twice, 2);
    struct gradebook *book = gradebook_open(":memory:", &why);
    ck_assert_ptr_null(collect(book, "twice", &handed_in, NULL, NULL, &c));
    ck_assert_str_eq(c.lines.bytes,
                     "ann/queue.c: is there twice, the first was taken\n");
    ck_assert_int_eq(count_rows(book,
                                "SELECT count(*), 0, 0, 0 FROM submission "
                                "WHERE content = CAST('int x;' AS BLOB)"),
                     1);
    ck_assert_uint_eq(c.submissions, 1);
    collection_clear(&c);
    gradebook_close(book);
    files_remove_folder("twice");
}
END_TEST

/* Of two files of one download each is for its own exercise, also when only one
 * of these is asked for. */
START_TEST(a_file_of_another_exercise_is_not_taken)
{
    struct exercise two[] = {
        {.name = "puzzle", .episode = "r", .file = "puzzle.c", .folder = "p"},
        {.name = "queue", .episode = "r", .file = "queue.c", .folder = "q"}};
    const struct episode both = {.name = "r", .exercises = two, .count = 2};
    struct collection c;
    char *why;
    files_make_folder("flat");
    write_file("flat/leeann_1_2_puzzle.c", "int x;", 6);
    write_file("flat/leeann_1_3_queue.c", "int y;", 6);
    write_file("flat/leebob_2_4_puzzle.c", "int x;", 6);
    write_file("flat/leecleo_3_5_mine.c", "int z;", 6);
    struct gradebook *book = gradebook_open(":memory:", &why);
    ck_assert_ptr_null(collect(book, "flat", &both, &two[1], NULL, &c));
    ck_assert_uint_eq(c.submissions, 2);
    ck_assert_int_eq(count_rows(book,
                                "SELECT count(*), 0, 0, 0 FROM submission "
                                "WHERE content IN (CAST('int y;' AS "
                                "BLOB), CAST('int z;' AS BLOB))"),
                     2);
    collection_clear(&c);
    gradebook_close(book);
    files_remove_folder("flat");
}
END_TEST

/* Ann's folders have a file each, and one of them a second queue.c. */
START_TEST(two_folders_of_one_student_are_one_student)
{
    struct collection c;
    struct roster r;
    char *why;
    write_file("who.csv", "login,name\nann,Ann Lee\nbob,Bob Roe\n", 35);
    ck_assert_ptr_null(roster_read("who.csv", &r));
    files_make_folder("two/ann");
    files_make_folder("two/Ann Lee");
    write_file("two/ann/queue.c", "int x;", 6);
    write_file("two/Ann Lee/queue.c", "int y;", 6);
    struct gradebook *book = gradebook_open(":memory:", &why);
    ck_assert_ptr_null(collect(book, "two", &handed_in, NULL, &r, &c));
    ck_assert_uint_eq(c.students, 1);
    ck_assert_uint_eq(c.submissions, 2);
    ck_assert_uint_eq(c.absent, 1);
    ck_assert_str_eq(c.lines.bytes,
                     "ann: is the same student as Ann Lee (ann); of two files "
                     "for one exercise the newer is graded\n"
                     "bob: handed in nothing\n");
    collection_clear(&c);
    gradebook_close(book);
    roster_clear(&r);
    files_remove_folder("two");
}
END_TEST

/* A checkout of the course is of whom its name ends with; another folder is
 * not. */
START_TEST(checkouts_are_named_after_their_students)
{
    struct collection c;
    struct roster r;
    char *why;
    write_file("who.csv", "login\nann\nbob\n", 14);
    ck_assert_ptr_null(roster_read("who.csv", &r));
    files_make_folder("ours/lab-1-ann/q");
    files_make_folder("ours/mary-bob");
    write_file("ours/lab-1-ann/q/queue.c", "int x;", 6);
    write_file("ours/mary-bob/queue.c", "int y;", 6);
    struct gradebook *book = gradebook_open(":memory:", &why);
    ck_assert_ptr_null(collect(book, "ours", &handed_in, NULL, &r, &c));
    ck_assert_str_eq(c.lines.bytes,
                     "mary-bob: not in the roster, or several fit; graded "
                     "under this name\n"
                     "bob: handed in nothing\n");
    collection_clear(&c);
    files_remove_folder("ours/lab-1-ann");
    ck_assert_ptr_null(collect(book, "ours", &handed_in, NULL, &r, &c));
    ck_assert_uint_eq(c.absent, 1); /* Ann has, before */
    collection_clear(&c);
    gradebook_close(book);
    roster_clear(&r);
    files_remove_folder("ours");
}
END_TEST

/* Bob is not he who calls himself x-bob. */
START_TEST(a_longer_name_of_a_checkout_is_another_ones)
{
    struct collection c;
    struct roster r;
    char *why;
    write_file("who.csv", "login\nann\nbob\n", 14);
    ck_assert_ptr_null(roster_read("who.csv", &r));
    files_make_folder("ours/lab-1-ann/q");
    files_make_folder("ours/lab-1-bob/q");
    files_make_folder("ours/lab-1-x-bob/q");
    write_file("ours/lab-1-ann/q/queue.c", "int x;", 6);
    write_file("ours/lab-1-bob/q/queue.c", "int y;", 6);
    write_file("ours/lab-1-x-bob/q/queue.c", "int z;", 6);
    struct gradebook *book = gradebook_open(":memory:", &why);
    ck_assert_ptr_null(collect(book, "ours", &handed_in, NULL, &r, &c));
    ck_assert_str_eq(c.lines.bytes,
                     "lab-1-x-bob: not in the roster, or several fit; graded "
                     "under this name\n");
    ck_assert_uint_eq(c.submissions, 3);
    collection_clear(&c);
    gradebook_close(book);
    roster_clear(&r);
    files_remove_folder("ours");
}
END_TEST

/* --- similar -------------------------------------------------------------- */

/* Neither new names nor new blanks make a line of the skeleton one's own. */
START_TEST(the_skeleton_is_taken_out)
{
    static const char skeleton[] = "int count(int n)\n{\n    return n;\n}\n";
    static const char *const sources[] = {
        "int count(int n)\n{\n  lock(n);\n    return n;\n}\n",
        "long zaehle ( long x )\n{\n  lock(n);\n\treturn  x;\n}"};
    for (size_t i = 0; i < 2; i++) {
        struct text t;
        text_init(&t);
        similar_reduce(sources[i], skeleton, &t);
        ck_assert_str_eq(t.bytes, "  lock(n);\n");
        text_clear(&t);
    }
}
END_TEST

/* --- merge ---------------------------------------------------------------- */

static struct exercise timed = {
    .nchecks = 2,
    .checks = {{.id = "correct", .kind = CHECK_CORRECT, .points = 6},
               {.id = "speed", .kind = CHECK_SPEED, .points = 4}}};

static json_t *half(const char *correct, double p, const char *speed, double q)
{
    return json_pack("{s{}, s[{ss,ss,sf},{ss,ss,sf},{ss,ss,sf}]}", "machine",
                     "checks", "verdict", "pass", "cause", "none", "points",
                     0.0, "verdict", correct, "cause", "none", "points", p,
                     "verdict", speed, "cause", "slow", "points", q);
}

static void check_merged(const char *speed, double q, const char *verdict,
                         double points)
{
    json_t *before = half("pass", 6, "skipped", 0);
    char *text = json_dumps(before, 0);
    json_t *whole = merge_timed(text, half("skipped", 0, speed, q), &timed);
    ck_assert_str_eq(json_string_value(json_object_get(whole, "verdict")),
                     verdict);
    ck_assert_double_eq(json_number_value(json_object_get(whole, "points")),
                        points);
    json_decref(whole);
    json_decref(before);
    free(text);
}

START_TEST(two_halves_are_one_result)
{
    check_merged("pass", 4, "pass", 10);
    check_merged("fail", 0, "fail", 6);
    check_merged("inconclusive", 0, "inconclusive", 6);
}
END_TEST

START_TEST(half_a_result_is_not_made_whole)
{
    json_t *whole =
        merge_timed("{\"che", half("skipped", 0, "pass", 4), &timed);
    ck_assert_double_eq(
        json_number_value(json_object_get(
            json_array_get(json_object_get(whole, "checks"), 1), "points")),
        0);
    json_decref(whole);
}
END_TEST

/* --- what a verdict depends on -------------------------------------------- */

static const char *const decisive[] = {
    "build/parcours",       "grader/judge/mpi/host.c", "lib/team.c",
    "lib/pico/pico.c",      "episodes/e/episode.conf", "episodes/e/x/driver.cu",
    "tests/episodes/e/x.c", "solutions/e/x.c",
};

START_TEST(whoever_changes_it_has_all_graded_again)
{
    const struct episode episode = {.name = "e"};
    for (size_t i = 0; i < sizeof decisive / sizeof *decisive; i++) {
        char *above = text_format(
            "%.*s", (int)(files_name(decisive[i]) - decisive[i]) - 1,
            decisive[i]);
        files_make_folder(above);
        files_write(decisive[i], "1", 1);
        free(above);
    }
    char *before = fingerprint(&episode);
    files_write(decisive[_i], "2", 1);
    char *after = fingerprint(&episode);
    ck_assert_msg(strcmp(before, after) != 0, "%s", decisive[_i]);
    free(before);
    free(after);
}
END_TEST

Suite *batch_suite(void)
{
    Suite *suite = suite_create("batch");
    TCase *pure = tcase_create("pure");
    tcase_add_loop_test(pure, paths_say_whose_a_file_is, 0,
                        sizeof paths / sizeof *paths);
    tcase_add_test(pure, nobody_has_an_endless_name);
    tcase_add_loop_test(pure, platforms_rename_files, 0,
                        sizeof names / sizeof *names);
    tcase_add_test(pure, endings_of_archives);
    tcase_add_test(pure, the_skeleton_is_taken_out);
    tcase_add_test(pure, gradescope_says_who_and_when);
    tcase_add_loop_test(pure, odd_metadata_names_nobody, 0,
                        sizeof odd_metadata / sizeof *odd_metadata);
    tcase_add_test(pure, two_halves_are_one_result);
    tcase_add_test(pure, half_a_result_is_not_made_whole);
    suite_add_tcase(suite, pure);
    TCase *files = tcase_create("files");
    tcase_add_unchecked_fixture(files, folder_enter, folder_leave);
    tcase_add_test(files, folders_are_read_in_order_and_links_are_not);
    tcase_add_test(files, archives_are_read_like_folders);
    tcase_add_test(files, nothing_leads_out_of_an_archive);
    tcase_add_test(files, an_archive_with_far_too_much_in_it_is_given_up);
    tcase_add_test(files, too_many_entries_are_one_students_own);
    tcase_add_test(files, only_usual_archives_are_read);
    tcase_add_test(files, an_archive_does_not_say_when_it_was_handed_in);
    tcase_add_test(files, nobody_says_whose_work_it_is);
    tcase_add_test(files, a_path_that_is_there_twice_is_taken_once);
    tcase_add_test(files, large_files_and_damaged_archives_are_left_out);
    tcase_add_test(files, what_is_not_there_is_said);
    tcase_add_test(files, a_download_of_gradescope_is_taken_by_its_students);
    tcase_add_test(files, a_file_of_another_exercise_is_not_taken);
    tcase_add_test(files, two_folders_of_one_student_are_one_student);
    tcase_add_test(files, checkouts_are_named_after_their_students);
    tcase_add_test(files, a_longer_name_of_a_checkout_is_another_ones);
    tcase_add_loop_test(files, whoever_changes_it_has_all_graded_again, 0,
                        sizeof decisive / sizeof *decisive);
    suite_add_tcase(suite, files);
    return suite;
}
