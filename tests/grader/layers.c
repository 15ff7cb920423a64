/*
 * layers.c - holds every include of the grader to the order of its modules.
 *
 * How it works: MODULES in the Makefile lists the modules, lowest first. The
 * rank of a file is the place of its module; a header without a module of its
 * own (report.h) has that of the first module of its family, which is the
 * part of the name before '_'. A module may include headers of its family and
 * of a lower rank. Folders have rules of their own.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/files.h"
#include "../unit.h"

enum { MOST = 96 };

static char *modules[MOST];
static size_t count;

/* The words after "MODULES :=", also those on continued lines. */
static void read_modules(void)
{
    struct text makefile;
    text_init(&makefile);
    ck_assert_ptr_null(files_read("Makefile", &makefile));
    char *at = strstr(makefile.bytes, "\nMODULES :=");
    ck_assert_ptr_nonnull(at);
    at += strlen("\nMODULES :=");
    for (char *end = at; (end = strchr(end, '\n')) != NULL; end++)
        if (end[-1] != '\\') {
            *end = '\0';
            break;
        }
    for (char *word; (word = strsep(&at, " \\\n\t")) != NULL;)
        if (*word != '\0') {
            ck_assert_uint_lt(count, MOST);
            modules[count++] = text_copy(word);
        }
    text_clear(&makefile);
}

static void set_up(void)
{
    count = 0;
    read_modules();
}

static void tear_down(void)
{
    while (count > 0)
        free(modules[--count]);
}

/* The name without folders and without what follows the dot. */
static void stem(const char *path, char *to, size_t room)
{
    const char *name = files_name(path);
    snprintf(to, room, "%.*s", (int)strcspn(name, "."), name);
}

static bool same_family(const char *a, const char *b)
{
    size_t length = strcspn(a, "_");
    return strcspn(b, "_") == length && strncmp(a, b, length) == 0;
}

/* count: it has none. */
static size_t rank_of(const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(modules[i], name) == 0)
            return i;
    for (size_t i = 0; i < count; i++)
        if (same_family(modules[i], name))
            return i;
    return count;
}

/* --- rules --------------------------------------------------------------- */

/* NULL if a file of grader/ may include the header, else why not. */
static const char *module_rule(const char *file, const char *header)
{
    char own[64], other[64];
    stem(file, own, sizeof own);
    stem(header, other, sizeof other);
    if (strcmp(own, "main") == 0)
        return NULL;
    if (strcmp(header, "sandbox/sandbox.h") == 0)
        return NULL;
    if (strchr(header, '/') != NULL)
        return "modules include no headers of folders but the sandbox's";
    if (rank_of(own) == count)
        return "the file is missing in MODULES";
    if (rank_of(other) == count)
        return "the header is of no module in MODULES";
    if (same_family(own, other) || rank_of(other) < rank_of(own))
        return NULL;
    return "points up: its module comes later in MODULES";
}

static bool is_one_of(const char *header, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(header, *list) == 0)
            return true;
    return false;
}

static bool is_beside(const char *file, const char *header)
{
    char *path = text_format("%.*s/%s", (int)(files_name(file) - file) - 1,
                             file, header);
    bool there = strchr(header, '/') == NULL && files_exist(path);
    free(path);
    return there;
}

static const char *judge_rule(const char *file, const char *header)
{
    static const char *const allowed[] = {
        "../cause.h",           "../speedup.h",
        "../rounds.h",          "../prediction.h",
        "../worker/wire.h",     "../cuda/finding_sum.h",
        "../sandbox/sandbox.h", NULL};
    return is_beside(file, header) || is_one_of(header, allowed)
               ? NULL
               : "the judge knows cause, speedup, rounds, prediction, wire, "
                 "finding_sum and sandbox only";
}

static const char *sandbox_rule(const char *file, const char *header)
{
    return is_beside(file, header) ? NULL
                                   : "the sandbox knows nothing outside itself";
}

static const char *worker_rule(const char *file, const char *header)
{
    return is_beside(file, header) ? NULL
                                   : "the worker knows nothing outside itself";
}

