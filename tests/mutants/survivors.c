/* survivors.c - see survivors.h */
#include <libconfig.h>
#include <string.h>

#include "../../grader/die.h"
#include "../../grader/exercise.h"
#include "mutant.h"
#include "survivors.h"

static const char path[] = "tests/mutants/survivors.conf";

static config_t config;

void survivors_load(void)
{
    config_init(&config);
    if (config_read_file(&config, path) == CONFIG_FALSE)
        die("%s:%d: %s", path, config_error_line(&config),
            config_error_text(&config));
}

/* A setting that is not there fits everything. */
static int fits(const config_setting_t *s, const char *key, const char *value)
{
    const char *wanted;
    return config_setting_lookup_string(s, key, &wanted) == CONFIG_FALSE ||
           strcmp(wanted, value) == 0;
}

static struct survivor find_in(const char *list, const struct exercise *e,
                               const struct mutant *m)
{
    struct survivor found = {0};
    const config_setting_t *all = config_lookup(&config, list);
    for (int i = 0; all != NULL && i < config_setting_length(all); i++) {
        const config_setting_t *s = config_setting_get_elem(all, (unsigned)i);
        if (fits(s, "exercise", e->name) && fits(s, "kind", m->kind) &&
            fits(s, "in", m->function) && fits(s, "was", m->was) &&
            fits(s, "becomes", m->is) &&
            config_setting_lookup_string(s, "why", &found.why) == CONFIG_TRUE)
            return found;
    }
    return found;
}

struct survivor survivors_find(const struct exercise *e, const struct mutant *m)
{
    struct survivor found = find_in("equivalent", e, m);
    found.equivalent = found.why != NULL;
    return found.why != NULL ? found : find_in("survivors", e, m);
}

void survivors_clear(void)
{
    config_destroy(&config);
}
