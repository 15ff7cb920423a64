#include "translate.h"

#include <ctype.h>
#include <libgen.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "translate_token.h"

enum { MOST_FILES = 200, MOST_DEPTH = 4000, MOST_LACKS = 1000 };

struct unit {
    const char *path, *folder;
    const char *text;
    FILE *output;
    char *out; /* what was written, for names before <<< */
    size_t size;
    bool inside[MOST_DEPTH]; /* by brace: of a function, not a namespace */
    int depth;
    int kernel;            /* depth of the body of the present one, or 0 */
    const char *statement; /* where the present one began */
};

static char *done[MOST_FILES];
static int done_count;

static struct lack {
    char *path;
    int line;
    const char *what;
} lacks[MOST_LACKS];
static int lack_count;

#define LACK_MARK "parcours_lacks_%d_"

static int line_of(const struct unit *unit, const char *at)
{
    int line = 1;
    for (const char *p = unit->text; p < at; p++)
        line += *p == '\n';
    return line;
}

static void put(struct unit *unit, const char *from, const char *end)
{
    fwrite(from, 1, (size_t)(end - from), unit->output);
}

/* Newlines of a text that is left out, so that lines keep their numbers. */
static void put_lines(struct unit *unit, const char *from, const char *end)
{
    for (; from < end; from++)
        if (*from == '\n')
            fputc('\n', unit->output);
}

/* Remembers it, and marks the place: the preprocessor may leave it out. */
static void unit_lacks(struct unit *unit, const char *at, const char *what)
{
    if (lack_count == MOST_LACKS)
        return;
    fprintf(unit->output, " " LACK_MARK " ", lack_count);
    lacks[lack_count++] =
        (struct lack){strdup(unit->path), line_of(unit, at), what};
}

/* Within a function, not just a namespace or nothing. */
static bool unit_inside(const struct unit *unit)
{
    return unit->depth && unit->inside[unit->depth - 1];
}

/* --- variables ------------------------------------------------------------ */

/* Past __align__(16), alignas(8), volatile's left alone. */
static const char *attributes_skip(const char *at)
{
    for (;;) {
        at = token_space(at);
        const char *end = token_word(at);
        if (!token_is(at, end, "__align__") && !token_is(at, end, "alignas") &&
            !token_is(at, end, "__attribute__") && !token_is(at, end, "static"))
            return at;
        bool brackets = !token_is(at, end, "static");
        at = token_space(end);
        if (brackets && *at == '(')
            at = token_until(at + 1, ")") + 1;
    }
}

struct declarator {
    const char *type, *type_end; /* with its stars */
    const char *name, *name_end;
    const char *dims, *dims_end;
};

/* As token_until(), but template arguments count as brackets, too. */
static const char *declarator_until(const char *at, const char *stops)
{
    int depth = 0, angle = 0;
    for (; *at; at++) {
        if (depth == 0 && angle == 0 && strchr(stops, *at))
            return at;
        depth += strchr("([{", *at) != NULL;
        depth -= strchr(")]}", *at) != NULL;
        if (depth == 0)
            angle += (*at == '<') - (*at == '>');
    }
    return at;
}

/* "T * name [2][3]" from `at` to `end`, without comments. */
static struct declarator declarator_read(const char *at, const char *end)
{
    struct declarator d = {.type = at};
    const char *stop = declarator_until(at, "[,;=");
    if (stop > end)
        stop = end;
    d.name_end = stop;
    while (d.name_end > at && isspace((unsigned char)d.name_end[-1]))
        d.name_end--;
    d.name = d.name_end;
    while (d.name > at &&
           (isalnum((unsigned char)d.name[-1]) || d.name[-1] == '_'))
        d.name--;
    d.type_end = d.name;
    d.dims = stop;
    d.dims_end = *stop == '[' ? end : stop;
    return d;
}

static const char *base_end(const struct declarator *d)
{
    const char *end = d->type_end;
    while (end > d->type && (isspace((unsigned char)end[-1]) || end[-1] == '*'))
        end--;
    return end;
}

