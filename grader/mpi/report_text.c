#include "report.h"

#include <stdio.h>
#include <string.h>

#include "place.h"

/* Words of the text in lines of at most 80 columns; in the first one `column`
 * are taken. */
static void words_print(const char *text, size_t column, int indent)
{
    for (const char *gap = ""; *text != '\0'; gap = " ") {
        size_t length = strcspn(text, " ");
        if (column + strlen(gap) + length > 80) {
            printf("\n%*s", indent, "");
            column = (size_t)indent;
            gap = "";
        }
        column += (size_t)printf("%s%.*s", gap, (int)length, text);
        text += length + (text[length] != '\0');
    }
    putchar('\n');
}

static void line_print(int rank, const char *text, const struct place *place)
{
    char line[FINDING_TEXT + sizeof place->file + 64];
    snprintf(line, sizeof line, "rank %d %s", rank, text);
    if (place->line > 0) {
        size_t used = strlen(line);
        snprintf(line + used, sizeof line - used, ", line %d of %s",
                 place->line, place->file);
    }
    printf("    ");
    words_print(line, 4, 8);
}

static void finding_print(const struct result *result, int i,
                          const char *program)
{
    const struct finding *finding = &result->found[i].finding;
    int head = printf("\n%s: ", finding_word(finding->kind)) - 1;
    words_print(finding_meaning(finding->kind), (size_t)head, 0);
    for (int k = 0; k < finding->lines; k++) {
        struct place place = place_of(program, finding->line[k].place);
        line_print(finding->line[k].rank, finding->line[k].text, &place);
    }
    if (result->choices > 0)
        printf("    seen in the order of arrival %s\n", result->found[i].order);
    printf("  ");
    words_print(finding_advice(finding->kind), 2, 2);
}

static void orders_print(const struct result *result)
{
    if (result->choices == 0)
        return;
    printf(", %d order%s of arrival%s", result->runs,
           result->runs == 1 ? "" : "s",
           result->all_orders ? ", which are all" : "");
}

void report_text(const struct result *result, const char *program)
{
    for (int i = 0; i < result->findings; i++)
        finding_print(result, i, program);
    printf("\nparcours mpi: ");
    if (result->findings > 0)
        printf("%d finding%s", result->findings,
               result->findings == 1 ? "" : "s");
    else if (result->not_judged)
        printf("not judged: %s", result->not_judged);
    else
        printf("nothing found");
    printf(" (%d rank%s", result->ranks, result->ranks == 1 ? "" : "s");
    orders_print(result);
    printf(", %.1f s)\n", result->seconds);
}
