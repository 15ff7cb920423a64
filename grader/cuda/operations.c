#include "operations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_one_of(const char *word, const char *const *list)
{
    while (*list && strcmp(*list, word) != 0)
        list++;
    return *list != NULL;
}

/* "addss" is "add" with the ending of a kind. */
static bool is_with(const char *word, const char *const *list,
                    const char *ending)
{
    char base[32];
    size_t length = strlen(word), end = strlen(ending);
    if (length <= end || length >= sizeof base ||
        strcmp(word + length - end, ending) != 0)
        return false;
    snprintf(base, sizeof base, "%.*s", (int)(length - end), word);
    return is_one_of(base, list);
}

/* How the names of functions begin that our headers define. */
static const struct {
    const char *name;
    enum arithmetic kind;
    unsigned number;
} ours[] = {
    {"_Zpl6__halfS_", OPERATION_HALF, 1},
    {"_Zmi6__halfS_", OPERATION_HALF, 1},
    {"_Zml6__halfS_", OPERATION_HALF, 1},
    {"_Zdv6__halfS_", OPERATION_HALF, 1},
    {"_ZN6__halfpLES_", OPERATION_HALF, 1},
    {"_ZN6__halfmIES_", OPERATION_HALF, 1},
    {"_ZN6__halfmLES_", OPERATION_HALF, 1},
    {"_ZL6__hadd6", OPERATION_HALF, 1},
    {"_ZL6__hsub6", OPERATION_HALF, 1},
    {"_ZL6__hmul6", OPERATION_HALF, 1},
    {"_ZL6__hdiv6", OPERATION_HALF, 1},
    {"_ZL6__hfma6", OPERATION_HALF, 2},
    {"_ZL7__hadd27", OPERATION_HALF, 2},
    {"_ZL7__hsub27", OPERATION_HALF, 2},
    {"_ZL7__hmul27", OPERATION_HALF, 2},
    {"_ZL7__hfma27", OPERATION_HALF, 4},
    {"_ZL9__fadd_r", OPERATION_SINGLE, 1},
    {"_ZL9__fsub_r", OPERATION_SINGLE, 1},
    {"_ZL9__fmul_r", OPERATION_SINGLE, 1},
    {"_ZL9__fdiv_r", OPERATION_SINGLE, 1},
    {"_ZL9__frcp_r", OPERATION_SINGLE, 1},
    {"_ZL9__fmaf_r", OPERATION_SINGLE, 2},
    {"_ZL10__fdividef", OPERATION_SINGLE, 1},
    {"_ZL8fdividef", OPERATION_SINGLE, 1},
    {"_Z3minIffEDTqu", OPERATION_SINGLE, 1},
    {"_Z3maxIffEDTqu", OPERATION_SINGLE, 1},
    {"_ZL9__dadd_r", OPERATION_DOUBLE, 1},
    {"_ZL9__dsub_r", OPERATION_DOUBLE, 1},
    {"_ZL9__dmul_r", OPERATION_DOUBLE, 1},
    {"_ZL9__ddiv_r", OPERATION_DOUBLE, 1},
    {"_ZL9__drcp_r", OPERATION_DOUBLE, 1},
    {"_ZL8__fma_r", OPERATION_DOUBLE, 2},
    {"_Z3minIddEDTqu", OPERATION_DOUBLE, 1},
    {"_Z3maxIddEDTqu", OPERATION_DOUBLE, 1},
    {"_ZL10__fsqrt_r", OPERATION_SPECIAL, 1},
    {"_ZL10__dsqrt_r", OPERATION_SPECIAL, 1},
    {"_ZL11__frsqrt_r", OPERATION_SPECIAL, 1},
    {"_ZL5rsqrt", OPERATION_SPECIAL, 1},
    {"_ZL6rsqrtf", OPERATION_SPECIAL, 1},
    {"_ZL5rcbrt", OPERATION_SPECIAL, 1},
    {"_ZL6rcbrtf", OPERATION_SPECIAL, 1},
    {"_ZL5sinpi", OPERATION_SPECIAL, 1},
    {"_ZL6sinpif", OPERATION_SPECIAL, 1},
    {"_ZL5cospi", OPERATION_SPECIAL, 1},
    {"_ZL6cospif", OPERATION_SPECIAL, 1},
    {"_Z3minIiiEDTqu", OPERATION_INTEGER, 1},
    {"_Z3maxIiiEDTqu", OPERATION_INTEGER, 1},
    {"_Z3minIjjEDTqu", OPERATION_INTEGER, 1},
    {"_Z3maxIjjEDTqu", OPERATION_INTEGER, 1},
};

