/*
 * export_steps.c - the schedule that went wrong, as a picture and as a table.
 *
 * The picture has a column for each thread, and time runs downwards: a box is
 * a line of the program with what it did to shared data, an arrow says that
 * another thread goes on. The table says the same to those who cannot see it.
 */
#include <stdlib.h>
#include <string.h>

#include "export_parts.h"
#include "markup.h"
#include "utf8.h"

enum {
    THREADS = 16,
    GUTTER = 40,  /* pixels, for the number of the step */
    COLUMN = 172, /* of a thread, with the space between two */
    BOX = 164,
    LINE = 15,    /* from one line of text to the next */
    LETTERS = 22, /* that fit into a box */
    LINES = 3,    /* that a text may take */
    HEAD = 30,
    PAD = 5,    /* between the edge of a box and its text */
    GAP = 4,    /* between two boxes */
    ARROW = 18, /* the same, where another thread goes on */
};

struct picture {
    const json_t *rows;
    unsigned thread[THREADS], count;
    struct text *to;
    unsigned y;
};

static unsigned number(const json_t *object, const char *key)
{
    return (unsigned)json_integer_value(json_object_get(object, key));
}

static bool is_fatal(const json_t *row)
{
    return json_is_true(json_object_get(row, "fatal"));
}

static unsigned column_of(const struct picture *p, const json_t *row)
{
    unsigned thread = number(row, "thread"), c = 0;
    while (c + 1 < p->count && p->thread[c] != thread)
        c++;
    return c;
}

static int by_number(const void *a, const void *b)
{
    return (int)*(const unsigned *)a - (int)*(const unsigned *)b;
}

static void find_threads(struct picture *p)
{
    size_t i;
    const json_t *row;
    json_array_foreach(p->rows, i, row)
    {
        unsigned thread = number(row, "thread"), c = 0;
        while (c < p->count && p->thread[c] != thread)
            c++;
        if (c == p->count && p->count < THREADS)
            p->thread[p->count++] = thread;
    }
    qsort(p->thread, p->count, sizeof *p->thread, by_number);
}

static char *thread_name(unsigned thread)
{
    return thread == 0 ? text_copy("main") : text_format("thread %u", thread);
}

/* --- the picture ---------------------------------------------------------- */

/* Calls out the pieces of a text that has to be broken; NULL: only counts. */
static unsigned broken(const char *text, unsigned x, unsigned y,
                       const char *class, struct text *to)
{
    unsigned lines = 0;
    while (*(text += strspn(text, " ")) != '\0' && lines < LINES) {
        size_t length = strlen(text), fits = utf8_fit(text, length, LETTERS);
        size_t cut = fits;
        while (fits < length && cut > 0 && text[cut] != ' ')
            cut--;
        cut = cut == 0 ? fits : cut;
        if (to != NULL) {
            char *piece = text_format("%.*s", (int)cut, text);
            text_addf(to, "<text class=\"%s\" x=\"%u\" y=\"%u\">", class, x,
                      y + (lines + 1) * LINE);
            markup_add(to, piece);
            text_addf(to, "%s</text>\n",
                      lines + 1 == LINES && cut < length ? "..." : "");
            free(piece);
        }
        text += cut;
        lines++;
    }
    return lines;
}

/* The texts of a box; `to` NULL: how many lines they take. */
static unsigned box_texts(const json_t *row, unsigned x, unsigned y,
                          struct text *to)
{
    unsigned line = number(row, "line"), lines;
    const char *text = export_string(row, "text");
    char *first = line > 0 ? text_format("%u %s", line, text) : text_copy(text);
    size_t i;
    const json_t *value;
    lines = broken(first, x, y, line > 0 ? "code" : "call", to);
    json_array_foreach(json_object_get(row, "values"), i, value) lines +=
        broken(json_string_value(value), x + 8, y + lines * LINE, "value", to);
    if (is_fatal(row))
        lines += broken("here it goes wrong", x, y + lines * LINE, "bad", to);
    free(first);
    return lines;
}

/* From the box above to the next one, in another column. */
static void add_arrow(struct picture *p, const json_t *from, const json_t *to)
{
    unsigned a = GUTTER + column_of(p, from) * COLUMN + BOX / 2;
    unsigned b = GUTTER + column_of(p, to) * COLUMN + BOX / 2;
    unsigned end = p->y + ARROW - 1, middle = p->y + ARROW / 2;
    if (a == b) {
        p->y += GAP;
        return;
    }
    text_addf(p->to,
              "<path class=\"turn\" d=\"M%u %uC%u %u %u %u %u %u\"/>"
              "<path class=\"tip\" d=\"M%u %ul-4 -6h8z\"/>\n",
              a, p->y, a, middle + 4, b, middle - 6, b, end - 4, b, end);
    p->y += ARROW;
}

static void add_box(struct picture *p, const json_t *row)
{
    unsigned x = GUTTER + column_of(p, row) * COLUMN;
    unsigned height = box_texts(row, 0, 0, NULL) * LINE + 2 * PAD;
    text_addf(p->to, "<text class=\"step\" x=\"%d\" y=\"%u\">%u</text>\n",
              GUTTER - 8, p->y + LINE, number(row, "step"));
    text_addf(p->to,
              "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%d\" "
              "height=\"%u\" rx=\"4\"/>\n",
              is_fatal(row) ? "box fatal" : "box", x, p->y, BOX, height);
    box_texts(row, x + PAD, p->y, p->to);
    p->y += height;
}

