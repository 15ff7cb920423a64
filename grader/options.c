/* options.c - see options.h */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "die.h"
#include "export.h"
#include "nearest.h"
#include "options.h"
#include "sandbox/sandbox.h"
#include "text.h"

static const char *given(const char *value)
{
    return value == NULL || *value == '\0' ? NULL : value;
}

static bool truth(const char *value)
{
    return given(value) != NULL && strcmp(value, "0") != 0;
}

static enum tool parse_tool(const char *word)
{
    if (given(word) == NULL)
        return 0;
    if (strcmp(word, "tsan") == 0)
        return TOOL_TSAN;
    if (strcmp(word, "helgrind") == 0)
        return TOOL_HELGRIND;
    if (strcmp(word, "both") == 0)
        return TOOL_BOTH;
    die_status(STATUS_USAGE, "TOOL is tsan, helgrind or both, not \"%s\"",
               word);
}

static void set_format(struct options *o, const char *word)
{
    o->format = FORMAT_TEXT;
    if (given(word) == NULL || strcmp(word, "text") == 0)
        return;
    o->format = FORMAT_JSON;
    if (strcmp(word, "json") == 0)
        return;
    o->format = FORMAT_EXPORT;
    o->export = export_find(word);
    if (o->export == NULL)
        die_status(STATUS_USAGE,
                   "FORMAT is one of text, json,\n    %s, not \"%s\"",
                   export_names(), word);
}

static uint64_t parse_number(const char *name, const char *word, uint64_t least,
                             uint64_t most)
{
    char *end;
    errno = 0;
    uint64_t value = strtoull(word, &end, 10);
    if (errno != 0 || *end != '\0' || !isdigit((unsigned char)*word) ||
        value < least || value > most)
        die_status(STATUS_USAGE,
                   "%s is a whole number from %llu to %llu, not \"%s\"", name,
                   (unsigned long long)least, (unsigned long long)most, word);
    return value;
}

static void set_seed(struct options *o, const char *word)
{
    if (given(word) == NULL)
        return;
    o->seed = parse_number("SEED", word, 0, INT64_MAX);
    o->seeded = true;
}

static enum trust parse_trust(const char *word)
{
    static const char *const words[] = {"auto", "strict", "weak"};
    for (int i = 0; given(word) != NULL && i < 3; i++)
        if (strcmp(word, words[i]) == 0)
            return (enum trust)i;
    if (given(word) == NULL)
        return TRUST_LEARNER;
    die_status(STATUS_USAGE, "SANDBOX is auto, strict or weak, not \"%s\"",
               word);
}

static void leave_out(const char *names)
{
    const char *unknown = sandbox_leave_out(names);
    if (unknown != NULL)
        die_status(STATUS_USAGE,
                   "WITHOUT names layers of the sandbox (make doctor lists "
                   "them), not \"%s\"",
                   unknown);
}

static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR");
    return text_on_screen(STDOUT_FILENO) && (no == NULL || *no == '\0');
}

/* Options that are taken as they are; their values begin here. */
enum { WORDS_FROM = 256 };

static const struct {
    const char *name;
    size_t member; /* a const char * of struct options */
} words[] = {
    {"submissions", offsetof(struct options, submissions)},
    {"roster", offsetof(struct options, roster)},
    {"gradebook", offsetof(struct options, gradebook)},
    {"only", offsetof(struct options, student)},
    {"export", offsetof(struct options, export_to)},
    {"fill", offsetof(struct options, fill)},
    {"report", offsetof(struct options, report)},
    {"engine", offsetof(struct options, engine)},
    {"column", offsetof(struct options, column)},
    {"diff", offsetof(struct options, diff)},
    {"due", offsetof(struct options, due)},
    {"late", offsetof(struct options, late)},
    {"points", offsetof(struct options, points)},
    {"note", offsetof(struct options, note)},
    {"who", offsetof(struct options, who)},
    {"schedule", offsetof(struct options, schedule)},
};

enum { WORDS = sizeof words / sizeof *words };

/* All options for getopt: `own`, then the words. `to` has room for both. */
static void list_options(const struct option *own, size_t n, struct option *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = own[i];
    for (size_t i = 0; i < WORDS; i++)
        to[n + i] =
            (struct option){words[i].name, 1, NULL, WORDS_FROM + (int)i};
    to[n + WORDS] = (struct option){0};
}

static bool set_word(struct options *o, int option, const char *value)
{
    if (option < WORDS_FROM || option >= WORDS_FROM + WORDS)
        return false;
    if (given(value) != NULL)
        *(const char **)((char *)o + words[option - WORDS_FROM].member) = value;
    return true;
}

