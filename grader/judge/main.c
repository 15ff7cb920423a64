/*
 * main.c - the judge of one exercise: runs its suite against a worker.
 *
 *     judge --worker=PROGRAM --tags=TAGS
 *           [--kind=plain|tsan|helgrind|explore|virtual|archer|mini|alone|
 *                   ranks|cuda|tally|gpu]
 *           --records=FD [--seed=N] [--seconds=S] [--sandbox=WORD]
 *           [--serial=PROGRAM --reference=PROGRAM --threads=P --target=S
 *            --rounds=N --cores=N --wall=S --most=N]
 *           [--schedule=STRING [--scenario=T.N]] [--source=FILE] [--layer=FILE]
 *
 * Started by the grader; exits 0 whatever it found (the records say what),
 * 4 if it could not do its work.
 */
#include <getopt.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "../sandbox/sandbox.h"
#include "../speedup.h"
#include "arena.h"
#include "judge.h"
#include "random.h"
#include "record.h"
#include "session.h"

struct options {
    struct session session;
    const char *tags;
    int records;
};

static const char *const kinds[] = {"plain",  "tsan",    "helgrind", "explore",
                                    "archer", "virtual", "mini",     "alone",
                                    "ranks",  "cuda",    "tally",    "gpu"};

static _Noreturn void usage(const char *why)
{
    fprintf(stderr, "judge: %s\n", why);
    exit(4);
}

static enum subject_kind parse_kind(const char *word)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], word) == 0)
            return (enum subject_kind)i;
    usage("unknown kind of worker");
}

static struct options parse(int argc, char **argv)
{
    static const struct option names[] = {
        {"worker", 1, NULL, 'w'},    {"serial", 1, NULL, 's'},
        {"reference", 1, NULL, 'r'}, {"kind", 1, NULL, 'k'},
        {"tags", 1, NULL, 't'},      {"records", 1, NULL, 'f'},
        {"seed", 1, NULL, 'n'},      {"seconds", 1, NULL, 'l'},
        {"threads", 1, NULL, 'p'},   {"rounds", 1, NULL, 'i'},
        {"cores", 1, NULL, 'c'},     {"target", 1, NULL, 'g'},
        {"wall", 1, NULL, 'a'},      {"sandbox", 1, NULL, 'b'},
        {"schedule", 1, NULL, 'h'},  {"scenario", 1, NULL, 'o'},
        {"source", 1, NULL, 'u'},    {"layer", 1, NULL, 'y'},
        {"libomp", 0, NULL, 'm'},    {"most", 1, NULL, 'e'},
        {NULL, 0, NULL, 0},
    };
    struct options o = {
        .session = {.limits = {.seconds = 3,
                               .memory = 2ul << 30,
                               .output = 4ul << 20,
                               .threads = 1000},
                    .threads = 4,
                    .rounds = 31},
        .records = 1,
    };
    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (c) {
        case 'w':
            o.session.program[SESSION_LEARNER] = optarg;
            break;
        case 's':
            o.session.program[SESSION_SERIAL] = optarg;
            break;
        case 'r':
            o.session.program[SESSION_REFERENCE] = optarg;
            break;
        case 'k':
            o.session.kind = parse_kind(optarg);
            break;
        case 't':
            o.tags = optarg;
            break;
        case 'f':
            o.records = atoi(optarg);
            break;
        case 'n':
            o.session.seed = strtoull(optarg, NULL, 10);
            break;
        case 'l':
            o.session.limits.seconds = atof(optarg);
            break;
        case 'p':
            o.session.threads = (unsigned)atoi(optarg);
            break;
        case 'e':
            o.session.most = (unsigned)atoi(optarg);
            break;
        case 'i':
            o.session.rounds = (unsigned)atoi(optarg);
            break;
        case 'c':
            o.session.cores = (unsigned)atoi(optarg);
            break;
        case 'g':
            o.session.target = atof(optarg);
            break;
        case 'a':
            o.session.wall = atof(optarg);
            break;
        case 'h':
            o.session.schedule = optarg;
            break;
        case 'u':
            o.session.source = optarg;
            break;
        case 'y':
            o.session.layer = optarg;
            break;
        case 'm':
            o.session.limits.libomp = true;
            break;
        case 'o':
            o.session.scenario = optarg;
            break;
        case 'b':
            if (!sandbox_accept(optarg))
                usage("sandbox: not as the grader hands it on");
            break;
        default:
            usage("unknown option");
        }
    }
    if (o.session.rounds > SPEEDUP_ROUNDS)
        usage("too many rounds");
    if (o.session.program[SESSION_LEARNER] == NULL)
        usage("no worker given");
    return o;
}

/* Nothing of the judge is to be read or kept alive by others. */
static void harden(void)
{
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
}

int main(int argc, char **argv)
{
    struct options options = parse(argc, argv);
    sandbox_active();
    harden();
    record_init(options.records);
    random_seed(options.session.seed);
    session_begin(&options.session);
    if (!arena_init()) {
        perror("judge: cannot map the arenas");
        return 4;
    }

    SRunner *runner = srunner_create(exercise_suite());
    /* One process: workers are processes of their own already, and their
     * deadlines are kept by subject.c. */
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_tagged(runner, NULL, NULL, options.tags, NULL, CK_SILENT);
    int run = srunner_ntests_run(runner);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (failed != (int)session_failures) {
        fprintf(stderr,
                "judge: %d tests failed, %u with a finding: the suite "
                "itself is broken\n",
                failed, session_failures);
        return 4;
    }
    if (run == 0)
        fprintf(stderr,
                "judge: no test case of the suite has the tag \"%s\", which is "
                "the id of a check\n",
                options.tags);
    record_write(json_pack("{ss, si}", "record", "end", "tests", run));
    return 0;
}