/* Outside of functions its name stands for the call that finds it. */
static void shared_put(struct unit *unit, const struct declarator *base,
                       const struct declarator *d, bool first)
{
    int name = (int)(d->name_end - d->name);
    bool inside = unit_inside(unit);
    fprintf(unit->output,
            "static char parcours_id_%.*s; using parcours_t_%.*s = ", name,
            d->name, name, d->name);
    put(unit, base->type, first ? base->type_end : base_end(base));
    if (!first)
        put(unit, d->type, d->type_end);
    put(unit, d->dims, d->dims_end);
    fprintf(unit->output, inside ? "; auto &%.*s = " : ";\n#define %.*s (",
            name, d->name);
    fprintf(unit->output,
            "*(parcours_t_%.*s *)parcours_shared(&parcours_id_%.*s, "
            "\"%.*s\", sizeof(parcours_t_%.*s))%s",
            name, d->name, name, d->name, name, d->name, name, d->name,
            inside ? ";" : ")\n");
}

/* __shared__ T a[2][3], b; `at` is what declares them. */
static void shared_static(struct unit *unit, const char *at)
{
    const char *end = token_until(at, ";");
    const char *from = attributes_skip(at);
    bool first = true;
    struct declarator base = {.type = from};
    while (from < end) {
        const char *comma = declarator_until(from, ",;");
        struct declarator d = declarator_read(from, comma);
        if (first)
            base = d;
        shared_put(unit, &base, &d, first);
        first = false;
        from = *comma == ',' ? token_space(comma + 1) : end;
    }
}

/* extern __shared__ T a[]; */
static void shared_dynamic(struct unit *unit, const char *at, int line)
{
    const char *end = token_until(at, ";");
    const char *from = attributes_skip(at);
    struct declarator d = declarator_read(from, end);
    const char *rest = *d.dims == '[' ? token_until(d.dims + 1, "]") + 1 : end;
    int type = (int)(d.type_end - d.type), name = (int)(d.name_end - d.name);
    int more = (int)(end - rest);
    if (!unit_inside(unit))
        fprintf(unit->output,
                "\n#define %.*s ((%.*s *)parcours_dynamic())\n#line %d\n", name,
                d.name, type, d.type, line);
    else if (memchr(rest, '[', (size_t)more) != NULL)
        fprintf(unit->output,
                "%.*s (*%.*s)%.*s = (%.*s (*)%.*s)parcours_dynamic();", type,
                d.type, name, d.name, more, rest, type, d.type, more, rest);
    else
        fprintf(unit->output, "%.*s *%.*s = (%.*s *)parcours_dynamic();", type,
                d.type, name, d.name, type, d.type);
}

/* The first word of the present statement, past directives. */
static const char *statement_start(const struct unit *unit)
{
    const char *at = token_space(unit->statement);
    while (*at == '#')
        at = token_space(token_directive_end(at));
    return at;
}

/* Appends a text without comments, on one line, and without storage classes;
 * true if one of these was extern. */
static bool plain_append(FILE *to, const char *from, const char *end)
{
    bool is_extern = false;
    while (from < end) {
        const char *past = token_skip(from), *word = token_word(from);
        if (past != from && *from == '/') {
            fputc(' ', to);
            from = past;
        } else if (word > from) {
            bool storage = token_is(from, word, "extern") ||
                           token_is(from, word, "static");
            is_extern |= token_is(from, word, "extern");
            if (!storage)
                fwrite(from, 1, (size_t)(word - from), to);
            from = word;
        } else {
            fputc(isspace((unsigned char)*from) ? ' ' : *from, to);
            from++;
        }
    }
    return is_extern;
}

/* The keyword is from `at` to `past`; parts of the type may stand before it,
 * and have been written already. */
static const char *variable_shared(struct unit *unit, const char *at,
                                   const char *past)
{
    const char *start = statement_start(unit), *end = token_until(past, ";");
    char *text = NULL;
    size_t size = 0;
    if (start > at)
        start = at;
    FILE *plain = open_memstream(&text, &size);
    if (!plain)
        return NULL;
    bool is_extern = plain_append(plain, start, at);
    plain_append(plain, past, end);
    fputc(';', plain);
    fclose(plain);
    fflush(unit->output);
    fseek(unit->output, (long)unit->size - (at - start), SEEK_SET);
    if (is_extern)
        shared_dynamic(unit, text, line_of(unit, end));
    else
        shared_static(unit, text);
    if (!is_extern && !unit_inside(unit))
        fprintf(unit->output, "\n#line %d\n", line_of(unit, end));
    else if (unit_inside(unit))
        put_lines(unit, start, end);
    free(text);
    unit->statement = *end ? end + 1 : end;
    return unit->statement;
}