static void count_ours(const char *name, unsigned *number)
{
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!strncmp(name, ours[i].name, strlen(ours[i].name)))
            number[ours[i].kind] += ours[i].number;
}

/* What a called function computes; a fused one counts twice. */
static void count_call(const char *name, unsigned *number)
{
    static const char *const special[] = {
        "sqrt", "rsqrt", "cbrt",  "exp",   "exp2", "exp10", "expm1",
        "log",  "log2",  "log10", "log1p", "sin",  "cos",   "tan",
        "asin", "acos",  "atan",  "atan2", "sinh", "cosh",  "tanh",
        "pow",  "hypot", "erf",   "erfc",  NULL};
    static const char *const plain[] = {"fmin", "fmax", NULL};
    if (is_one_of(name, special) || is_with(name, special, "f"))
        number[OPERATION_SPECIAL]++;
    else if (is_with(name, plain, "f"))
        number[OPERATION_SINGLE]++;
    else if (is_one_of(name, plain))
        number[OPERATION_DOUBLE]++;
    else if (!strcmp(name, "fmaf"))
        number[OPERATION_SINGLE] += 2;
    else if (!strcmp(name, "fma"))
        number[OPERATION_DOUBLE] += 2;
    else
        count_ours(name, number);
}

static void count_line(const char *line, unsigned *number)
{
    static const char *const floating[] = {"add", "sub", "mul",  "div",
                                           "min", "max", "sqrt", NULL};
    static const char *const whole[] = {
        "add", "sub", "imul", "idiv", "div", "and", "or",  "xor", "neg",
        "not", "sal", "shl",  "sar",  "shr", "cmp", "lea", NULL};
    char word[32], rest[200];
    int words = sscanf(line, " %31s %199s", word, rest);
    if (words >= 1 && is_with(word, floating, "ss"))
        number[OPERATION_SINGLE]++;
    else if (words >= 1 && is_with(word, floating, "sd"))
        number[OPERATION_DOUBLE]++;
    else if (words >= 1 && is_with(word, whole, "l"))
        number[OPERATION_INTEGER]++;
    else if (words == 2 && !strcmp(word, "call"))
        count_call(rest, number);
}

static void write_marks(FILE *to, unsigned *number)
{
    for (;;) {
        uint32_t bits = 0;
        for (int kind = 0; kind < OPERATIONS; kind++) {
            uint32_t some =
                number[kind] < OPERATION_MOST ? number[kind] : OPERATION_MOST;
            number[kind] -= some;
            bits |= some << kind * OPERATION_BITS;
        }
        if (!bits)
            return;
        fprintf(to, "\t.byte 0x0f, 0x1f, 0x80\n\t.long %u\n", bits);
    }
}

/* One stretch: what is to be written behind its marks. */
struct stretch {
    char *text;
    size_t size;
    FILE *lines;
    bool counts; /* begins with a call, and so is counted */
    unsigned number[OPERATIONS];
};

static bool stretch_begin(struct stretch *s, bool counts)
{
    *s = (struct stretch){.counts = counts};
    s->lines = open_memstream(&s->text, &s->size);
    return s->lines != NULL;
}

static void stretch_end(struct stretch *s, FILE *to)
{
    fclose(s->lines);
    if (s->counts)
        write_marks(to, s->number);
    fwrite(s->text, 1, s->size, to);
    free(s->text);
}

static bool mark(FILE *from, FILE *to)
{
    struct stretch stretch;
    char *line = NULL;
    size_t room = 0;
    bool good = stretch_begin(&stretch, false);
    while (good && getline(&line, &room, from) > 0) {
        bool begins = strstr(line, "call\t__sanitizer_cov_trace_pc") != NULL;
        bool other = strstr(line, ".cfi_startproc") != NULL;
        fputs(line, stretch.lines);
        count_line(line, stretch.number);
        if (!begins && !other)
            continue;
        stretch_end(&stretch, to);
        good = stretch_begin(&stretch, begins);
    }
    if (good)
        stretch_end(&stretch, to);
    free(line);
    return good;
}

bool operations_mark(const char *from_name, const char *to_name)
{
    FILE *from = fopen(from_name, "r"), *to = fopen(to_name, "w");
    bool good = from && to && mark(from, to);
    if (from)
        fclose(from);
    if (to && fclose(to) != 0)
        good = false;
    return good;
}
