/*
 * Rules that libexplore.a must keep, checked with nm and names.map.
 *
 * Wants EXPLORE_DIR, the directory of libexplore.a and names.map.
 */
#define _GNU_SOURCE
#include <check.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NAMES 2000

struct names {
    char *items[MAX_NAMES];
    size_t count;
};

static FILE *open_pipe(const char *format)
{
    char command[PATH_MAX];
    const char *directory = getenv("EXPLORE_DIR");
    ck_assert_msg(directory, "set EXPLORE_DIR");
    snprintf(command, sizeof command, format, directory);
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    return pipe;
}

static bool names_have(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (!strcmp(names->items[i], name))
            return true;
    return false;
}

/* Functions that the archive defines. */
static struct names functions(void)
{
    struct names names = {.count = 0};
    char name[256];
    FILE *pipe = open_pipe("nm --defined-only %s/libexplore.a");
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, pipe) >= 0)
        if (sscanf(line, "%*x T %255s", name) == 1) {
            ck_assert_uint_lt(names.count, MAX_NAMES);
            names.items[names.count++] = strdup(name);
        }
    free(line);
    pclose(pipe);
    return names;
}

START_TEST(variables_stand_in_their_own_section)
{
    char *line = NULL;
    size_t room = 0, sections = 0;
    FILE *pipe = open_pipe("size -A %s/libexplore.a");
    char name[256];
    unsigned long size;
    while (getline(&line, &room, pipe) >= 0) {
        if (sscanf(line, "%255s %lu", name, &size) != 2)
            continue;
        sections += !strcmp(name, "explore_state");
        ck_assert_msg((strcmp(name, ".data") && strcmp(name, ".bss")) || !size,
                      "a variable is not marked EXPLORE_STATE");
    }
    ck_assert_uint_gt(sections, 10);
    free(line);
    pclose(pipe);
}
END_TEST

START_TEST(every_renamed_call_exists)
{
    struct names names = functions();
    FILE *map = open_pipe("cat %s/names.map");
    char from[128], to[128];
    size_t count = 0;
    while (fscanf(map, "%127s %127s", from, to) == 2) {
        char expected[140];
        snprintf(expected, sizeof expected, "explore_%s", from);
        ck_assert_str_eq(to, expected);
        ck_assert_msg(!strcmp(from, "main") || names_have(&names, to),
                      "%s is not defined", to);
        count++;
    }
    pclose(map);
    ck_assert_uint_gt(count, 150);
}
END_TEST

/* Whatever libc offers to start, stop or block a thread is known. */
START_TEST(every_call_of_libc_on_threads_is_known)
{
    static const char *const harmless[] = {
        "pthread_attr_",
        "pthread_mutexattr_",
        "pthread_condattr_",
        "pthread_rwlockattr_",
        "pthread_barrierattr_",
        "pthread_getconcurrency",
        "pthread_setconcurrency",
        "pthread_mutex_getprioceiling",
        "pthread_mutex_setprioceiling",
        "pthread_getattr_default_np",
        "pthread_setattr_default_np",
        "pthread_kill_other_threads_np",
        "pthread_mutex_consistent_np",
        "pthread_sigmask",
        "pthread_yield",
    };
    struct names names = functions();
    FILE *pipe = open_pipe("test -d %s && nm -D --defined-only "
                           "$(ldconfig -p | sed -n 's/.*libc.so.6 .*x86-64.* "
                           "=> //p' | head -1) | sed 's/.* //; s/@.*//' | "
                           "grep -E '^(pthread|sem|mtx|cnd|thrd|tss)_'");
    char name[128], ours[140];
    size_t count = 0;
    while (fscanf(pipe, "%127s", name) == 1) {
        bool known = false;
        for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
            known = known || !strncmp(name, harmless[i], strlen(harmless[i]));
        snprintf(ours, sizeof ours, "explore_%s", name);
        ck_assert_msg(known || names_have(&names, ours), "%s is not known",
                      name);
        count++;
    }
    pclose(pipe);
    ck_assert_uint_gt(count, 100);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("archive");
    TCase *tests = tcase_create("archive");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, variables_stand_in_their_own_section);
    tcase_add_test(tests, every_renamed_call_exists);
    tcase_add_test(tests, every_call_of_libc_on_threads_is_known);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
