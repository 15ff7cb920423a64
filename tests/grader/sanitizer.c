/*
 * sanitizer.c - tests of what is read from compute-sanitizer's reports. They
 * are written after its manual and published reports, for files of ours.
 */
#include <stdio.h>
#include <string.h>

#include "../../grader/sanitizer.h"
#include "../unit.h"

#define START "========= COMPUTE-SANITIZER\n"
#define CLEAN "========= ERROR SUMMARY: 0 errors\n"

static struct sanitizer_report report;

static void parse(const char *text)
{
    sanitizer_parse(text, strlen(text), "cover.cu", &report);
}

/* One finding: its word, its first line, the line of the file. */
static void expect(const char *kind, const char *line, unsigned place)
{
    ck_assert_uint_eq(report.count, 1);
    ck_assert_str_eq(report.finding[0].kind, kind);
    ck_assert_str_eq(report.finding[0].line[0], line);
    ck_assert_uint_eq(report.finding[0].place, place);
    ck_assert(!sanitizer_clean(&report));
}

START_TEST(nothing_found)
{
    parse(START "it printed this\n" CLEAN);
    ck_assert(sanitizer_clean(&report));
    parse(START "========= RACECHECK SUMMARY: 0 hazards displayed (0 errors, "
                "0 warnings)\n");
    ck_assert(sanitizer_clean(&report));
}
END_TEST

/* No end, no start, another's end, an end that counts errors. */
START_TEST(not_clean)
{
    static const char *const texts[] = {
        "",
        START,
        START "ERROR SUMMARY: 0 errors\n",
        START "========= ERROR SUMMARY: 2 errors\n",
        START "========= ERROR SUMMARY: none\n",
        START "========= LEAK SUMMARY: 0 bytes leaked in 0 allocations\n",
        START "========= RACECHECK SUMMARY: 1 hazard displayed (1 error, 0 "
              "warnings)\n",
        START "========= ERROR SUMMARY: 3 errors\n" CLEAN,
        START "========= Internal Sanitizer Error\n" CLEAN,
        START "========= Target application returned an error\n" CLEAN,
        START "========= Error: No attachable process found\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        parse(texts[i]);
        ck_assert_msg(!sanitizer_clean(&report), "%s", texts[i]);
    }
    report = (struct sanitizer_report){.ran = false};
    ck_assert(!sanitizer_clean(&report));
}
END_TEST

START_TEST(bad_address)
{
    parse(START
          "========= Invalid __global__ write of size 4 bytes\n"
          "=========     at cover(const int *, int *, int)+0x90 in "
          "/b/cover.cu:12\n"
          "=========     by thread (33,0,0) in block (2,1,0)\n"
          "=========     Access at 0x7f241b0001e0 is out of bounds\n"
          "=========     and is 33 bytes after the nearest allocation at "
          "0x7f241b000000 of size 448 bytes\n"
          "=========     Saved host backtrace up to driver entry point\n"
          "=========         Host Frame: main in cover.cu:25 [0x8a81] in a\n"
          "========= ERROR SUMMARY: 1 error\n");
    expect("out-of-bounds",
           "thread (33,0,0) of block (2,1,0) writes at cover.cu:12 (4 bytes)",
           12);
    ck_assert_uint_eq(report.errors, 1);
}
END_TEST

/* As older versions write it: the line comes before the function. */
START_TEST(older_form)
{
    parse(START "========= Invalid __shared__ read of size 8 bytes\n"
                "=========     at 0x1b0 in cover.cu:7:cover(int*)\n"
                "=========     by thread (0,0,0) in block (0,0,0)\n"
                "=========     Address 0x00000401 is misaligned\n"
                "========= ERROR SUMMARY: 1 error\n");
    expect("misaligned",
           "thread (0,0,0) of block (0,0,0) reads at cover.cu:7 (8 bytes)", 7);
}
END_TEST

START_TEST(never_set)
{
    parse(START
          "========= Uninitialized __global__ memory read of size 4 bytes\n"
          "=========     at cover(int *)+0x70 in cover.cu:41\n"
          "=========     by thread (31,0,0) in block (1,0,0)\n"
          "=========     Address 0x7f3c7ec000fc\n"
          "========= ERROR SUMMARY: 1 error\n");
    expect("uninitialised-read",
           "thread (31,0,0) of block (1,0,0) reads at cover.cu:41 (4 bytes)",
           41);
}
END_TEST