static const char *scenario_rule(const char *file, const char *header)
{
    static const char *const allowed[] = {"driver.h", "explore.h", "trouble.h",
                                          "wire.h", NULL};
    return is_beside(file, header) || is_one_of(header, allowed)
               ? NULL
               : "a worker that explores knows workers and the explorer only";
}

static const char *gradebook_rule(const char *file, const char *header)
{
    static const char *const allowed[] = {"../die.h", "../text.h", NULL};
    return is_beside(file, header) || is_one_of(header, allowed)
               ? NULL
               : "the gradebook knows nothing of grading";
}

static const char *batch_rule(const char *file, const char *header)
{
    bool up = strncmp(header, "../", 3) == 0;
    bool module = up && strchr(header + 3, '/') == NULL;
    return is_beside(file, header) || module ||
                   strcmp(header, "../gradebook/gradebook.h") == 0 ||
                   strcmp(header, "../sandbox/sandbox.h") == 0
               ? NULL
               : "a batch knows modules, the gradebook and the sandbox";
}

static const char *any_rule(const char *file, const char *header)
{
    (void)file, (void)header;
    return NULL;
}

static const struct {
    const char *folder;
    const char *(*rule)(const char *file, const char *header);
} folders[] = {
    {"grader/", module_rule},
    {"grader/judge/", judge_rule},
    {"grader/worker/", worker_rule},
    {"grader/scenario/", scenario_rule},
    {"grader/gradebook/", gradebook_rule},
    {"grader/batch/", batch_rule},
    {"grader/commands/", any_rule},
    {"grader/sandbox/", sandbox_rule},
};

/* --- reading ------------------------------------------------------------- */

/* The header of a line like #include "x.h", else an empty text. */
static void included(const char *line, char *header, size_t room)
{
    header[0] = '\0';
    line += strspn(line, " \t");
    if (*line != '#')
        return;
    line++;
    line += strspn(line, " \t");
    if (strncmp(line, "include", 7) != 0)
        return;
    line += 7;
    line += strspn(line, " \t");
    if (*line == '"')
        snprintf(header, room, "%.*s", (int)strcspn(line + 1, "\"\n"),
                 line + 1);
}

