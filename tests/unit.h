/* unit.h - the suites of the unit tests, one for each module. */
#ifndef PARCOURS_UNIT_H
#define PARCOURS_UNIT_H

#include <check.h>

Suite *batch_suite(void);
Suite *scores_suite(void);
Suite *blind_suite(void);
Suite *draw_suite(void);
Suite *exercise_suite(void);
Suite *export_suite(void);
Suite *explored_suite(void);
Suite *facts_suite(void);
Suite *files_suite(void);
Suite *finding_suite(void);
Suite *gradebook_suite(void);
Suite *graph_suite(void);
Suite *helgrind_suite(void);
Suite *interleaving_suite(void);
Suite *layers_suite(void);
Suite *lib_suite(void);
Suite *linear_suite(void);
Suite *patch_suite(void);
Suite *options_suite(void);
Suite *pages_suite(void);
Suite *pico_suite(void);
Suite *plan_suite(void);
Suite *policy_suite(void);
Suite *prediction_suite(void);
Suite *process_suite(void);
Suite *ranked_suite(void);
Suite *kernels_suite(void);
Suite *report_suite(void);
Suite *sanitizer_suite(void);
Suite *seen_suite(void);
Suite *speedup_suite(void);
Suite *text_suite(void);
Suite *tsan_suite(void);
Suite *verdict_suite(void);

#endif