/* The barrier stands in a header of NVIDIA's; the frame below is the
 * learner's. */
START_TEST(barriers)
{
    parse(START "========= Barrier error detected. Invalid arguments.\n"
                "=========     at __syncwarp(unsigned int)+0xe0 in "
                "sm_30_intrinsics.hpp:110\n"
                "=========     by thread (1,0,0) in block (0,0,0)\n"
                "=========         Device Frame: cover(int *)+0xb0 in "
                "/b/cover.cu:12\n"
                "========= ERROR SUMMARY: 17 errors\n");
    expect("warp-mask", "thread (1,0,0) of block (0,0,0) waits at cover.cu:12",
           12);
    parse(START
          "========= Barrier error detected. Divergent thread(s) in block.\n"
          "=========     at cover(int *)+0x2c8 in cover.cu:20\n"
          "=========     by thread (63,0,0) in block (0,0,0)\n"
          "=========\n"
          "========= Barrier error detected. Divergent thread(s) in block.\n"
          "=========     at cover(int *)+0x2c8 in cover.cu:20\n"
          "=========     by thread (64,0,0) in block (0,0,0)\n"
          "========= ERROR SUMMARY: 2 errors\n");
    expect("barrier-divergence",
           "thread (63,0,0) of block (0,0,0) waits at cover.cu:20", 20);
}
END_TEST

START_TEST(races)
{
    parse(START "========= Error: Race reported between Write access at "
                "sum(int *, int *)+0x90 in /b/cover.cu:41\n"
                "=========     and Read access at sum(int *, int *)+0x100 in "
                "/b/cover.cu:51 [508 hazards]\n"
                "=========\n"
                "========= RACECHECK SUMMARY: 1 hazard displayed (1 error, 0 "
                "warnings)\n");
    expect("race", "write at cover.cu:41", 41);
    ck_assert_str_eq(report.finding[0].line[1], "read at cover.cu:51");
    ck_assert_uint_eq(report.errors, 1);
}
END_TEST

/* A warning is shown to nobody, and a race in a library is not the learner's:
 * neither is clean by itself, or an error of the learner's. */
START_TEST(not_the_learners)
{
    parse(START "========= Warning: Race reported between Read access at "
                "cover(int *)+0x10 in cover.cu:9\n"
                "=========     and Write access at cover(int *)+0x20 in "
                "cover.cu:8 [4 hazards]\n"
                "========= RACECHECK SUMMARY: 1 hazard displayed (0 errors, 1 "
                "warning)\n");
    ck_assert_ptr_null(sanitizer_first(&report));
    ck_assert(sanitizer_clean(&report));
    parse(START "========= Error: Race reported between Write access at "
                "scan+0x10 in /b/block_scan.cuh:9\n"
                "=========     and Read access at scan+0x20 in "
                "/b/not_cover.cu:8 [4 hazards]\n"
                "========= RACECHECK SUMMARY: 1 hazard displayed (1 error, 0 "
                "warnings)\n");
    ck_assert_ptr_null(sanitizer_first(&report));
    ck_assert(!sanitizer_clean(&report));
}
END_TEST

/* As many as there may be; and a line that is longer than any. */
START_TEST(too_much)
{
    static char text[1 << 16];
    size_t n = 0;
    for (int i = 1; i < 100; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "========= Invalid __global__ read of size 4\n"
                              "=========     at f in cover.cu:%d\n",
                              i);
    n += (size_t)snprintf(text + n, sizeof text - n, "=========     %04000d\n",
                          1);
    parse(text);
    ck_assert_uint_eq(report.count, SANITIZER_FINDINGS);
    ck_assert(!report.ended);
}
END_TEST

Suite *sanitizer_suite(void)
{
    Suite *suite = suite_create("sanitizer");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, nothing_found);
    tcase_add_test(tests, not_clean);
    tcase_add_test(tests, bad_address);
    tcase_add_test(tests, older_form);
    tcase_add_test(tests, never_set);
    tcase_add_test(tests, barriers);
    tcase_add_test(tests, races);
    tcase_add_test(tests, not_the_learners);
    tcase_add_test(tests, too_much);
    suite_add_tcase(suite, tests);
    return suite;
}
