/* exercise.c - see exercise.h */
#include <libconfig.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "exercise.h"
#include "files.h"
#include "nearest.h"
#include "text.h"
#include "utf8.h"

static const char *const kinds[] = {"correct", "race",    "speed",
                                    "explore", "virtual", "predict",
                                    "ranks",   "count",   "kernels"};

/* --- reading with good errors -------------------------------------------- */

static _Noreturn void complain(const config_setting_t *at, const char *format,
                               ...)
{
    struct text t;
    va_list args;
    text_init(&t);
    va_start(args, format);
    text_addv(&t, format, args);
    va_end(args);
    die("%s:%d: %s", config_setting_source_file(at),
        config_setting_source_line(at), t.bytes);
}

static char *get_string(const config_setting_t *group, const char *name)
{
    const char *value;
    if (!config_setting_lookup_string(group, name, &value))
        complain(group, "needs %s = \"...\";", name);
    return text_copy(value);
}

/* A string that a report has no more room for. */
static char *get_short(const config_setting_t *group, const char *name,
                       size_t most)
{
    char *value = get_string(group, name);
    if (*value == '\0' || utf8_columns(value, strlen(value)) > most)
        complain(group, "%s must have 1 to %zu characters", name, most);
    return value;
}

/* A number with or without a fraction; `fallback` if it is not there. */
static double get_number(const config_setting_t *group, const char *name,
                         double fallback)
{
    const config_setting_t *s = config_setting_get_member(group, name);
    if (s == NULL)
        return fallback;
    if (!config_setting_is_number(s))
        complain(s, "%s must be a number", name);
    double value = config_setting_type(s) == CONFIG_TYPE_FLOAT
                       ? config_setting_get_float(s)
                       : (double)config_setting_get_int64(s);
    if (value < 0)
        complain(s, "%s must not be negative", name);
    return value;
}

static const config_setting_t *get_list(const config_setting_t *group,
                                        const char *name, size_t most)
{
    const config_setting_t *list = config_setting_get_member(group, name);
    if (list == NULL || !config_setting_is_aggregate(list) ||
        config_setting_length(list) == 0)
        complain(group, "needs %s = ( ... ); with at least one entry", name);
    if ((size_t)config_setting_length(list) > most)
        complain(list, "%s has more than %zu entries", name, most);
    return list;
}

static enum check_kind get_kind(const config_setting_t *group)
{
    char *word = get_string(group, "kind");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(word, kinds[i]) == 0) {
            free(word);
            return (enum check_kind)i;
        }
    complain(group,
             "unknown kind \"%s\": one of correct, race, speed, "
             "explore, virtual, predict, ranks, count, kernels",
             word);
}

static bool get_truth(const config_setting_t *group, const char *name)
{
    const config_setting_t *s = config_setting_get_member(group, name);
    if (s != NULL && config_setting_type(s) != CONFIG_TYPE_BOOL)
        complain(s, "%s must be true or false", name);
    return s != NULL && config_setting_get_bool(s);
}

static enum tool get_tool(const config_setting_t *group, bool openmp)
{
    const char *word = "tsan";
    if (openmp && config_setting_get_member(group, "tool") == NULL)
        return TOOL_ARCHER;
    if (openmp)
        complain(group, "races of OpenMP are judged by Archer: leave out tool");
    if (config_setting_get_member(group, "tool") != NULL &&
        !config_setting_lookup_string(group, "tool", &word))
        complain(group, "tool is one of \"tsan\", \"helgrind\", \"both\"");
    if (strcmp(word, "tsan") == 0)
        return TOOL_TSAN;
    if (strcmp(word, "helgrind") == 0)
        return TOOL_HELGRIND;
    if (strcmp(word, "both") == 0)
        return TOOL_BOTH;
    complain(group, "unknown tool \"%s\": one of tsan, helgrind, both", word);
}

/* A misspelt setting would otherwise be left out without a word. */
static void check_keys(const config_setting_t *group, const char *const *known)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *s = config_setting_get_elem(group, (unsigned)i);
        const char *const *k = known;
        while (*k != NULL && strcmp(*k, config_setting_name(s)) != 0)
            k++;
        if (*k == NULL)
            complain(s, "there is no setting \"%s\" here",
                     config_setting_name(s));
    }
}

/* --- an exercise --------------------------------------------------------- */

