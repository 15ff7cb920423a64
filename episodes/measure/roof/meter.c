/* meter.c - see meter.h */
#include "meter.h"

/* The place of a line, or of the one that has to go for it. */
static struct meter_line *find(struct meter *m, uintptr_t number)
{
    struct meter_line *set = m->line[number % METER_SETS], *oldest = set;
    for (unsigned i = 0; i < METER_WAYS; i++) {
        if (set[i].used > 0 && set[i].number == number)
            return &set[i];
        oldest = set[i].used < oldest->used ? &set[i] : oldest;
    }
    return oldest;
}

static void touch(struct meter *m, const double *where, bool write)
{
    uintptr_t number = (uintptr_t)where / METER_LINE;
    struct meter_line *line = find(m, number);
    if (line->used == 0 || line->number != number) {
        m->bytes += line->dirty ? 2 * METER_LINE : METER_LINE;
        *line = (struct meter_line){.number = number};
    }
    line->used = ++m->clock;
    line->dirty = line->dirty || write;
}

double get(struct meter *m, const double *from)
{
    touch(m, from, false);
    return *from;
}

void put(struct meter *m, double *to, double value)
{
    touch(m, to, true);
    *to = value;
}

double add(struct meter *m, double a, double b)
{
    m->flops++;
    return a + b;
}

double mul(struct meter *m, double a, double b)
{
    m->flops++;
    return a * b;
}

void meter_flush(struct meter *m)
{
    for (unsigned set = 0; set < METER_SETS; set++)
        for (unsigned way = 0; way < METER_WAYS; way++) {
            m->bytes += m->line[set][way].dirty ? METER_LINE : 0;
            m->line[set][way].dirty = false;
        }
}
