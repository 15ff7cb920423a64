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
#include "options.h"

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
        die_status(STATUS_USAGE, "FORMAT is one of text, json, %s, not \"%s\"",
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
                   "%s is a whole number from %llu on, not "
                   "\"%s\"",
                   name, (unsigned long long)least, word);
    return value;
}

static void set_seed(struct options *o, const char *word)
{
    if (given(word) == NULL)
        return;
    o->seed = parse_number("SEED", word, 0, INT64_MAX);
    o->seeded = true;
}

static bool wants_colour(void)
{
    const char *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL &&
           term != NULL && strcmp(term, "dumb") != 0;
}

struct options options_parse(int argc, char **argv)
{
    static const struct option names[] = {
        {"episode", 1, NULL, 'e'},
        {"exercise", 1, NULL, 'x'},
        {"submission", 1, NULL, 's'},
        {"tool", 1, NULL, 't'},
        {"format", 1, NULL, 'f'},
        {"dry-run", 2, NULL, 'd'},
        {"explain", 2, NULL, 'w'},
        {"yes", 2, NULL, 'y'},
        {"seed", 1, NULL, 'n'},
        {"repeat", 1, NULL, 'r'},
        {"schedule", 1, NULL, 'h'},
        {"gdb", 2, NULL, 'g'},
        {"jobs", 1, NULL, 'j'},
        {"submissions", 1, NULL, 'S'},
        {"roster", 1, NULL, 'R'},
        {"gradebook", 1, NULL, 'G'},
        {"only", 1, NULL, 'O'},
        {"force", 2, NULL, 'F'},
        {0},
    };
    struct options o = {.repeat = 1,
                        .jobs = 1,
                        .gradebook = "gradebook.db",
                        .colour = wants_colour()};
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
        case 'h':
            o.schedule = given(optarg);
            break;
        case 'g':
            o.gdb = optarg == NULL || truth(optarg);
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
        case 'S':
            o.submissions = given(optarg);
            break;
        case 'R':
            o.roster = given(optarg);
            break;
        case 'G':
            o.gradebook = given(optarg) == NULL ? o.gradebook : optarg;
            break;
        case 'O':
            o.student = given(optarg);
            break;
        case 'F':
            o.force = optarg == NULL || truth(optarg);
            break;
        case 'j':
            if (given(optarg) != NULL)
                o.jobs = (unsigned)parse_number("JOBS", optarg, 1, 64);
            break;
        default:
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