static void read_check(const config_setting_t *group, struct check_spec *c)
{
    if (!config_setting_is_group(group))
        complain(group, "a check is a group: { id = ...; kind = ...; }");
    check_keys(group, (const char *const[]){
                          "id", "title", "kind", "points", "threads", "target",
                          "wall", "transfers", "tolerance", "most", NULL});
    c->id = get_short(group, "id", 10);
    c->title = get_short(group, "title", 50);
    c->kind = get_kind(group);
    c->points = get_number(group, "points", 0);
    c->threads = (unsigned)fmin(get_number(group, "threads", 4), 1000);
    c->target = get_number(group, "target", 0);
    c->wall = get_number(group, "wall", 0);
    c->most = (unsigned)fmin(get_number(group, "most", 0), 1000);
    c->transfers = get_number(group, "transfers", 0);
    c->tolerance = get_number(group, "tolerance", 0);
    if (c->kind == CHECK_PREDICT && c->tolerance <= 0)
        complain(group, "a predict check needs tolerance = ...; above 0");
    if (c->kind == CHECK_VIRTUAL && ((c->target <= 0 && c->transfers <= 0) ||
                                     c->threads < 1 || c->threads > 64))
        complain(group, "a virtual check needs target = ...; or transfers = "
                        "...; above 0 and threads = ...; up to 64");
    if (c->most > 0 &&
        (c->kind != CHECK_VIRTUAL || c->most < c->threads || c->most > 64))
        complain(group, "most = ...; is for a virtual check, from its threads "
                        "up to 64");
    if (c->kind == CHECK_COUNT && c->target < 1)
        complain(group, "a count check needs target = ...; of 1 or more");
    if (c->kind == CHECK_SPEED &&
        (c->target <= 0 || c->threads < 2 || c->threads > 64))
        complain(group, "a speed check needs target = ...; above 0 and "
                        "threads = ...; from 2 to 64");
}

static void read_forbids(const config_setting_t *group, struct exercise *e)
{
    if (config_setting_get_member(group, "forbids") == NULL)
        return;
    const config_setting_t *list = get_list(group, "forbids", EXERCISE_FORBIDS);
    for (int i = 0; i < config_setting_length(list); i++) {
        const char *name = config_setting_get_string_elem(list, i);
        if (name == NULL || *name == '\0' || strcmp(name, "*") == 0)
            complain(list, "entry %d of forbids is not a name", i + 1);
        e->forbids[i] = text_copy(name);
    }
}

static void set_paths(struct exercise *e, const char *episode)
{
    e->episode = text_copy(episode);
    e->folder = text_format("episodes/%s/%s", episode, e->name);
    e->suite = text_format("tests/episodes/%s/%s.c", episode, e->name);
    e->solution = text_format("solutions/%s/%s", episode, e->file);
}

/* Programs with ranks and with kernels have workers of their own: nothing but
 * what is counted goes together with them. */
static void note_workers(const config_setting_t *checks, struct exercise *e)
{
    size_t length = strlen(e->file), with = 0;
    e->cuda = length > 3 && strcmp(e->file + length - 3, ".cu") == 0;
    enum check_kind kind = e->cuda ? CHECK_KERNELS : CHECK_RANKS;
    for (size_t i = 0; i < e->nchecks; i++)
        with += e->checks[i].kind == kind || e->checks[i].kind == CHECK_COUNT ||
                (e->cuda && e->checks[i].kind == CHECK_PREDICT);
    if (e->cuda && with != e->nchecks)
        complain(checks, "a .cu file has checks of kinds kernels, count and "
                         "predict");
    if (with != 0 && with != e->nchecks)
        complain(checks, "checks of kinds ranks and count do not go together "
                         "with others");
    for (size_t i = 0; i < e->nchecks && !e->cuda; i++)
        if (e->checks[i].kind == CHECK_KERNELS)
            complain(checks, "kernels are written in a .cu file");
    e->mpi = with != 0 && !e->cuda;
}

/* Two that answer to one name: the second would never be asked. */
static void check_twice(const config_setting_t *list, const char *what,
                        const char *const *names, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (strcmp(names[i], names[n - 1]) == 0)
            complain(config_setting_get_elem(list, (unsigned)n - 1),
                     "there are two %s \"%s\"", what, names[i]);
}