/* The end of the variable that follows the keyword, or NULL if it is none. */
static const char *variable_follows(const char *at)
{
    for (;;) {
        at = attributes_skip(at);
        const char *end = token_word(at);
        if (end == at) {
            if (strchr("=;[{", *at))
                return at;
            if (!*at || strchr("(~)", *at))
                return NULL;
            at++;
            continue;
        }
        if (token_is(at, end, "operator") || token_is(at, end, "class"))
            return NULL;
        at = token_is(at, end, "__launch_bounds__")
                 ? token_until(token_space(end) + 1, ")") + 1
                 : end;
    }
}

/* Is it constant for good? What points to a constant is not, nor what has one
 * as a template argument. */
static bool variable_is_constant(const char *at, const char *past)
{
    bool constant = false;
    int angle = 0;
    while (at < past) {
        const char *end = token_word(at), *next = token_skip(at);
        if (token_is(at, end, "constexpr"))
            return true;
        angle += (*at == '<') - (*at == '>');
        if (token_is(at, end, "const") && angle == 0)
            constant = true;
        else if (*at == '*' && angle == 0)
            constant = false;
        at = next > at ? next : end > at ? end : at + 1;
    }
    return constant;
}

static const char *variable_device(struct unit *unit, const char *at,
                                   const char *end, const char *section)
{
    const char *next = token_space(end);
    const char *word = token_word(next);
    if (token_is(next, word, "__managed__") ||
        token_is(next, word, "__constant__") ||
        token_is(next, word, "__device__") ||
        token_is(next, word, "__shared__"))
        return end; /* the other keyword says more */
    const char *past = variable_follows(end);
    if (!past)
        put(unit, at, end);
    else if (!variable_is_constant(statement_start(unit), past))
        fprintf(unit->output, "__attribute__((section(\"%s\")))", section);
    return end;
}

/* --- launches ------------------------------------------------------------- */

/* The >>> that closes the <<< before `at`. */
static const char *launch_close(const char *at)
{
    while (*at) {
        at = token_until(at, ">");
        if (!strncmp(at, ">>>", 3))
            return at;
        if (*at)
            at++;
    }
    return NULL;
}

static void put_string(struct unit *unit, const char *from, const char *end)
{
    fputc('"', unit->output);
    for (; from < end; from++)
        if (*from == '"' || *from == '\\')
            fprintf(unit->output, "\\%c", *from);
        else if (!isspace((unsigned char)*from))
            fputc(*from, unit->output);
    fputc('"', unit->output);
}

static const char *launch(struct unit *unit, const char *at)
{
    const char *close = launch_close(at + 3);
    const char *open = close ? token_space(close + 3) : NULL;
    if (!open || *open != '(')
        return NULL;
    const char *end = token_until(open + 1, ")");
    fflush(unit->output);
    const char *written = unit->out + unit->size;
    const char *name = token_name_before(unit->out, written);
    if (name == written || !*end)
        return NULL;
    char *kernel = strndup(name, (size_t)(written - name));
    fseek(unit->output, (long)(name - unit->out), SEEK_SET);
    fputs("parcours_start(parcours_config(", unit->output);
    put_string(unit, kernel, kernel + strlen(kernel));
    fputs(", __LINE__, ", unit->output);
    put(unit, at + 3, close);
    fprintf(unit->output, "), [=](auto... parcours_a) { %s(parcours_a...); }",
            kernel);
    put_lines(unit, close, open);
    if (token_space(open + 1) != end)
        fputc(',', unit->output);
    put(unit, open + 1, end);
    fputc(')', unit->output);
    free(kernel);
    return end + 1;
}

