/* A hash as for short words, which keeps all pairs of few inputs together. */
#include <stdbool.h>
#include <stdlib.h>

#include "fuse.h"

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static struct step renumber(struct step s, const uint32_t *place)
{
    return s.op == LOAD ? s : (struct step){s.op, place[s.a], place[s.b]};
}

/* While it is not known where a step goes, place[] says whether it is needed.
 */
uint32_t cull(const struct step *steps, uint32_t n, const uint32_t *wanted,
              size_t nwanted, struct step *out, uint32_t *place)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < n; i++)
        place[i] = NOWHERE;
    for (size_t i = 0; i < nwanted; i++)
        place[wanted[i]] = 0;
    for (uint32_t i = n; i-- > 0;)
        if (place[i] != NOWHERE && steps[i].op != LOAD)
            place[steps[i].a] = place[steps[i].b] = 0;
    for (uint32_t i = 0; i < n; i++)
        if (place[i] != NOWHERE) {
            out[left] = renumber(steps[i], place);
            place[i] = left++;
        }
    return left;
}

static bool same(struct step x, struct step y)
{
    return x.op == y.op && x.a == y.a && x.b == y.b;
}

static uint64_t hash(struct step s)
{
    return (s.op * 31ull + s.a) * 31 + s.b;
}

uint32_t merge(const struct step *steps, uint32_t n, struct step *out,
               uint32_t *place)
{
    size_t slots = 2;
    uint32_t left = 0;
    while (slots < 2ul * n)
        slots *= 2;
    uint32_t *table = must(malloc(slots * sizeof *table));
    for (size_t i = 0; i < slots; i++)
        table[i] = NOWHERE;
    for (uint32_t i = 0; i < n; i++) {
        struct step s = renumber(steps[i], place);
        size_t at = hash(s) & (slots - 1);
        while (table[at] != NOWHERE && !same(out[table[at]], s))
            at = (at + 1) & (slots - 1);
        if (table[at] == NOWHERE) {
            table[at] = left;
            out[left++] = s;
        }
        place[i] = table[at];
    }
    free(table);
    return left;
}

enum { UNUSED, ONCE, OFTEN };

/* A step that has the same argument twice uses it once. */
static uint8_t *count_users(const struct step *steps, uint32_t n,
                            const uint32_t *wanted, size_t nwanted)
{
    uint8_t *users = must(calloc(n + 1ul, 1));
    for (uint32_t i = 0; i < n; i++) {
        const struct step *s = &steps[i];
        if (s->op == LOAD)
            continue;
        users[s->a] += users[s->a] < OFTEN;
        if (s->b != s->a)
            users[s->b] += users[s->b] < OFTEN;
    }
    for (size_t i = 0; i < nwanted; i++)
        users[wanted[i]] = OFTEN;
    return users;
}

uint32_t fuse(const struct step *steps, uint32_t n, const uint32_t *wanted,
              size_t nwanted, uint32_t *task)
{
    uint8_t *users = count_users(steps, n, wanted, nwanted);
    uint32_t tasks = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct step *s = &steps[i];
        if (s->op != LOAD && users[s->a] == ONCE)
            task[i] = task[s->a];
        else if (s->op != LOAD && users[s->b] == ONCE)
            task[i] = task[s->b];
        else
            task[i] = tasks++;
    }
    free(users);
    return tasks;
}