/* Adds offenders with file and line to the report; returns how many. */
static unsigned check_text(const char *path, const char *text,
                           const char *(*rule)(const char *, const char *),
                           struct text *report)
{
    unsigned offenders = 0;
    for (unsigned line = 1; *text != '\0'; line++) {
        char header[128];
        included(text, header, sizeof header);
        const char *why = *header == '\0' ? NULL : rule(path, header);
        if (why != NULL) {
            text_addf(report, "%s:%u: includes \"%s\": %s\n", path, line,
                      header, why);
            offenders++;
        }
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return offenders;
}

static void check_file(const char *path,
                       const char *(*rule)(const char *, const char *),
                       struct text *report)
{
    struct text t;
    text_init(&t);
    ck_assert_ptr_null(files_read(path, &t));
    check_text(path, t.bytes, rule, report);
    text_clear(&t);
}

START_TEST(no_include_points_up)
{
    char *pattern = text_format("%s*.[ch]", folders[_i].folder);
    struct text report;
    glob_t files;
    text_init(&report);
    ck_assert_int_eq(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_file(files.gl_pathv[i], folders[_i].rule, &report);
    ck_assert_uint_gt(files.gl_pathc, 1);
    globfree(&files);
    free(pattern);
    ck_assert_msg(report.length == 0, "\n%s", report.bytes);
    text_clear(&report);
}
END_TEST

START_TEST(every_file_is_a_module_and_every_module_a_file)
{
    glob_t files;
    size_t listed = 0;
    ck_assert_int_eq(glob("grader/*.c", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        char name[64];
        stem(files.gl_pathv[i], name, sizeof name);
        size_t rank = rank_of(name);
        bool known = rank < count && strcmp(modules[rank], name) == 0;
        ck_assert_msg(known || strcmp(name, "main") == 0,
                      "%s is missing in MODULES", files.gl_pathv[i]);
        listed += known;
    }
    ck_assert_uint_eq(listed, count);
    globfree(&files);
}
END_TEST

START_TEST(a_family_stands_together)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (same_family(modules[i], modules[j]))
                ck_assert_msg(same_family(modules[i], modules[j - 1]),
                              "%s and %s are apart in MODULES", modules[i],
                              modules[j]);
}
END_TEST

/* --- the rules themselves ------------------------------------------------ */

static const struct {
    const char *(*rule)(const char *file, const char *header);
    const char *file, *line;
    unsigned offenders;
} samples[] = {
    {module_rule, "grader/text.c", "#include \"die.h\"\n", 0},
    {module_rule, "grader/die.c", "#include \"text.h\"\n", 1},
    {module_rule, "grader/die.h", "\n  #  include \"grade.h\"\n", 1},
    {module_rule, "grader/text.c", "#include <grade.h>\n", 0},
    {module_rule, "grader/text.c", "/* #include \"grade.h\" */\n", 0},
    {module_rule, "grader/text.c", "#include \"nonsense.h\"\n", 1},
    {module_rule, "grader/nonsense.c", "#include \"die.h\"\n", 1},
    {module_rule, "grader/text.c", "#include \"judge/random.h\"\n", 1},
    {module_rule, "grader/verdict.c", "#include \"verdict_parts.h\"\n", 0},
    {module_rule, "grader/report_text.c", "#include \"report.h\"\n", 0},
    {module_rule, "grader/verdict.c", "#include \"report.h\"\n", 1},
    {module_rule, "grader/main.c", "#include \"commands/commands.h\"\n", 0},
    {judge_rule, "grader/judge/judge.c", "#include \"record.h\"\n", 0},
    {judge_rule, "grader/judge/judge.c", "#include \"../cause.h\"\n", 0},
    {judge_rule, "grader/judge/judge.c", "#include \"../text.h\"\n", 1},
    {judge_rule, "grader/judge/judge.c", "#include \"../worker/real.h\"\n", 1},
    {judge_rule, "grader/judge/judge.c", "#include \"text.h\"\n", 1},
    {module_rule, "grader/process.c", "#include \"sandbox/sandbox.h\"\n", 0},
    {module_rule, "grader/process.c", "#include \"sandbox/layers.h\"\n", 1},
    {sandbox_rule, "grader/sandbox/filter.c", "#include \"layers.h\"\n", 0},
    {sandbox_rule, "grader/sandbox/filter.c", "#include \"../die.h\"\n", 1},
    {gradebook_rule, "grader/gradebook/schema.c", "#include \"../grade.h\"\n",
     1},
    {gradebook_rule, "grader/gradebook/schema.c", "#include \"schema.h\"\n", 0},
    {worker_rule, "grader/worker/worker.c", "#include \"wire.h\"\n", 0},
    {worker_rule, "grader/worker/worker.c", "#include \"../cause.h\"\n", 1},
    {worker_rule, "grader/worker/wire.h", "#include \"judge.h\"\n", 1},
};

START_TEST(the_rules_tell_good_from_bad)
{
    struct text report;
    text_init(&report);
    unsigned offenders = check_text(samples[_i].file, samples[_i].line,
                                    samples[_i].rule, &report);
    ck_assert_msg(offenders == samples[_i].offenders, "%s: %s",
                  samples[_i].file, samples[_i].line);
    ck_assert_int_eq(report.length > 0, offenders > 0);
    text_clear(&report);
}
END_TEST

Suite *layers_suite(void)
{
    Suite *suite = suite_create("layers");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, no_include_points_up, 0,
                        (int)(sizeof folders / sizeof *folders));
    tcase_add_test(tests, every_file_is_a_module_and_every_module_a_file);
    tcase_add_test(tests, a_family_stands_together);
    tcase_add_loop_test(tests, the_rules_tell_good_from_bad, 0,
                        (int)(sizeof samples / sizeof *samples));
    suite_add_tcase(suite, tests);
    return suite;
}