/* Make takes variables of any name: one that nearly is that of an option is a
 * slip. */
static void check_name(const char *typed, const struct option *all)
{
    char name[32] = "";
    for (size_t i = 0; typed[i] != '\0' && i + 1 < sizeof name; i++)
        name[i] =
            typed[i] == '_' ? '-' : (char)tolower((unsigned char)typed[i]);
    unsigned least = strlen(name) > 4 ? 3 : 2;
    const char *meant = NULL;
    for (; all->name != NULL; all++) {
        unsigned distance = nearest_distance(name, all->name);
        if (distance < least) {
            least = distance;
            meant = all->name;
        }
    }
    if (strcmp(typed, "FILE") == 0) /* make explore, mpi and cuda have one */
        die_status(STATUS_USAGE,
                   "there is no option FILE here; a file of yours is "
                   "SUBMISSION=name.c");
    if (meant == NULL)
        return;
    for (size_t i = 0; i <= strlen(meant); i++)
        name[i] =
            meant[i] == '-' ? '_' : (char)toupper((unsigned char)meant[i]);
    if (strcmp(typed, name) != 0)
        die_status(STATUS_USAGE, "there is no option %s; did you mean: %s?",
                   typed, name);
}

static void check_names(const char *typed, const struct option *all)
{
    char *copy = strdup(typed), *rest = copy;
    for (char *name; copy != NULL && (name = strsep(&rest, " ")) != NULL;)
        check_name(name, all);
    free(copy);
}

struct options options_parse(int argc, char **argv)
{
    static const struct option own[] = {
        {"episode", 1, NULL, 'e'},    {"exercise", 1, NULL, 'x'},
        {"submission", 1, NULL, 's'}, {"tool", 1, NULL, 't'},
        {"format", 1, NULL, 'f'},     {"dry-run", 2, NULL, 'd'},
        {"explain", 2, NULL, 'w'},    {"yes", 2, NULL, 'y'},
        {"seed", 1, NULL, 'n'},       {"repeat", 1, NULL, 'r'},
        {"jobs", 1, NULL, 'j'},       {"force", 2, NULL, 'F'},
        {"sandbox", 1, NULL, 'b'},    {"without", 1, NULL, 'o'},
        {"chunk", 1, NULL, 'c'},      {"gdb", 2, NULL, 'g'},
        {"typed", 1, NULL, 'T'},
    };
    enum { OWN = sizeof own / sizeof *own };
    struct option names[OWN + WORDS + 1];
    struct options o = {.repeat = 1,
                        .jobs = 1,
                        .chunk = 8,
                        .gradebook = "gradebook.db",
                        .colour = wants_colour()};
    list_options(own, OWN, names);
    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (c) {
        case 'e':
            o.episode = given(optarg);
            break;
        case 'x':
            o.exercise = given(optarg);
            break;
        case 's':
            o.submission = given(optarg);
            break;
        case 't':
            o.tool = parse_tool(optarg);
            break;
        case 'f':
            set_format(&o, optarg);
            break;
        case 'd':
            o.dry_run = optarg == NULL || truth(optarg);
            break;
        case 'w':
            o.explain = optarg == NULL || truth(optarg);
            break;
        case 'y':
            o.yes = optarg == NULL || truth(optarg);
            break;
        case 'n':
            set_seed(&o, optarg);
            break;
        case 'r':
            if (given(optarg) != NULL)
                o.repeat = (unsigned)parse_number("REPEAT", optarg, 1, 1000000);
            break;
        case 'F':
            o.force = optarg == NULL || truth(optarg);
            break;
        case 'g':
            o.gdb = optarg == NULL || truth(optarg);
            break;
        case 'j':
            if (given(optarg) != NULL)
                o.jobs = (unsigned)parse_number("JOBS", optarg, 1, 64);
            break;
        case 'c':
            if (given(optarg) != NULL)
                o.chunk = (unsigned)parse_number("CHUNK", optarg, 1, 1000000);
            break;
        case 'b':
            o.sandbox = given(optarg);
            o.trust = parse_trust(optarg);
            break;
        case 'o':
            leave_out(optarg);
            break;
        case 'T':
            check_names(optarg, names);
            break;
        default:
            if (!set_word(&o, c, optarg))
                die_status(STATUS_USAGE, "see make help");
        }
    }
    if (optind != argc - 1)
        die_status(STATUS_USAGE, "give one command; see make help");
    o.command = argv[optind];
    if (!o.seeded && getrandom(&o.seed, sizeof o.seed, 0) < 0)
        die_errno("cannot get random bytes");
    o.seed &= INT64_MAX; /* result files have signed numbers */
    return o;
}