static void read_checks(const config_setting_t *group, struct exercise *e)
{
    const config_setting_t *list = get_list(group, "checks", EXERCISE_CHECKS);
    const char *ids[EXERCISE_CHECKS];
    for (int i = 0; i < config_setting_length(list); i++) {
        struct check_spec *c = &e->checks[e->nchecks++];
        read_check(config_setting_get_elem(list, (unsigned)i), c);
        ids[i] = c->id;
        check_twice(list, "checks", ids, e->nchecks);
    }
    note_workers(list, e);
}

static void read_exercise(const config_setting_t *group, const char *episode,
                          struct exercise *e)
{
    if (!config_setting_is_group(group))
        complain(group, "an exercise is a group: { name = ...; }");
    check_keys(group, (const char *const[]){"name", "title", "about", "file",
                                            "library", "tool", "openmp",
                                            "libomp", "call_seconds", "forbids",
                                            "checks", "hints", NULL});
    e->name = get_short(group, "name", 20);
    e->title = get_string(group, "title");
    e->about = get_string(group, "about");
    e->file = get_short(group, "file", 30);
    if (config_setting_get_member(group, "library") != NULL)
        e->library = get_short(group, "library", 20);
    e->openmp = get_truth(group, "openmp");
    e->libomp = get_truth(group, "libomp");
    if (e->libomp && !e->openmp)
        complain(group, "libomp = true; goes with openmp = true;");
    e->tool = get_tool(group, e->openmp);
    e->call_seconds = get_number(group, "call_seconds", 2);
    set_paths(e, episode);
    read_forbids(group, e);

    read_checks(group, e);
    const config_setting_t *hints = get_list(group, "hints", EXERCISE_HINTS);
    for (int i = 0; i < config_setting_length(hints); i++) {
        const char *hint = config_setting_get_string_elem(hints, i);
        if (hint == NULL || *hint == '\0')
            complain(hints, "hint %d is not a text", i + 1);
        e->hints[e->nhints++] = text_copy(hint);
    }
}

void exercise_clear(struct exercise *e)
{
    char *const strings[] = {e->episode, e->name,     e->title,
                             e->about,   e->file,     e->folder,
                             e->suite,   e->solution, e->library};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
    for (size_t i = 0; i < e->nchecks; i++) {
        free(e->checks[i].id);
        free(e->checks[i].title);
    }
    for (size_t i = 0; i < e->nhints; i++)
        free(e->hints[i]);
    for (char **name = e->forbids; *name != NULL; name++)
        free(*name);
    *e = (struct exercise){0};
}

char *exercise_skeleton(const struct exercise *e)
{
    return text_format("%s/%s", e->folder, e->file);
}

void exercise_canary(struct exercise *e, bool openmp)
{
    const char *folder = openmp ? "grader/canary/openmp" : "grader/canary";
    *e = (struct exercise){
        .episode = text_copy("grader"),
        .name = text_copy("canary"),
        .title = text_copy("a planted race"),
        .about = text_copy("proves that a race detector works here"),
        .file = text_copy("canary.c"),
        .folder = text_copy(folder),
        .suite = text_format("%s/suite.c", folder),
        .solution = text_copy(""),
        .tool = openmp ? TOOL_ARCHER : TOOL_BOTH,
        .openmp = openmp,
        .call_seconds = 3,
        .checks = {{.id = text_copy("race"),
                    .title = text_copy("race"),
                    .kind = CHECK_RACE},
                   openmp ? (struct check_spec){.id = text_copy("clean"),
                                                .title = text_copy("clean"),
                                                .kind = CHECK_RACE}
                          : (struct check_spec){.id = text_copy("explore"),
                                                .title = text_copy("explore"),
                                                .kind = CHECK_EXPLORE}},
        .nchecks = 2,
    };
}

void exercise_canary_kernels(struct exercise *e)
{
    *e = (struct exercise){
        .episode = text_copy("grader"),
        .name = text_copy("canary"),
        .title = text_copy("a planted race and known figures"),
        .about = text_copy("proves that kernels can be judged here"),
        .file = text_copy("canary.cu"),
        .folder = text_copy("grader/canary/cuda"),
        .suite = text_copy("grader/canary/cuda/suite.c"),
        .solution = text_copy(""),
        .cuda = true,
        .call_seconds = 2,
        .checks = {{.id = text_copy("kernels"),
                    .title = text_copy("kernels"),
                    .kind = CHECK_KERNELS},
                   {.id = text_copy("count"),
                    .title = text_copy("count"),
                    .kind = CHECK_COUNT},
                   {.id = text_copy("right"),
                    .title = text_copy("right"),
                    .kind = CHECK_KERNELS}},
        .nchecks = 3,
    };
}

