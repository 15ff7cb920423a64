/* perfetto.c - a run for Chrome's and Perfetto's viewer, see draw.h */
#include "../trace.h"
#include "draw.h"

/* Times are in microseconds there. */
static void draw_span(FILE *to, const struct drawing *d, const struct span *s,
                      unsigned rank)
{
    fputs(",\n{\"ph\": \"X\", \"pid\": 1, \"name\": \"", to);
    draw_json(to, draw_task(d, s->task));
    fprintf(to, "\", \"tid\": %u, \"ts\": %.3f, \"dur\": %.3f}", rank + 1,
            (double)s->begin / 1000, (double)(s->end - s->begin) / 1000);
}

void draw_trace_json(FILE *to, const struct drawing *d, const struct trace *t)
{
    fputs("{\"displayTimeUnit\": \"ns\", \"traceEvents\": [\n"
          "{\"ph\": \"M\", \"pid\": 1, \"name\": \"process_name\", "
          "\"args\": {\"name\": \"",
          to);
    draw_json(to, d->title);
    fputs("\"}}", to);
    for (unsigned r = 0; r < trace_threads(t); r++) {
        size_t count;
        const struct span *s = trace_row(t, r, &count);
        fprintf(to,
                ",\n{\"ph\": \"M\", \"pid\": 1, \"tid\": %u, \"name\": "
                "\"thread_name\", \"args\": {\"name\": \"thread %u\"}}",
                r + 1, r);
        for (size_t i = 0; i < count; i++)
            draw_span(to, d, &s[i], r);
    }
    fputs("\n]}\n", to);
}
