/* graded.c - see graded.h */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../../grader/die.h"
#include "../../grader/exercise.h"
#include "../../grader/files.h"
#include "../../grader/process.h"
#include "graded.h"
#include "mutant.h"

static const char folder[] = "build/mutants";

/* A name that only this text has. */
static char *path_of(const struct exercise *e, const struct mutant *m,
                     const char *ending)
{
    uint64_t hash = files_hash(files_hash_start, m->source, strlen(m->source));
    return text_format("%s/%s-%016" PRIx64 ".%s", folder, e->name, hash,
                       ending);
}

static char *write_source(const struct exercise *e, const struct mutant *m)
{
    char *path = path_of(e, m, e->cuda ? "cu" : "c");
    files_make_folder(folder);
    if (!files_exist(path))
        files_write(path, m->source, strlen(m->source));
    return path;
}

int graded_compiles(const struct exercise *e, const struct mutant *m)
{
    char *path = write_source(e, m), *known = path_of(e, m, "json");
    if (files_exist(known)) {
        free(path);
        free(known);
        return 1;
    }
    char *own = text_format("-I%s", e->folder);
    char *object = path_of(e, m, "o");
    char *const c[] = {"gcc",   "-std=gnu11", "-D_GNU_SOURCE", "-w",
                       "-Ilib", own,          "-fsyntax-only", path,
                       NULL};
    char *const cuda[] = {
        "build/cuda/parcours-cuda", "-f", own, "-o", object, path, NULL};
    struct process p = {.argv = e->cuda ? cuda : c, .deadline = 60};
    process_run(&p, 1, 1);
    int good = process_good(&p);
    process_clear(&p);
    remove(object);
    free(object);
    free(own);
    free(path);
    free(known);
    return good;
}

static double changed(const char *path)
{
    struct stat s;
    if (stat(path, &s) != 0)
        return 0;
    return (double)s.st_mtim.tv_sec + 1e-9 * (double)s.st_mtim.tv_nsec;
}

static int is_kept(const struct exercise *e, const char *path)
{
    char *driver = text_format("%s/driver.%s", e->folder, e->cuda ? "cu" : "c");
    char *conf = text_format("episodes/%s/episode.conf", e->episode);
    const char *const sources[] = {e->suite, driver, conf};
    double kept = changed(path);
    int is = kept > 0;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        is = is && kept > changed(sources[i]);
    free(driver);
    free(conf);
    return is;
}

static void grade(const struct exercise *e, const struct mutant *m,
                  const char *path)
{
    char *source = write_source(e, m);
    char *command = text_format("exec build/parcours check --episode=%s "
                                "--exercise=%s --submission=%s --seed=1 "
                                "--format=json 2>/dev/null",
                                e->episode, e->name, source);
    char *argv[] = {"sh", "-c", command, NULL};
    struct process p = {.argv = argv, .deadline = 300};
    process_run(&p, 1, 1);
    char *start = strchr(p.output.bytes, '{');
    char *end = strrchr(p.output.bytes, '}');
    if (!p.started || p.late || start == NULL || end == NULL)
        die("the grader did not judge %s:\n%s", source, p.output.bytes);
    files_write(path, start, (size_t)(end + 1 - start));
    process_clear(&p);
    free(source);
    free(command);
}

static const char *word(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s == NULL ? "" : s;
}

static struct graded read_kept(const char *path)
{
    json_error_t error;
    json_t *report = json_load_file(path, 0, &error);
    json_t *result = json_array_get(json_object_get(report, "results"), 0);
    json_t *checks = json_object_get(result, "checks"), *check;
    size_t i;
    if (result == NULL)
        die("%s is no report: %s", path, error.text);
    json_int_t status = json_integer_value(json_object_get(report, "status"));
    struct graded g = {.outcome = status == STATUS_PASSED ? GRADED_SURVIVED
                                  : status == STATUS_NOT_PASSED
                                      ? GRADED_KILLED
                                      : GRADED_NOT_JUDGED};
    const char *id = "", *cause = "";
    json_array_foreach(checks, i, check)
    {
        const char *verdict = word(check, "verdict");
        if (*id == '\0' &&
            (strcmp(verdict, "fail") == 0 || strcmp(verdict, "error") == 0)) {
            id = word(check, "id");
            cause = word(check, "cause");
        }
    }
    g.check = text_copy(id);
    g.cause = text_copy(cause);
    json_decref(report);
    return g;
}

struct graded graded_ask(const struct exercise *e, const struct mutant *m)
{
    char *path = path_of(e, m, "json");
    if (!is_kept(e, path))
        grade(e, m, path);
    struct graded g = read_kept(path);
    free(path);
    return g;
}

void graded_clear(struct graded *g)
{
    free(g->check);
    free(g->cause);
}
