/*
 * pages_chart.c - the histogram of pages_parts.h, as SVG inside the page.
 */
#include "pages_parts.h"

/* In units of the picture; its width is that of a phone, so that the letters
 * are as large there as those around it. */
enum { WIDTH = 360, HEIGHT = 190, LEFT = 8, FLOOR = 150, TALLEST = 125 };

static unsigned highest(const unsigned *students, size_t count)
{
    unsigned most = 1;
    for (size_t i = 0; i < count; i++)
        most = students[i] > most ? students[i] : most;
    return most;
}

static void add_bar(struct text *to, size_t i, size_t count, unsigned students,
                    unsigned most)
{
    double step = (double)(WIDTH - 2 * LEFT) / (double)count;
    double height = (double)TALLEST * students / most;
    double x = LEFT + step * (double)i;
    if (students == 0)
        return;
    text_addf(to,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>"
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%u</text>\n",
              x + 1, FLOOR - height, step - 2, height, x + step / 2,
              FLOOR - height - 4, students);
}

/* Every second border has its points written under it. */
static void add_axis(struct text *to, size_t count, double most)
{
    double step = (double)(WIDTH - 2 * LEFT) / (double)count;
    text_addf(to,
              "<path d=\"M%d %dH%d\" stroke=\"currentColor\"/>"
              "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">points</text>\n",
              LEFT, FLOOR, WIDTH - LEFT, WIDTH / 2, HEIGHT - 6);
    for (size_t i = 0; i <= count; i += 2)
        text_addf(to, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%g</text>",
                  LEFT + step * (double)i, FLOOR + 16,
                  i == 0       ? "start"
                  : i == count ? "end"
                               : "middle",
                  most * (double)i / (double)count);
    text_addf(to, "\n");
}

void pages_histogram(struct text *to, const unsigned *students, size_t count,
                     double most)
{
    text_addf(to,
              "<svg viewBox=\"0 0 %d %d\" role=\"img\" "
              "aria-label=\"Students by points: ",
              WIDTH, HEIGHT);
    for (size_t i = 0; i < count; i++)
        if (students[i] > 0)
            text_addf(to, "%g to %g points, %u; ",
                      most * (double)i / (double)count,
                      most * (double)(i + 1) / (double)count, students[i]);
    text_addf(to, "\">\n");
    for (size_t i = 0; i < count; i++)
        add_bar(to, i, count, students[i], highest(students, count));
    add_axis(to, count, most);
    text_addf(to, "</svg>\n");
}