/* cudaLaunchKernel((void *)kernel, ...: the cast hides the type. */
static const char *launch_function(struct unit *unit, const char *at,
                                   const char *end)
{
    const char *open = token_space(end), *cast = token_space(open + 1);
    put(unit, at, end);
    if (*open != '(')
        return end;
    const char *word = token_word(cast), *past = NULL;
    if (*cast == '(')
        past = token_until(cast + 1, ")");
    else if (token_is(cast, word, "reinterpret_cast"))
        past = strchr(word, '>');
    if (!past || !*past || !memchr(past - 1, '*', 1))
        return end;
    fputc('(', unit->output);
    put_lines(unit, end, past);
    return past + 1;
}

/* Does a kernel end here for some of its threads only? */
static bool return_is_early(const struct unit *unit, const char *at)
{
    if (!unit->kernel)
        return false;
    while (at > unit->text && isspace((unsigned char)at[-1]))
        at--;
    return unit->depth > unit->kernel || at[-1] == ')' ||
           (at - unit->text > 4 && !memcmp(at - 4, "else", 4));
}

/* --- directives ----------------------------------------------------------- */

static const char *const lacking_headers[] = {
    "thrust/",         "cub/",           "cublas",
    "cusparse",        "curand",         "cufft",
    "cusolver",        "cudnn",          "nccl",
    "mma.h",           "cuda/std",       "cuda/atomic",
    "cuda/barrier",    "cuda/pipeline",  "cuda_bf16.h",
    "cuda_fp8.h",      "nvml",           "optix",
    "cuda_pipeline",   "cuda_awbarrier", "cuda/functional",
    "cuda/semaphore",  "cuda/latch",     "cuda/annotated_ptr",
    "cuda_gl_interop", "cuda_fp4.h",     "cuda_fp6.h",
    "nvtx3/",          "nvToolsExt"};

static char *include_find(const struct unit *unit, const char *name,
                          size_t length)
{
    char base[PATH_MAX], path[PATH_MAX + 300];
    snprintf(base, sizeof base, "%s", unit->path);
    snprintf(path, sizeof path, "%s/%.*s", dirname(base), (int)length, name);
    return realpath(path, NULL);
}

static bool translate_file(const char *path, const char *folder,
                           const char *ending, char *result,
                           enum translation *how);

/* #include "other.cuh" is translated as well. */
static bool include_quoted(struct unit *unit, const char *name, size_t length)
{
    char *path = include_find(unit, name, length);
    char result[PATH_MAX];
    enum translation how = TRANSLATED;
    if (!path)
        return false;
    bool written = translate_file(path, unit->folder, "", result, &how);
    if (written)
        fprintf(unit->output, "#include \"%s\"", result);
    free(path);
    return written;
}

static const char *directive(struct unit *unit, const char *at)
{
    const char *end = token_directive_end(at);
    const char *word = at + 1 + strspn(at + 1, " \t");
    const char *past = token_word(word);
    if (token_is(word, past, "define"))
        return NULL; /* its text is code */
    if (token_is(word, past, "include")) {
        const char *name = past + strspn(past, " \t");
        const char *close = *name ? strpbrk(name + 1, "\">\n") : NULL;
        size_t length = close ? (size_t)(close - name - 1) : 0;
        if (*name == '"' && length && include_quoted(unit, name + 1, length))
            return end;
        for (size_t i = 0; i < sizeof lacking_headers / sizeof *lacking_headers;
             i++)
            if (length && strstr(name, lacking_headers[i]) &&
                strstr(name, lacking_headers[i]) < close) {
                unit_lacks(unit, at, lacking_headers[i]);
                return end;
            }
    }
    put(unit, at, end);
    return end;
}

/* --- the text ------------------------------------------------------------- */

