/* draw.c - tests of lib/trace.c and lib/draw */
#include <expat.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/draw/draw.h"
#include "../../lib/graph.h"
#include "../../lib/team.h"
#include "../../lib/trace.h"
#include "../unit.h"

static const char *awkward(unsigned task, const void *data)
{
    (void)data;
    return task == 0 ? "a<b> & \"c\"" : task == 1 ? "back\\slash" : "\t";
}

static const struct drawing odd = {"names & \"such\"", awkward, NULL};

static void write_rows(unsigned rank, unsigned threads, void *shared)
{
    (void)threads;
    for (uint32_t i = 0; i < 3 + rank; i++)
        trace_add(shared, rank, i, trace_now(shared));
}

static struct trace *two_rows(size_t room)
{
    struct trace *t = trace_new(2, room);
    team_run(2, write_rows, t);
    return t;
}

START_TEST(rows_keep_order_and_count_what_is_lost)
{
    struct trace *t = two_rows(3);
    for (unsigned r = 0; r < 2; r++) {
        size_t count;
        const struct span *s = trace_row(t, r, &count);
        ck_assert_uint_eq(count, 3);
        ck_assert_uint_eq(trace_lost(t, r), r);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_eq(s[i].task, i);
            ck_assert(s[i].begin <= s[i].end);
            ck_assert(i == 0 || s[i - 1].end <= s[i].begin);
        }
    }
    ck_assert(trace_busy(t) >= 0 && trace_busy(t) <= 1);
    trace_free(t);
    t = trace_new(1, 0);
    ck_assert(trace_busy(t) == 0);
    trace_free(t);
}
END_TEST

/* What was drawn; to be freed. */
static char *drawn(void (*draw)(FILE *, const struct drawing *,
                                const struct trace *),
                   const struct trace *t)
{
    char *bytes;
    size_t size;
    FILE *to = open_memstream(&bytes, &size);
    draw(to, &odd, t);
    fclose(to);
    return bytes;
}

static void count_boxes(void *boxes, const XML_Char *name,
                        const XML_Char **attributes)
{
    (void)attributes;
    *(unsigned *)boxes += strcmp(name, "rect") == 0;
}

START_TEST(timelines_are_well_formed_whatever_the_names)
{
    struct trace *t = two_rows(10);
    char *svg = drawn(draw_trace_svg, t);
    unsigned boxes = 0;
    XML_Parser p = XML_ParserCreate(NULL);
    XML_SetUserData(p, &boxes);
    XML_SetElementHandler(p, count_boxes, NULL);
    ck_assert(XML_Parse(p, svg, (int)strlen(svg), 1) == XML_STATUS_OK);
    ck_assert_uint_eq(boxes, 1 + 3 + 4); /* the ground, and the spans */
    XML_ParserFree(p);
    free(svg);
    trace_free(t);
}
END_TEST

START_TEST(perfetto_gets_every_span)
{
    struct trace *t = two_rows(10);
    char *bytes = drawn(draw_trace_json, t);
    json_t *all = json_loads(bytes, 0, NULL);
    json_t *events = json_object_get(all, "traceEvents");
    ck_assert_uint_eq(json_array_size(events), 1 + 2 + 3 + 4);
    json_t *span = json_array_get(events, 2);
    ck_assert_str_eq(json_string_value(json_object_get(span, "ph")), "X");
    ck_assert_str_eq(json_string_value(json_object_get(span, "name")),
                     "a<b> & \"c\"");
    json_decref(all);
    free(bytes);
    trace_free(t);
}
END_TEST

START_TEST(the_cycle_of_a_graph_is_red)
{
    static const struct edge edges[] = {{0, 1}, {1, 2}, {2, 1}};
    struct graph g;
    char *bytes;
    size_t size;
    ck_assert(graph_make(&g, 3, edges, 3));
    FILE *to = open_memstream(&bytes, &size);
    ck_assert(draw_graph(to, &odd, &g));
    fclose(to);
    ck_assert(strstr(bytes, "t0 -> t1;") != NULL);
    ck_assert(strstr(bytes, "t1 -> t2 [color=\"#c02020\"") != NULL);
    ck_assert(strstr(bytes, "t2 -> t1 [color=\"#c02020\"") != NULL);
    ck_assert(strstr(bytes, "t0 [label=\"a<b> & \\\"c\\\"\"]") != NULL);
    free(bytes);
    graph_clear(&g);
}
END_TEST

Suite *draw_suite(void)
{
    Suite *suite = suite_create("draw");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, rows_keep_order_and_count_what_is_lost);
    tcase_add_test(tests, timelines_are_well_formed_whatever_the_names);
    tcase_add_test(tests, perfetto_gets_every_span);
    tcase_add_test(tests, the_cycle_of_a_graph_is_red);
    suite_add_tcase(suite, tests);
    return suite;
}