static void add_head(struct picture *p, unsigned height)
{
    for (unsigned c = 0; c < p->count; c++) {
        unsigned x = GUTTER + c * COLUMN + BOX / 2;
        char *name = thread_name(p->thread[c]);
        text_addf(p->to,
                  "<text class=\"who\" x=\"%u\" y=\"18\">%s</text>\n"
                  "<path class=\"lane\" d=\"M%u %dV%u\"/>\n",
                  x, name, x, HEAD - 4, height);
        free(name);
    }
    p->y = HEAD;
}

static unsigned height_of(const struct picture *p)
{
    struct text nowhere;
    struct picture dry = *p;
    const json_t *row, *last = NULL;
    size_t i;
    text_init(&nowhere);
    dry.to = &nowhere;
    dry.y = HEAD;
    json_array_foreach(p->rows, i, row)
    {
        if (last != NULL)
            add_arrow(&dry, last, row);
        add_box(&dry, row);
        last = row;
    }
    text_clear(&nowhere);
    return dry.y + 2 * GAP;
}

/* What a screen reader says of the picture. */
static void add_description(const struct picture *p, const json_t *steps,
                            const char *id)
{
    size_t i;
    const json_t *row;
    text_addf(p->to, "<title id=\"t-%s\">", id);
    markup_add(p->to, export_string(steps, "title"));
    text_addf(p->to, ", step by step</title>\n<desc id=\"d-%s\">", id);
    text_addf(p->to, "One column for each of %u threads, time runs downwards.",
              p->count);
    json_array_foreach(p->rows, i, row)
    {
        if (!is_fatal(row))
            continue;
        char *name = thread_name(number(row, "thread"));
        text_addf(p->to, " It goes wrong at step %u, in %s, line %u: ",
                  number(row, "step"), name, number(row, "line"));
        markup_add(p->to, export_string(row, "text"));
        free(name);
    }
    text_addf(p->to, " The table below says the same.</desc>\n");
}

static void add_picture(struct picture *p, const json_t *steps, const char *id)
{
    unsigned width = GUTTER + p->count * COLUMN, height = height_of(p);
    const json_t *row, *last = NULL;
    size_t i;
    text_addf(p->to,
              "<div class=\"steps\" tabindex=\"0\" role=\"group\" "
              "aria-labelledby=\"t-%s\">\n"
              "<svg role=\"img\" aria-labelledby=\"t-%s\" "
              "aria-describedby=\"d-%s\" viewBox=\"0 0 %u %u\" "
              "style=\"min-width:%upx;max-width:%upx\">\n",
              id, id, id, width, height, width * 17 / 20, width * 5 / 4);
    add_description(p, steps, id);
    add_head(p, height);
    json_array_foreach(p->rows, i, row)
    {
        if (last != NULL)
            add_arrow(p, last, row);
        add_box(p, row);
        last = row;
    }
    text_addf(p->to, "</svg>\n</div>\n");
}

/* --- the table ------------------------------------------------------------ */

static void add_row(struct text *to, const json_t *row)
{
    size_t i;
    const json_t *value;
    char *name = thread_name(number(row, "thread"));
    if (number(row, "left_out_before") > 0)
        text_addf(to, "<tr><td colspan=\"4\">%u rows are left out</td></tr>\n",
                  number(row, "left_out_before"));
    text_addf(to, "<tr%s><td>%u</td><td>%s</td><td>",
              is_fatal(row) ? " class=\"fatal\"" : "", number(row, "step"),
              name);
    if (number(row, "line") > 0)
        text_addf(to, "%u ", number(row, "line"));
    text_addf(to, "<code>");
    markup_add(to, export_string(row, "text"));
    text_addf(to, "</code></td><td>");
    json_array_foreach(json_object_get(row, "values"), i, value)
    {
        text_addf(to, "%s<code>", i == 0 ? "" : "<br>");
        markup_add(to, json_string_value(value));
        text_addf(to, "</code>");
    }
    text_addf(to, "%s</td></tr>\n",
              is_fatal(row) ? " <strong>here it goes wrong</strong>" : "");
    free(name);
}

static void add_table(struct text *to, const json_t *steps, const json_t *rows)
{
    size_t i;
    const json_t *row;
    text_addf(to, "<details>\n<summary>The same as a table</summary>\n"
                  "<div class=\"steps\" tabindex=\"0\">\n<table>\n<caption>");
    markup_add(to, export_string(steps, "title"));
    text_addf(to, ", schedule <code>");
    markup_add(to, export_string(steps, "schedule"));
    text_addf(to, "</code></caption>\n<thead><tr><th scope=\"col\">step</th>"
                  "<th scope=\"col\">who</th><th scope=\"col\">line</th>"
                  "<th scope=\"col\">shared data</th></tr></thead>\n<tbody>\n");
    json_array_foreach(rows, i, row) add_row(to, row);
    text_addf(to, "</tbody>\n</table>\n</div>\n</details>\n");
}

void export_steps(const json_t *steps, const char *id, struct text *to)
{
    struct picture p = {.rows = json_object_get(steps, "rows"), .to = to};
    find_threads(&p);
    if (p.count == 0)
        return;
    add_picture(&p, steps, id);
    add_table(to, steps, p.rows);
}