static const struct {
    const char *word, *what;
} lacking[] = {
    {"texture", "texture references"},
    {"tex1Dfetch", "textures"},
    {"tex2D", "textures"},
    {"surface", "surfaces"},
    {"cudaTextureObject_t", "textures"},
    {"cudaSurfaceObject_t", "surfaces"},
    {"cudaArray_t", "CUDA arrays"},
    {"cudaArray", "CUDA arrays"},
    {"cudaGraph_t", "CUDA graphs"},
    {"cudaMemPool_t", "memory pools"},
    {"cudaIpcMemHandle_t", "memory shared by processes"},
    {"cudaLaunchKernelEx", "cudaLaunchKernelEx"},
    {"asm", "inline PTX"},
    {"__asm__", "inline PTX"},
    {"__cluster_dims__", "thread block clusters"},
    {"cudaGraphLaunch", "CUDA graphs"},
    {"cudaStreamBeginCapture", "CUDA graphs"},
    {"cudaStreamAddCallback", "stream callbacks"},
    {"cudaLaunchHostFunc", "host functions in streams"},
    {"cudaMemcpy3D", "cudaMemcpy3D"},
    {"cudaMalloc3D", "cudaMalloc3D"},
    {"cudaMemcpyBatchAsync", "cudaMemcpyBatchAsync"},
    {"cudaExternalMemory_t", "memory of other systems"},
    {"cudaLaunchKernelExC", "cudaLaunchKernelEx"},
    {"__isShared", "predicates of address spaces"},
    {"__isGlobal", "predicates of address spaces"},
    {"__isConstant", "predicates of address spaces"},
    {"__isLocal", "predicates of address spaces"},
    {"__cvta_generic_to_shared", "conversions of address spaces"},
    {"__cvta_generic_to_global", "conversions of address spaces"},
    {"cudaMallocArray", "CUDA arrays"},
    {"__shfl", "shuffles without _sync, which CUDA removed as well"},
    {"__shfl_down", "shuffles without _sync, which CUDA removed as well"},
    {"__shfl_up", "shuffles without _sync, which CUDA removed as well"},
    {"__shfl_xor", "shuffles without _sync, which CUDA removed as well"},
    {"__ballot", "votes without _sync, which CUDA removed as well"},
};

static void word_lacks(struct unit *unit, const char *at, const char *end)
{
    const char *next = token_space(end);
    /* a program's own functions may be called so */
    if (*next != '<' &&
        (token_is(at, end, "texture") || token_is(at, end, "surface")))
        return;
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (token_is(at, end, lacking[i].word) &&
            (*next == '(' || *next == '<' || *at == '_' ||
             !strncmp(at, "cuda", 4) || token_is(at, end, "asm")))
            unit_lacks(unit, at, lacking[i].what);
}

static const char *word(struct unit *unit, const char *at)
{
    const char *end = token_word(at);
    if (token_is(at, end, "__shared__"))
        return variable_shared(unit, at, end);
    if (token_is(at, end, "return") && *token_space(end) == ';' &&
        return_is_early(unit, at)) {
        fputs("return parcours_return()", unit->output);
        return end;
    }
    if (token_is(at, end, "cudaLaunchKernel") ||
        token_is(at, end, "cudaLaunchCooperativeKernel"))
        return launch_function(unit, at, end);
    if (token_is(at, end, "__device__"))
        return variable_device(unit, at, end, "parcours_device");
    if (token_is(at, end, "__constant__"))
        return variable_device(unit, at, end, "parcours_constant");
    if (token_is(at, end, "__managed__"))
        return variable_device(unit, at, end, "parcours_managed");
    word_lacks(unit, at, end);
    put(unit, at, end);
    return end;
}

/* Is the brace at `at` that of a function, or of something inside one? */
static bool brace_is_inside(const struct unit *unit, const char *at)
{
    const char *from = token_space(unit->statement);
    const char *end = token_word(from);
    if (unit_inside(unit))
        return true;
    if (token_is(from, end, "namespace") || token_is(from, end, "inline"))
        return !token_is(from, end, "namespace") &&
               memchr(from, '(', (size_t)(at - from)) != NULL;
    if (token_is(from, end, "extern") && *token_space(end) == '"' &&
        !memchr(from, '(', (size_t)(at - from)))
        return false;
    return memchr(from, '(', (size_t)(at - from)) != NULL;
}

/* Is what begins with this brace declared __global__? */
static bool starts_kernel(const struct unit *unit, const char *at)
{
    static const char mark[] = "__global__";
    return memmem(unit->statement, (size_t)(at - unit->statement), mark,
                  sizeof mark - 1) != NULL;
}

static void brace(struct unit *unit, const char *at)
{
    if (*at == '{') {
        bool inside = brace_is_inside(unit, at);
        bool kernel = inside && !unit_inside(unit) && starts_kernel(unit, at);
        if (unit->depth < MOST_DEPTH)
            unit->inside[unit->depth] = inside;
        unit->depth += unit->depth < MOST_DEPTH;
        if (kernel)
            unit->kernel = unit->depth;
    } else if (*at == '}' && unit->depth) {
        unit->depth--;
        if (unit->depth < unit->kernel)
            unit->kernel = 0;
    }
    if (strchr("{};", *at))
        unit->statement = at + 1;
}

