/*
 * draw.h - pictures of graphs and of their runs.
 *
 * Not part of what exercises are linked with: for programs that draw, such as
 * the one behind make figures.  All functions write text to a stream and leave
 * it open; what went wrong with it, ferror() tells.
 */
#ifndef PARCOURS_DRAW_H
#define PARCOURS_DRAW_H

#include <stdio.h>

struct graph;
struct trace;

/* How a task is called in a picture; the string must last until the next call.
 * NULL in its place: tasks are called by their numbers. */
typedef const char *draw_name(unsigned task, const void *data);

/* What pictures have in common. */
struct drawing {
    const char *title; /* read by screen readers, too */
    draw_name *name;
    const void *data; /* for name */
};

/* The graph in the language of graphviz: dot -Tsvg makes an SVG of it. If
 * there is a cycle, its edges are red and thick. False if memory ran out. */
int draw_graph(FILE *to, const struct drawing *d, const struct graph *g);

/* The run as a timeline: a row for each thread, a box for each span. An SVG
 * that needs no other file. */
void draw_trace_svg(FILE *to, const struct drawing *d, const struct trace *t);

/* The same in the JSON format of Chrome's tracing, for ui.perfetto.dev. */
void draw_trace_json(FILE *to, const struct drawing *d, const struct trace *t);

/* Writes a text with what is special in XML or in JSON escaped. */
void draw_xml(FILE *to, const char *text);
void draw_json(FILE *to, const char *text);

/* The name of a task. */
const char *draw_task(const struct drawing *d, unsigned task);

#endif
