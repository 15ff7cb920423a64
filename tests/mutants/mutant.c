/* mutant.c - see mutant.h */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/die.h"
#include "../../grader/files.h"
#include "mutant.h"

void source_read(const char *path, struct source *s)
{
    struct text whole;
    text_init(&whole);
    const char *why = files_read(path, &whole);
    if (why != NULL)
        die("cannot read %s: %s", path, why);
    *s = (struct source){0};
    for (char *at = whole.bytes; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        s->lines = realloc(s->lines, (s->count + 1) * sizeof *s->lines);
        if (s->lines == NULL)
            die("out of memory");
        s->lines[s->count++] = text_format("%.*s", (int)length, at);
        at += length + (at[length] == '\n');
    }
    text_clear(&whole);
}

void source_clear(struct source *s)
{
    for (size_t i = 0; i < s->count; i++)
        free(s->lines[i]);
    free(s->lines);
}

int source_is_code(const struct source *s, size_t line)
{
    static const char *const never[] = {
        "mutex_init(", "mutex_destroy(", "cond_init(",   "cond_destroy(",
        "sem_init(",   "sem_destroy(",   "atomic_init(", "(void)"};
    const char *text = s->lines[line], *at = text + strspn(text, " ");
    if (*at == '\0' || *at == '*' || *at == '#' || strncmp(at, "/*", 2) == 0 ||
        strncmp(at, "//", 2) == 0)
        return 0;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strstr(text, never[i]) != NULL)
            return 0;
    return 1;
}

/* A line that ends what came before it. */
static int ends(const char *line)
{
    size_t length = strlen(line);
    return length == 0 || strchr(";{}", line[length - 1]) != NULL ||
           strcmp(line + length - (length < 2 ? length : 2), "*/") == 0;
}

/* The body of an if or a loop, without braces. */
static int is_body(const struct source *s, size_t line)
{
    const char *before = s->lines[line - 1];
    size_t length = strlen(before);
    return (length > 0 && before[length - 1] == ')' &&
            strspn(before, " ") < strspn(s->lines[line], " ")) ||
           (length > 3 && strcmp(before + length - 4, "else") == 0);
}

int source_is_statement(const struct source *s, size_t line)
{
    static const char *const never[] = {"return",   "break",  "continue",
                                        "struct",   "static", "size_t",
                                        "unsigned", "bool",   "alignas"};
    if (line == 0 || !source_is_code(s, line))
        return 0;
    const char *text = s->lines[line], *at = text + strspn(text, " ");
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strncmp(at, never[i], strlen(never[i])) == 0)
            return 0;
    return at > text && (islower((unsigned char)*at) || *at == '*') &&
           text[strlen(text) - 1] == ';' &&
           (ends(s->lines[line - 1]) || is_body(s, line));
}

/* The name before the last "(" at the start of a line above. */
static char *find_function(const struct source *s, size_t line)
{
    for (size_t i = line + 1; i-- > 0;) {
        const char *text = s->lines[i], *open = strchr(text, '(');
        if (!isalpha((unsigned char)*text) || open == NULL)
            continue;
        const char *name = open;
        while (name > text &&
               (isalnum((unsigned char)name[-1]) || name[-1] == '_'))
            name--;
        return text_format("%.*s", (int)(open - name), name);
    }
    return text_copy("");
}

static char *trimmed(const char *line)
{
    return text_copy(line + strspn(line, " "));
}

/* Names for what the rules put in. */
static const struct {
    const char *used, *code;
} helpers[] = {
    {"split_", "#include <stdatomic.h>\n"
               "#define split_add(o, d, ...) "
               "atomic_store(o, atomic_load(o) + (d))\n"
               "#define split_exchange(o, e, d, ...) "
               "(atomic_load(o) == *(e) ? (atomic_store(o, d), 1) "
               ": (*(e) = atomic_load(o), 0))\n"},
    {"_unjoined",
     "#include <pthread.h>\n#include <stdlib.h>\n"
     "typedef void body_of_unjoined(unsigned, unsigned, void *);\n"
     "struct unjoined { body_of_unjoined *body; unsigned rank, threads; "
     "void *shared; };\n"
     "static void *unjoined_run(void *arg) { struct unjoined u = "
     "*(struct unjoined *)arg; free(arg); "
     "u.body(u.rank, u.threads, u.shared); return NULL; }\n"
     "static void team_unjoined(unsigned threads, body_of_unjoined *body, "
     "void *shared) { for (unsigned r = 0; r < threads; r++) { pthread_t t; "
     "struct unjoined *u = malloc(sizeof *u); "
     "*u = (struct unjoined){body, r, threads, shared}; "
     "pthread_create(&t, NULL, unjoined_run, u); pthread_detach(t); } }\n"},
};

static void add_helpers(struct text *t, const char *instead)
{
    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
        if (instead != NULL && strstr(instead, helpers[i].used) != NULL)
            text_addf(t, "%s#line 1\n", helpers[i].code);
}

/* Two equal lines exchanged. */
static int is_same(const struct source *s, const char *bytes)
{
    for (size_t i = 0; i < s->count; i++) {
        size_t length = strlen(s->lines[i]);
        if (strncmp(bytes, s->lines[i], length) != 0 || bytes[length] != '\n')
            return 0;
        bytes += length + 1;
    }
    return *bytes == '\0';
}

void mutants_add(struct mutants *m, const struct source *s, const char *kind,
                 size_t from, size_t to, const char *instead)
{
    struct text t;
    text_init(&t);
    add_helpers(&t, instead);
    for (size_t i = 0; i < s->count; i++) {
        if (i == from && instead != NULL)
            text_addf(&t, "%s\n", instead);
        if (i < from || i >= to)
            text_addf(&t, "%s\n", s->lines[i]);
    }
    if (is_same(s, t.bytes)) {
        text_clear(&t);
        return;
    }
    m->list = realloc(m->list, (m->count + 1) * sizeof *m->list);
    if (m->list == NULL)
        die("out of memory");
    m->list[m->count++] = (struct mutant){
        .kind = kind,
        .function = find_function(s, from),
        .line = (unsigned)from + 1,
        .was = trimmed(s->lines[from]),
        .is = instead == NULL ? text_copy("") : trimmed(instead),
        .source = t.bytes,
    };
}

void mutants_clear(struct mutants *m)
{
    for (size_t i = 0; i < m->count; i++) {
        free(m->list[i].function);
        free(m->list[i].was);
        free(m->list[i].is);
        free(m->list[i].source);
    }
    free(m->list);
}
