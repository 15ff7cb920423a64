/* by_line.c - mistakes that fit in one line: a pattern and what it becomes. */
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/die.h"
#include "../../grader/text.h"
#include "mutant.h"

/* In `becomes`, \1 to \3 are the groups. Each place in a line that fits is a
 * mutant of its own. */
static const struct rule {
    const char *kind, *pattern, *becomes;
} rules[] = {
    {"while become if", "while \\(", "if ("},
    {"signal become broadcast", "cond_signal", "cond_broadcast"},
    {"broadcast become signal", "cond_broadcast", "cond_signal"},
    {"wrong condition", "(cond_[a-z]+\\(&q->not_)full", "\\1empty"},
    {"wrong condition", "(cond_[a-z]+\\(&q->not_)empty", "\\1full"},
    {"order become relaxed", "memory_order_(acquire|release|acq_rel|seq_cst)",
     "memory_order_relaxed"},
    {"one step become two", "atomic_compare_exchange_weak_explicit\\(",
     "split_exchange("},
    {"one step become two", "atomic_fetch_add_explicit\\(", "split_add("},
    {"join left out", "team_run\\(", "team_unjoined("},
    {"team of one", "team_run\\([^,]*,", "team_run(1,"},
    {"lines of the cache shared", "alignas\\(CACHELINE\\) ", ""},
    {"test left out", "^( *(\\} else )?if )\\(.*\\)( \\{)?$", "\\1(1)\\3"},
    {"test left out", "^( *(\\} else )?if )\\(.*\\)( \\{)?$", "\\1(0)\\3"},
    {"wrong comparison", " < ", " <= "},
    {"wrong comparison", " > ", " >= "},
    {"wrong comparison", " >= ", " > "},
    {"wrong comparison", " == ", " != "},
    {"wrong comparison", " != ", " == "},
    {"and become or", " && ", " || "},
    {"and become or", " \\|\\| ", " && "},
    {"wrong constant", "([ (-])0([;,) ])", "\\11\\2"},
    {"wrong constant", "([ (-])1([;,) ])", "\\12\\2"},
    {"wrong constant", "([ (-])2([;,) ])", "\\11\\2"},
    {"one too many", "([a-z]) \\+ 1", "\\1"},
    {"one too many", "([a-z]) - 1", "\\1"},
    {"counts the wrong way", "\\+\\+", "--"},
    {"counts the wrong way", "--", "++"},
    {"counts the wrong way", " \\+= ", " -= "},
    {"counts the wrong way", " -= ", " += "},
    {"true become false", "true", "false"},
    {"not become yes", "!([a-z])", "\\1"},
    {"barrier left out", "__syncthreads\\(\\);", ""},
    {"barrier left out", "__syncwarp\\(\\);", ""},
    {"fence left out", "__threadfence\\(\\);", ""},
    {"wrong coordinate", "(threadIdx|blockIdx)\\.x", "\\1.y"},
    {"wrong coordinate", "(threadIdx|blockIdx)\\.y", "\\1.x"},
    {"atomic become plain", "atomicAdd\\(&([^,]*), ([^;]*)\\);", "\\1 += \\2;"},
    {"waits left out", "cudaStreamWaitEvent\\([^;]*\\);", ";"},
    {"waits left out", "cuda(Device|Event)Synchronize\\([^;]*\\);", ";"},
    {"step left out", "(\"[^\"]*)A([^\"]*\")", "\\1\\2"},
    {"step left out", "^( +)\"[A-D]( *[^\"]*\")", "\\1\"\\2"},
};

static char *replaced(const char *line, const regmatch_t *groups,
                      const char *becomes)
{
    struct text t;
    text_init(&t);
    text_add(&t, line, (size_t)groups[0].rm_so);
    for (; *becomes != '\0'; becomes++) {
        if (*becomes != '\\') {
            text_add(&t, becomes, 1);
            continue;
        }
        const regmatch_t *g = &groups[*++becomes - '0'];
        if (g->rm_so >= 0)
            text_add(&t, line + g->rm_so, (size_t)(g->rm_eo - g->rm_so));
    }
    text_addf(&t, "%s", line + groups[0].rm_eo);
    return t.bytes;
}

static void apply(struct mutants *m, const struct source *s, size_t line,
                  const struct rule *rule, const regex_t *pattern)
{
    const char *text = s->lines[line], *comment = strstr(text, "/*");
    if (comment == NULL)
        comment = strstr(text, "//");
    size_t end = comment == NULL ? strlen(text) : (size_t)(comment - text);
    regmatch_t groups[4];
    for (size_t at = 0; at < end; at = (size_t)groups[0].rm_so + 1) {
        groups[0] = (regmatch_t){(regoff_t)at, (regoff_t)end};
        if (regexec(pattern, text, 4, groups, REG_STARTEND) != 0)
            return;
        char *instead = replaced(text, groups, rule->becomes);
        mutants_add(m, s, rule->kind, line, line + 1, instead);
        free(instead);
    }
}

void mutants_by_line(struct mutants *m, const struct source *s)
{
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        regex_t pattern;
        if (regcomp(&pattern, rules[r].pattern, REG_EXTENDED) != 0)
            die("rule %zu: not a regular expression", r);
        for (size_t line = 0; line < s->count; line++)
            if (source_is_code(s, line))
                apply(m, s, line, &rules[r], &pattern);
        regfree(&pattern);
    }
}
