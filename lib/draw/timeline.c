/* timeline.c - a run as an SVG, see draw.h */
#include <string.h>

#include "../trace.h"
#include "draw.h"

enum { WIDTH = 760, LEFT = 74, ROW = 34, TOP = 34, BOTTOM = 34, TICKS = 5 };

/* What all rows span. */
static uint64_t last_end(const struct trace *t)
{
    uint64_t end = 1;
    for (unsigned r = 0; r < trace_threads(t); r++) {
        size_t count;
        const struct span *s = trace_row(t, r, &count);
        for (size_t i = 0; i < count; i++)
            end = s[i].end > end ? s[i].end : end;
    }
    return end;
}

static double place(uint64_t time, uint64_t end)
{
    return LEFT + (double)(WIDTH - LEFT - 10) * (double)time / (double)end;
}

static void draw_axis(FILE *to, uint64_t end, unsigned bottom)
{
    const char *unit = end < 10000 ? "ns" : end < 10000000 ? "us" : "ms";
    double per = end < 10000 ? 1 : end < 10000000 ? 1e3 : 1e6;
    for (unsigned i = 0; i <= TICKS; i++) {
        uint64_t time = end / TICKS * i;
        fprintf(to,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%u\" "
                "stroke=\"#c0c8d0\"/>\n"
                "<text x=\"%.1f\" y=\"%u\" text-anchor=\"middle\">%.4g %s"
                "</text>\n",
                place(time, end), TOP - 6, place(time, end), bottom,
                place(time, end) - (i == TICKS ? 14 : 0), bottom + 16,
                (double)time / per, unit);
    }
}

/* One colour for each task, neighbours unlike each other. */
static unsigned hue(uint32_t task)
{
    return (unsigned)(task * 137u % 360u);
}

static void draw_span(FILE *to, const struct drawing *d, const struct span *s,
                      uint64_t end, unsigned y)
{
    double x = place(s->begin, end), width = place(s->end, end) - x;
    const char *name = draw_task(d, s->task);
    fprintf(to,
            "<rect x=\"%.1f\" y=\"%u\" width=\"%.2f\" height=\"%d\" "
            "fill=\"hsl(%u,55%%,72%%)\" stroke=\"#405060\" "
            "stroke-width=\"0.5\"><title>",
            x, y, width < 0.5 ? 0.5 : width, ROW - 8, hue(s->task));
    draw_xml(to, name);
    fprintf(to, ": %.1f us</title></rect>\n",
            (double)(s->end - s->begin) / 1000);
    if (width < 7.0 * (double)strlen(name) + 4)
        return;
    fprintf(to, "<text x=\"%.1f\" y=\"%u\" text-anchor=\"middle\">",
            x + width / 2, y + 17);
    draw_xml(to, name);
    fputs("</text>\n", to);
}

void draw_trace_svg(FILE *to, const struct drawing *d, const struct trace *t)
{
    unsigned threads = trace_threads(t), bottom = TOP + threads * ROW;
    uint64_t end = last_end(t);
    fprintf(to,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %u\" "
            "font-family=\"sans-serif\" font-size=\"11\" role=\"img\">\n"
            "<title>",
            WIDTH, bottom + BOTTOM);
    draw_xml(to, d->title);
    fputs("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
          "<text x=\"8\" y=\"16\" font-size=\"13\">",
          to);
    draw_xml(to, d->title);
    fprintf(to, ": busy %.0f %%</text>\n", 100 * trace_busy(t));
    draw_axis(to, end, bottom);
    for (unsigned r = 0; r < threads; r++) {
        size_t count;
        const struct span *s = trace_row(t, r, &count);
        unsigned y = TOP + r * ROW;
        fprintf(to, "<text x=\"8\" y=\"%u\">thread %u</text>\n", y + 17, r);
        for (size_t i = 0; i < count; i++)
            draw_span(to, d, &s[i], end, y);
    }
    fputs("</svg>\n", to);
}
