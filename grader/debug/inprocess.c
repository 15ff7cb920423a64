/*
 * inprocess.c - judge.h without a second process: the suite, the driver and
 * the learner's code in one program, a call is a function call, so that a
 * debugger can step from a test into the code.  For finding bugs only; no
 * verdict comes from here.
 */
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../worker/driver.h"
#include "inprocess.h"
#include "judge.h"
#include "random.h"

enum { PUPPETS = 16 };

/* A puppet takes one operation at a time; guarded by `lock`. */
static struct puppet {
    pthread_t thread;
    driver_op *op;
    void *args;
    bool stop;
} puppets[PUPPETS];
static unsigned npuppets;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

/* What a test has asked for, to be freed after it. */
struct block {
    struct block *next;
    _Alignas(64) char bytes[];
};
static struct block *blocks;
static const char *title = "";

struct inprocess inprocess = {.seed = 1};
jmp_buf *inprocess_failed;

/* --- memory -------------------------------------------------------------- */

static void *block(size_t bytes, int fill)
{
    struct block *b = aligned_alloc(64, sizeof *b + (bytes + 63) / 64 * 64);
    if (b == NULL)
        abort();
    b->next = blocks;
    blocks = b;
    return memset(b->bytes, fill, bytes);
}

void *judge_in(size_t bytes)
{
    return block(bytes, 0);
}

void *judge_out(size_t bytes)
{
    return block(bytes, 0xa5);
}

const void *judge_copy(const void *out)
{
    return out;
}

void judge_forget(void)
{
    while (blocks != NULL) {
        struct block *next = blocks->next;
        free(blocks);
        blocks = next;
    }
}

/* --- calls and puppets --------------------------------------------------- */

void judge_call_bytes(unsigned op, const void *args, size_t size)
{
    driver_ops[op](memcpy(block(size, 0), args, size));
}

static void *puppet_main(void *arg)
{
    struct puppet *p = arg;
    pthread_mutex_lock(&lock);
    while (!p->stop) {
        if (p->op == NULL) {
            pthread_cond_wait(&changed, &lock);
            continue;
        }
        pthread_mutex_unlock(&lock);
        p->op(p->args);
        pthread_mutex_lock(&lock);
        p->op = NULL;
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

void judge_puppets(unsigned n)
{
    for (; npuppets < n; npuppets++) {
        puppets[npuppets] = (struct puppet){.op = NULL};
        pthread_create(&puppets[npuppets].thread, NULL, puppet_main,
                       &puppets[npuppets]);
    }
    while (npuppets > n) {
        struct puppet *p = &puppets[--npuppets];
        pthread_mutex_lock(&lock);
        p->stop = true;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
        pthread_join(p->thread, NULL);
    }
}

void judge_tell_bytes(unsigned puppet, unsigned op, const void *args,
                      size_t size)
{
    pthread_mutex_lock(&lock);
    puppets[puppet].args = memcpy(block(size, 0), args, size);
    puppets[puppet].op = driver_ops[op];
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

void judge_await(unsigned puppet)
{
    pthread_mutex_lock(&lock);
    while (puppets[puppet].op != NULL)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

bool judge_answered(unsigned puppet)
{
    pthread_mutex_lock(&lock);
    bool answered = puppets[puppet].op == NULL;
    pthread_mutex_unlock(&lock);
    return answered;
}

/* Good enough for a debugger: the judge proper asks the kernel. */
void judge_settle(void)
{
    usleep(100000);
}

struct idle judge_watch_idle(double seconds)
{
    (void)seconds;
    return (struct idle){0};
}

void judge_spurious_wakeups(unsigned n)
{
    (void)n;
}

void judge_stir(unsigned n)
{
    (void)n;
}

/* --- the rest ------------------------------------------------------------ */

void judge_fail(enum cause cause, const char *format, ...)
{
    va_list args;
    printf("%s, while testing: %s\n    ", cause_title(cause), title);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
    fflush(stdout);
    raise(SIGTRAP); /* the debugger stops here; go up the stack */
    if (inprocess_failed != NULL)
        longjmp(*inprocess_failed, 1);
    ck_abort();
    abort();
}

uint64_t judge_random(void)
{
    return random_next();
}

uint64_t judge_below(uint64_t n)
{
    return random_next() % n;
}

bool judge_under_tool(void)
{
    return true; /* small inputs */
}

void judge_speed(const char *what, void (*round)(void *data, unsigned threads),
                 void *data)
{
    (void)what;
    round(data, 4);
}

void judge_virtual(const char *what,
                   void (*round)(void *data, unsigned threads), void *data)
{
    judge_speed(what, round, data);
}

double judge_time_bytes(unsigned cores, unsigned op, const void *args,
                        size_t size)
{
    (void)cores;
    judge_call_bytes(op, args, size);
    return 1;
}

void judge_predicted(const char *name, double said, double is, unsigned commit)
{
    (void)is;
    printf("commit %u says of %s: %g\n", commit, name, said);
}

const char *judge_source(void)
{
    return NULL; /* the file is part of this program, and its text is not */
}

void judge_title(const char *text)
{
    title = text;
    printf("%s\n", title);
}

/* Only there for a replay: inputs as they were. */
__attribute__((weak)) void inprocess_begin(void);

static void set_up(void)
{
    inprocess.test++;
    if (inprocess_begin != NULL)
        inprocess_begin();
}

static void tear_down(void)
{
    judge_puppets(0);
    judge_forget();
}

TCase *judge_tcase(Suite *suite, const char *name, const char *tags)
{
    TCase *tc = tcase_create(name);
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_tags(tc, tags);
    suite_add_tcase(suite, tc);
    return tc;
}

static void parse(int argc, char **argv)
{
    if (argc > 1)
        inprocess.tag = argv[1];
    if (argc > 3) {
        inprocess.schedule = argv[2];
        inprocess.seed = strtoull(argv[3], NULL, 10);
    }
    if (argc > 4)
        inprocess.scenario = argv[4];
}

int main(int argc, char **argv)
{
    parse(argc, argv);
    random_seed(inprocess.seed);
    signal(SIGTRAP, SIG_IGN); /* without a debugger: go on */
    SRunner *runner = srunner_create(exercise_suite());
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_tagged(runner, NULL, NULL, inprocess.tag, "speed source",
                       CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (inprocess.schedule != NULL)
        printf("schedule %s fits no scenario of this exercise\n",
               inprocess.schedule);
    return inprocess.schedule != NULL ? 2 : failed == 0 ? 0 : 1;
}
