/* machine.c - see machine.h */
#include "machine.h"

#include <string.h>

#define NEVER UINT64_MAX

enum { NOBODY = CONVOY_THREADS };

struct machine {
    const struct convoy_load *load;
    struct machine_policy policy;
    struct machine_result *result;
    uint64_t now;
    uint64_t wake[CONVOY_THREADS];  /* of those who sleep; else NEVER */
    uint64_t needs[CONVOY_THREADS]; /* of the lock, until the next sleep */
    struct convoy_thread about[CONVOY_THREADS];
    struct convoy_thread waiting[CONVOY_THREADS];
    unsigned count;
    unsigned holder; /* or NOBODY */
    uint64_t runs;   /* the holder runs from then on */
    uint64_t end;    /* of the holder's patience */
};

static uint64_t ask(struct machine *m, bool next)
{
    struct convoy_view view = {.now = m->now,
                               .waiting = m->waiting,
                               .count = m->count,
                               .threads = m->load->threads};
    if (!next) {
        view.holder = m->about[m->holder];
        view.holder.since = m->runs;
    }
    return m->policy.answer(m->policy.data, next, &view);
}

static void ask_patience(struct machine *m)
{
    if (m->count == 0) {
        m->end = NEVER;
        return;
    }
    uint64_t answer = ask(m, false);
    m->end = answer > NEVER - m->now ? NEVER : m->now + answer;
}

static void note_wait(struct machine *m, unsigned thread, uint64_t length)
{
    struct machine_result *r = m->result;
    if (length > r->longest[thread])
        r->longest[thread] = length;
    bool is_short = m->load->thread[thread].sleep > 0 &&
                    m->load->thread[thread].compute <= CONVOY_SHORT;
    if (is_short && r->nshort < MACHINE_WAITS)
        r->short_wait[r->nshort++] = (uint32_t)length;
}

/* The lock goes to the waiting thread with that index. */
static void give(struct machine *m, unsigned index)
{
    struct convoy_thread t = m->waiting[index];
    m->count--;
    memmove(m->waiting + index, m->waiting + index + 1,
            (m->count - index) * sizeof *m->waiting);
    note_wait(m, t.number, m->now - t.since);
    m->result->turns[t.number]++;
    m->holder = t.number;
    m->runs = m->now + CONVOY_SWITCH;
    ask_patience(m);
}

static void give_next(struct machine *m)
{
    m->holder = NOBODY;
    m->end = NEVER;
    if (m->count == 0)
        return;
    uint64_t index = ask(m, true);
    if (index >= m->count) {
        m->result->mistake = "convoy_next";
        m->result->bad_answer = index;
        return;
    }
    give(m, (unsigned)index);
}

static void begin_to_wait(struct machine *m, unsigned thread)
{
    struct convoy_thread *t = &m->about[thread];
    t->since = m->now;
    m->waiting[m->count++] = *t;
}

/* The holder stops at m->now. */
static void stop_holder(struct machine *m)
{
    unsigned h = m->holder;
    uint64_t ran = m->now > m->runs ? m->now - m->runs : 0;
    m->result->work += ran;
    m->needs[h] -= m->needs[h] == NEVER ? 0 : ran;
    m->about[h].last = ran;
}

static void end_turn(struct machine *m)
{
    unsigned h = m->holder;
    m->about[h].interrupted = false;
    m->result->rounds[h]++;
    m->needs[h] = m->load->thread[h].compute;
    m->wake[h] = m->now + m->load->thread[h].sleep;
    give_next(m);
}

static void interrupt(struct machine *m)
{
    unsigned h = m->holder;
    m->about[h].interrupted = true;
    give_next(m); /* to one of the others */
    if (m->result->mistake != NULL)
        return;
    begin_to_wait(m, h);
    ask_patience(m);
}

/* When something happens next. */
static uint64_t next_event(const struct machine *m)
{
    uint64_t next = NEVER;
    for (unsigned i = 0; i < m->load->threads; i++)
        next = m->wake[i] < next ? m->wake[i] : next;
    if (m->holder != NOBODY) {
        uint64_t done = m->needs[m->holder] == NEVER
                            ? NEVER
                            : m->runs + m->needs[m->holder];
        uint64_t late = m->end > m->runs ? m->end : m->runs;
        next = done < next ? done : next;
        next = m->end != NEVER && late < next ? late : next;
    }
    return next;
}

static void wake_up(struct machine *m)
{
    for (unsigned i = 0; i < m->load->threads; i++) {
        if (m->wake[i] > m->now)
            continue;
        m->wake[i] = NEVER;
        begin_to_wait(m, i);
        if (m->holder == NOBODY)
            give_next(m);
        else
            ask_patience(m);
        if (m->result->mistake != NULL)
            return;
    }
}

static void step(struct machine *m)
{
    unsigned h = m->holder;
    if (h != NOBODY && m->needs[h] != NEVER &&
        m->now >= m->runs + m->needs[h]) {
        stop_holder(m);
        end_turn(m);
    } else if (h != NOBODY && m->count > 0 && m->now >= m->end &&
               m->now >= m->runs) {
        stop_holder(m);
        interrupt(m);
    }
    if (m->result->mistake == NULL)
        wake_up(m);
}

void machine_run(const struct convoy_load *load, uint64_t length,
                 struct machine_policy policy, struct machine_result *result)
{
    struct machine m = {.load = load,
                        .policy = policy,
                        .result = result,
                        .holder = NOBODY,
                        .end = NEVER};
    memset(result, 0, sizeof *result);
    for (unsigned i = 0; i < load->threads; i++) {
        m.about[i].number = i;
        m.wake[i] = 0;
        m.needs[i] =
            load->thread[i].sleep == 0 ? NEVER : load->thread[i].compute;
    }
    while (result->mistake == NULL) {
        uint64_t next = next_event(&m);
        if (next > length)
            break;
        m.now = next;
        step(&m);
    }
    m.now = length;
    for (unsigned i = 0; i < m.count; i++)
        note_wait(&m, m.waiting[i].number, length - m.waiting[i].since);
}