void exercise_canary_ranks(struct exercise *e)
{
    *e = (struct exercise){
        .episode = text_copy("grader"),
        .name = text_copy("canary"),
        .title = text_copy("a planted deadlock"),
        .about = text_copy("proves that ranks can be judged here"),
        .file = text_copy("canary.c"),
        .folder = text_copy("grader/canary/mpi"),
        .suite = text_copy("grader/canary/mpi/suite.c"),
        .solution = text_copy(""),
        .mpi = true,
        .call_seconds = 2,
        .checks = {{.id = text_copy("ranks"),
                    .title = text_copy("ranks"),
                    .kind = CHECK_RANKS}},
        .nchecks = 1,
    };
}

/* --- an episode ---------------------------------------------------------- */

static void read_file(config_t *config, const char *path)
{
    config_init(config);
    if (!files_exist(path))
        die("%s is missing: restore it with git checkout %s", path, path);
    if (config_read_file(config, path) != CONFIG_TRUE)
        die("%s:%d: %s", path, config_error_line(config),
            config_error_text(config));
}

char **episode_names(void)
{
    config_t config;
    read_file(&config, "episodes/course.conf");
    const config_setting_t *list =
        get_list(config_root_setting(&config), "episodes", 64);
    int n = config_setting_length(list);
    char **names = calloc((size_t)n + 1, sizeof *names);
    for (int i = 0; i < n; i++) {
        const char *name = config_setting_get_string_elem(list, i);
        names[i] = text_copy(name == NULL ? "" : name);
    }
    config_destroy(&config);
    return names;
}

void episode_names_free(char **names)
{
    for (char **n = names; *n != NULL; n++)
        free(*n);
    free(names);
}

/* What was named may be an exercise of some other episode than `here`. */
static void look_elsewhere(const char *noun, const char *name, const char *here)
{
    char **names = episode_names();
    for (char **n = names; *n != NULL; n++) {
        char *calls = text_format("episodes/%s/%s/calls.h", *n, name);
        if (access(calls, F_OK) == 0 && strcmp(*n, here) != 0)
            die_status(STATUS_USAGE,
                       "there is no %s \"%s\" here; did you mean:\n"
                       "    EPISODE=%s EXERCISE=%s",
                       noun, name, *n, name);
        free(calls);
    }
    episode_names_free(names);
}

static void check_name(const char *name)
{
    char **names = episode_names();
    char **n = names;
    while (*n != NULL && strcmp(*n, name) != 0)
        n++;
    if (*n == NULL) {
        look_elsewhere("episode", name, "");
        nearest_die("episode", name, (const char *const *)names);
    }
    episode_names_free(names);
}

void episode_load(const char *name, struct episode *episode)
{
    config_t config;
    check_name(name);
    char *path = text_format("episodes/%s/episode.conf", name);
    read_file(&config, path);
    const config_setting_t *root = config_root_setting(&config);
    *episode = (struct episode){.name = text_copy(name)};
    episode->title = get_string(root, "title");
    const config_setting_t *list =
        get_list(root, "exercises", EPISODE_EXERCISES);
    episode->count = (size_t)config_setting_length(list);
    episode->exercises = calloc(episode->count, sizeof *episode->exercises);
    const char *names[EPISODE_EXERCISES];
    for (unsigned i = 0; i < episode->count; i++) {
        struct exercise *e = &episode->exercises[i];
        read_exercise(config_setting_get_elem(list, i), name, e);
        names[i] = e->name;
        check_twice(list, "exercises", names, i + 1);
    }
    config_destroy(&config);
    free(path);
}

void episode_clear(struct episode *episode)
{
    for (size_t i = 0; i < episode->count; i++)
        exercise_clear(&episode->exercises[i]);
    free(episode->exercises);
    free(episode->name);
    free(episode->title);
    *episode = (struct episode){0};
}

const struct exercise *episode_find(const struct episode *episode,
                                    const char *name)
{
    const char *names[64] = {NULL};
    for (size_t i = 0; i < episode->count; i++) {
        if (strcmp(episode->exercises[i].name, name) == 0)
            return &episode->exercises[i];
        names[i] = episode->exercises[i].name;
    }
    look_elsewhere("exercise", name, episode->name);
    nearest_die("exercise", name, names);
}