static void unit_translate(struct unit *unit)
{
    const char *at = unit->text;
    bool fresh = true; /* nothing but space on this line so far */
    unit->statement = at;
    while (*at) {
        const char *next = token_skip(at);
        if (next != at) {
            put(unit, at, next);
            at = next;
            continue;
        }
        next = NULL;
        if (*at == '#' && fresh) {
            next = directive(unit, at);
            if (unit->statement == at || !unit->depth)
                unit->statement = next ? next : at + 1;
        } else if (!strncmp(at, "<<<", 3)) {
            next = launch(unit, at);
        } else if (isalpha((unsigned char)*at) || *at == '_') {
            next = word(unit, at);
        } else if (isdigit((unsigned char)*at)) {
            next = at + strspn(at, "0123456789abcdefABCDEFxXuUlLpP.'_");
            put(unit, at, next);
        }
        fresh = *at == '\n' || (fresh && isspace((unsigned char)*at));
        if (!next) {
            brace(unit, at);
            fputc(*at, unit->output);
            next = at + 1;
        }
        at = next;
    }
}

static char *file_read(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0, length = 0;
    if (!file)
        return NULL;
    for (;;) {
        if (length + 65536 > size) {
            char *larger = realloc(text, size = 2 * size + 131072);
            if (!larger) {
                free(text);
                text = NULL;
                break;
            }
            text = larger;
        }
        size_t got = fread(text + length, 1, 65535, file);
        length += got;
        text[length] = '\0';
        if (!got)
            break;
    }
    fclose(file);
    /* its byte order mark would not stand at the beginning any more */
    if (text && strncmp(text, "\357\273\277", 3) == 0)
        memmove(text, text + 3, length - 2);
    if (text)
        token_spell(text);
    return text;
}

static bool file_write(const char *path, const char *source, const char *text,
                       const char *ending)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fprintf(file, "#line 1 \"%s\"\n%s\n%s", source, text, ending);
    return fclose(file) == 0;
}

/* False, with the reason in `how`, if there is no translated file. */
static bool translate_file(const char *path, const char *folder,
                           const char *ending, char *result,
                           enum translation *how)
{
    for (int i = 0; i < done_count; i++) {
        snprintf(result, PATH_MAX, "%s/%d.cu", folder, i);
        if (!strcmp(done[i], path))
            return true;
    }
    char *text = file_read(path);
    struct unit *unit = calloc(1, sizeof *unit);
    *how = TRANSLATION_UNREADABLE;
    if (!text || !unit || done_count == MOST_FILES) {
        free(text);
        free(unit);
        return false;
    }
    int number = done_count++;
    done[number] = strdup(path);
    unit->path = path;
    unit->folder = folder;
    unit->text = text;
    unit->output = open_memstream(&unit->out, &unit->size);
    if (unit->output)
        unit_translate(unit);
    bool closed = unit->output && fclose(unit->output) == 0;
    snprintf(result, PATH_MAX, "%s/%d.cu", folder, number);
    if (closed && file_write(result, path, unit->out, ending))
        *how = TRANSLATED;
    free(unit->out);
    free(unit);
    free(text);
    return *how != TRANSLATION_UNREADABLE;
}

enum translation translate(const char *path, const char *folder,
                           const char *ending, char *result)
{
    enum translation how = TRANSLATED;
    translate_file(path, folder, ending, result, &how);
    return how == TRANSLATED && lack_count ? TRANSLATION_LACKS : how;
}

bool translate_lacks(const char *preprocessed)
{
    char *text = file_read(preprocessed), mark[sizeof LACK_MARK + 10];
    bool some = false;
    for (int i = 0; i < lack_count; i++) {
        snprintf(mark, sizeof mark, LACK_MARK, i);
        if (text && !strstr(text, mark))
            continue;
        fprintf(stderr, "%s:%d: not judged: the emulator does not have %s\n",
                lacks[i].path, lacks[i].line, lacks[i].what);
        some = true;
    }
    free(text);
    return some;
}
