#include "trace.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "board.h"

enum { LEFT = 70, WIDTH = 800, LANE = 26, BAR = 18, TOP = 44 };

/* What waits for others is shown in another colour than what only begins. */
static const struct {
    const char *part, *colour, *name;
} kinds[] = {
    {"MPI_I", "#8ecae6", "begins"},       {"Sendrecv", "#219ebc", "both"},
    {"Send", "#fb8500", "sends"},         {"send", "#fb8500", "sends"},
    {"Recv", "#2a9d8f", "receives"},      {"Probe", "#2a9d8f", "receives"},
    {"Wait", "#e9c46a", "waits"},         {"Test", "#e9c46a", "waits"},
    {"Init", "#cccccc", "begin, end"},    {"Finalize", "#cccccc", "begin, end"},
    {"Comm_", "#dddddd", "questions"},    {"Wtime", "#dddddd", "questions"},
    {"MPI_Get_", "#dddddd", "questions"}, {"Win_", "#d62868", "windows"},
    {"MPI_Get", "#d62868", "windows"},    {"MPI_Put", "#d62868", "windows"},
    {"ccumulate", "#d62868", "windows"},  {"_and_", "#d62868", "windows"},
    {"", "#9d4edd", "collective"},
};

static const char *colour_of(const char *call)
{
    size_t i = 0;
    /* MPI_Init begins like MPI_Isend, but for a small letter */
    bool starts = strncmp(call, "MPI_Init", 8) != 0;
    for (; kinds[i].part[0] != '\0'; i++)
        if (i == 0 ? starts && strncmp(call, "MPI_I", 5) == 0
                   : strstr(call, kinds[i].part) != NULL)
            break;
    return kinds[i].colour;
}

static int64_t first_of(const struct rank *rank)
{
    return rank->events > BOARD_EVENTS ? rank->events - BOARD_EVENTS : 0;
}

/* A call that has not come back ends with the run. */
static int64_t end_of(const struct event *e, int64_t last)
{
    return e->end > 0 ? e->end : last;
}

struct span {
    int64_t begin, end;
};

/* MPI_Init and MPI_Finalize take a hundred times as long as what lies between:
 * the picture shows that, and of those two a little. */
static bool is_frame(const struct event *e)
{
    return strncmp(e->call, "MPI_Init", 8) == 0 ||
           strcmp(e->call, "MPI_Finalize") == 0;
}

static struct span span_of_run(bool frame)
{
    struct span s = {0, 0};
    for (int r = 0; r < board->ranks; r++)
        for (int64_t i = first_of(&board->rank[r]); i < board->rank[r].events;
             i++) {
            const struct event *e = &board->rank[r].event[i % BOARD_EVENTS];
            int64_t end = e->end > 0 ? e->end : e->begin;
            if (is_frame(e) && !frame)
                continue;
            if (s.begin == 0 || e->begin < s.begin)
                s.begin = e->begin;
            s.end = end > s.end ? end : s.end;
        }
    return s;
}

static struct span span_of_picture(void)
{
    const int64_t part = 40;
    struct span s = span_of_run(false);
    int64_t margin = (s.end - s.begin) / part;
    if (s.end == s.begin)
        return span_of_run(true);
    return (struct span){s.begin - margin, s.end + margin};
}

static void about(FILE *to, const struct event *e)
{
    fprintf(to, "%.24s", e->call);
    if (e->peer >= 0)
        fprintf(to, ", rank %d", e->peer);
    if (e->bytes > 0)
        fprintf(to, ", %" PRId64 " bytes", e->bytes);
}

static void svg_event(FILE *to, int rank, const struct event *e,
                      const struct span *s)
{
    double scale = WIDTH / (double)(s->end - s->begin + 1);
    int64_t begin = e->begin > s->begin ? e->begin : s->begin;
    int64_t end = end_of(e, s->end) < s->end ? end_of(e, s->end) : s->end;
    double x = LEFT + (double)(begin - s->begin) * scale;
    double width = (double)(end - begin) * scale;
    if (end < begin)
        return;
    fprintf(to,
            "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" "
            "fill=\"%s\"><title>",
            x, TOP + rank * LANE, width < 0.5 ? 0.5 : width, BAR,
            colour_of(e->call));
    about(to, e);
    fprintf(to, ", %.1f us</title></rect>\n",
            (double)(end_of(e, s->end) - e->begin) / 1e3);
}

static void svg_head(FILE *to, const char *program, const struct span *s)
{
    const char *slash = strrchr(program, '/');
    int height = TOP + board->ranks * LANE + 30;
    fprintf(to,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
            "height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
            LEFT + WIDTH + 20, height);
    fprintf(to, "<text x=\"%d\" y=\"16\">%d ranks of %s, %.2f ms</text>\n",
            LEFT, board->ranks, slash ? slash + 1 : program,
            (double)(s->end - s->begin) / 1e6);
    for (size_t i = 0, x = LEFT; i < sizeof kinds / sizeof *kinds; i++) {
        if (i > 0 && strcmp(kinds[i].name, kinds[i - 1].name) == 0)
            continue;
        fprintf(to,
                "<rect x=\"%zu\" y=\"24\" width=\"10\" height=\"10\" "
                "fill=\"%s\"/><text x=\"%zu\" y=\"33\">%s</text>\n",
                x, kinds[i].colour, x + 14, kinds[i].name);
        x += 30 + 7 * strlen(kinds[i].name);
    }
}

static void svg_write(FILE *to, const char *program, const struct span *s)
{
    svg_head(to, program, s);
    for (int r = 0; r < board->ranks; r++) {
        const struct rank *rank = &board->rank[r];
        fprintf(to, "<text x=\"10\" y=\"%d\">rank %d</text>\n",
                TOP + r * LANE + 13, r);
        for (int64_t i = first_of(rank); i < rank->events; i++)
            svg_event(to, r, &rank->event[i % BOARD_EVENTS], s);
    }
    fprintf(to, "</svg>\n");
}

static void json_write(FILE *to, const struct span *s)
{
    const char *comma = "";
    fprintf(to, "{\"traceEvents\": [\n");
    for (int r = 0; r < board->ranks; r++) {
        const struct rank *rank = &board->rank[r];
        for (int64_t i = first_of(rank); i < rank->events; i++) {
            const struct event *e = &rank->event[i % BOARD_EVENTS];
            fprintf(to,
                    "%s{\"name\": \"%.24s\", \"ph\": \"X\", \"pid\": 0, "
                    "\"tid\": %d, \"ts\": %.3f, \"dur\": %.3f, \"args\": "
                    "{\"peer\": %d, \"tag\": %d, \"bytes\": %" PRId64 "}}",
                    comma, e->call, r, (double)(e->begin - s->begin) / 1e3,
                    (double)(end_of(e, s->end) - e->begin) / 1e3, e->peer,
                    e->tag, e->bytes);
            comma = ",\n";
        }
    }
    fprintf(to, "\n], \"displayTimeUnit\": \"ns\"}\n");
}

bool trace_write(const char *file, const char *program)
{
    size_t length = strlen(file);
    bool picture = length > 4 && strcmp(file + length - 4, ".svg") == 0;
    const struct span s = picture ? span_of_picture() : span_of_run(true);
    FILE *to = fopen(file, "we");
    if (!to)
        return false;
    if (picture)
        svg_write(to, program, &s);
    else
        json_write(to, &s);
    bool good = ferror(to) == 0;
    return fclose(to) == 0 && good;
}
