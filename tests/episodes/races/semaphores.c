/*
 * semaphores.c - judges the exercise `semaphores`.
 *
 * Puppets play scripts, one letter for each call (calls.h).  Who gets on and
 * who waits is asked in scenarios that go step by step; after every test the
 * log is read from the beginning and held against the rules of the puzzle.
 */
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "semaphores.h"

/* --- telling puppets what to do ----------------------------------------- */

static void open_puzzle(enum puzzle puzzle, unsigned first, unsigned second)
{
    judge_call(OP_OPEN, (struct open_args){puzzle, first, second});
}

static const char *in_copy(const char *script)
{
    char *copy = judge_in(strlen(script) + 1);
    return strcpy(copy, script);
}

static void tell(unsigned puppet, const char *script)
{
    judge_tell(puppet, OP_PLAY, (struct play_args){in_copy(script), puppet});
}

/* All of a script must come to its end now. */
static void does(unsigned puppet, const char *script)
{
    tell(puppet, script);
    judge_await(puppet);
}

/* A script must come to a halt; `what` says who did not wait for what. */
static void waits(unsigned puppet, const char *script, const char *what)
{
    tell(puppet, script);
    judge_settle();
    judge_expect(!judge_answered(puppet), "%s", what);
}

static void still_waits(unsigned puppet, const char *what)
{
    judge_settle();
    judge_expect(!judge_answered(puppet), "%s", what);
}

static void awaits(unsigned first, unsigned n)
{
    for (unsigned i = first; i < first + n; i++)
        judge_await(i);
}

/* How many of these have come to their end. */
static unsigned answered(unsigned first, unsigned n)
{
    unsigned done = 0;
    judge_settle();
    for (unsigned i = first; i < first + n; i++)
        done += judge_answered(i);
    return done;
}

/* --- the log, and the rules of each puzzle ------------------------------- */

struct history {
    const struct event *events;
    size_t count;
};

static struct log_args log_new(void)
{
    struct log_args log = {0};
    log.events = judge_out(EVENTS_MOST * sizeof *log.events);
    log.count = judge_out(sizeof *log.count);
    return log;
}

static struct history log_got(struct log_args log)
{
    struct history h = {judge_got(log.events), *judge_got(log.count)};
    judge_expect(h.count <= EVENTS_MOST,
                 "our functions were called %zu times; %d is more than enough",
                 h.count, EVENTS_MOST);
    return h;
}

static bool is(const struct event *e, char letter, unsigned when)
{
    return e->letter == letter && e->when == when;
}

/* How often this happened before event `end`. */
static unsigned times(struct history h, size_t end, char letter, unsigned when)
{
    unsigned n = 0;
    for (size_t i = 0; i < end; i++)
        n += is(&h.events[i], letter, when);
    return n;
}

static unsigned times_by(struct history h, size_t end, char letter,
                         unsigned when, unsigned thread)
{
    unsigned n = 0;
    for (size_t i = 0; i < end; i++)
        n += is(&h.events[i], letter, when) && h.events[i].thread == thread;
    return n;
}

/* Nobody is through for the k-th time before all have come k times. */
static void check_barrier(struct history h, unsigned parties, unsigned unused)
{
    (void)unused;
    for (size_t i = 0; i < h.count; i++) {
        unsigned thread = h.events[i].thread;
        if (!is(&h.events[i], 'b', ENDED))
            continue;
        unsigned round = 1 + times_by(h, i, 'b', ENDED, thread);
        for (unsigned t = 0; t < parties; t++)
            judge_expect(times_by(h, i, 'b', BEGUN, t) >= round,
                         "barrier_wait for %u threads: one of them was through "
                         "round %u before another one had come to it",
                         parties, round);
    }
}

/* Between the end of the call that lets in and the start of the one that
 * lets out, a thread is inside. */
static int inside(struct history h, size_t end, char in, char out)
{
    return (int)times(h, end, in, ENDED) - (int)times(h, end, out, BEGUN);
}

static void check_room(struct history h, unsigned unused, unsigned unused_too)
{
    (void)unused, (void)unused_too;
    for (size_t i = 1; i <= h.count; i++) {
        int readers = inside(h, i, 'r', 'R'), writers = inside(h, i, 'w', 'W');
        judge_expect(writers <= 1, "two writers were in the room together");
        judge_expect(writers == 0 || readers == 0,
                     "a writer and a reader were in the room together");
    }
}

static void check_water(struct history h, unsigned unused, unsigned unused_too)
{
    unsigned hydrogen = 0, oxygen = 0, left = 0;
    (void)unused, (void)unused_too;
    for (size_t i = 0; i < h.count; i++) {
        const struct event *e = &h.events[i];
        hydrogen += is(e, 'h', INSIDE);
        oxygen += is(e, 'o', INSIDE);
        left += e->when == OUTSIDE;
        judge_expect(hydrogen <= 2 && oxygen <= 1,
                     "%u of hydrogen and %u of oxygen called bond, and no "
                     "molecule was complete",
                     hydrogen, oxygen);
        if (left == 3)
            hydrogen = oxygen = left = 0;
    }
    for (unsigned t = 0; t < 16; t++)
        for (const char *atom = "ho"; *atom != '\0'; atom++)
            judge_expect(times_by(h, h.count, *atom, INSIDE, t) >=
                             times_by(h, h.count, *atom, ENDED, t),
                         "%s returned without a call of bond",
                         *atom == 'h' ? "water_hydrogen" : "water_oxygen");
}

/* The first event at or after `from` where Santa got up for this errand, or
 * was done with it; h.count if there is none. */
static size_t find(struct history h, size_t from, char letter, unsigned when,
                   enum errand errand)
{
    unsigned last = SLEIGH;
    for (size_t i = 0; i < h.count; i++) {
        if (is(&h.events[i], 's', ENDED))
            last = h.events[i].result;
        if (i >= from && is(&h.events[i], letter, when) && last == errand)
            return i;
    }
    return h.count;
}

/* Who began at `begun` must be served by a Santa who got up after that, and
 * was done before it ended. */
static void check_served(struct history h, size_t ended, enum errand errand)
{
    size_t begun = ended;
    while (begun > 0 && !(h.events[begun].when == BEGUN &&
                          h.events[begun].thread == h.events[ended].thread))
        begun--;
    size_t up = find(h, begun, 's', ENDED, errand);
    judge_expect(find(h, up, 'S', BEGUN, errand) < ended,
                 "%s returned, and Santa had not called santa_done since it "
                 "came",
                 errand == SLEIGH ? "santa_reindeer" : "santa_elf");
}

static void check_santa(struct history h, unsigned reindeer, unsigned elves)
{
    unsigned woken[2] = {0};
    for (size_t i = 0; i < h.count; i++) {
        const struct event *e = &h.events[i];
        if (is(e, 'd', ENDED))
            check_served(h, i, SLEIGH);
        if (is(e, 'e', ENDED))
            check_served(h, i, ELVES);
        if (!is(e, 's', ENDED))
            continue;
        judge_expect(e->result <= ELVES, "santa_sleep returned %u", e->result);
        woken[e->result]++;
        judge_expect(times(h, i, 'd', BEGUN) >= woken[SLEIGH] * reindeer,
                     "santa_sleep returned SLEIGH before all %u reindeer were "
                     "back",
                     reindeer);
        judge_expect(times(h, i, 'e', BEGUN) >= woken[ELVES] * elves,
                     "santa_sleep returned ELVES before %u elves had asked",
                     elves);
    }
    judge_expect(times(h, h.count, 'e', ENDED) <= woken[ELVES] * elves,
                 "%u elves were let go, and Santa helped %u groups of %u",
                 times(h, h.count, 'e', ENDED), woken[ELVES], elves);
}

static void check_rope(struct history h, unsigned most, unsigned unused)
{
    (void)unused;
    for (size_t i = 1; i <= h.count; i++) {
        int east = inside(h, i, 'x', 'X'), west = inside(h, i, 'y', 'Y');
        judge_expect(east <= 0 || west <= 0,
                     "baboons from both sides were on the rope together");
        judge_expect(east + west <= (int)most,
                     "%d baboons were on a rope that carries %u", east + west,
                     most);
    }
}

static void check_savages(struct history h, unsigned size, unsigned unused)
{
    unsigned servings = 0, busy = 0;
    (void)unused;
    for (size_t i = 0; i < h.count; i++) {
        const struct event *e = &h.events[i];
        busy -= e->when == OUTSIDE;
        busy += e->when == INSIDE;
        judge_expect(busy <= 1, "two threads were at the pot together");
        if (is(e, 'c', INSIDE)) {
            judge_expect(servings == 0,
                         "pot_fill was called with %u serving%s in the pot",
                         servings, servings == 1 ? "" : "s");
            servings = size;
        } else if (is(e, 'm', INSIDE)) {
            judge_expect(servings > 0, "pot_take was called with nothing in "
                                       "the pot");
            servings--;
        }
    }
    judge_expect(times(h, h.count, 'm', INSIDE) >=
                     times(h, h.count, 'm', ENDED),
                 "savage_eat returned without a call of pot_take");
}

static void (*const rules[PUZZLES])(struct history, unsigned, unsigned) = {
    check_barrier, check_room, check_water,
    check_santa,   check_rope, check_savages};

/* Sends the puppets home, who must all have come to the end. */
static void finish(enum puzzle puzzle, unsigned first, unsigned second)
{
    struct log_args log = log_new();
    judge_puppets(0);
    judge_call(OP_LOG, log);
    rules[puzzle](log_got(log), first, second);
}

/* --- barrier ------------------------------------------------------------- */

START_TEST(barrier_waits)
{
    enum { PARTIES = 4 };
    judge_title("barrier: all wait for the last, round after round");
    open_puzzle(BARRIER, PARTIES, 0);
    judge_puppets(PARTIES);
    for (unsigned round = 0; round < 3; round++) {
        unsigned last = round % PARTIES;
        for (unsigned i = 0; i < PARTIES; i++)
            if (i != last)
                tell(i, "b");
        judge_expect(answered(0, PARTIES) == 1,
                     "barrier_wait for 4 threads did not wait for the fourth "
                     "(round %u)",
                     round + 1);
        tell(last, "b");
        awaits(0, PARTIES);
    }
    finish(BARRIER, PARTIES, 0);
}
END_TEST

START_TEST(barrier_alone)
{
    judge_title("barrier: one thread waits for nobody");
    open_puzzle(BARRIER, 1, 0);
    judge_puppets(1);
    does(0, "bbb");
    finish(BARRIER, 1, 0);
}
END_TEST

/* --- readers and writers -------------------------------------------------- */

START_TEST(readers_together)
{
    judge_title("room: readers together, a writer when they have left");
    open_puzzle(ROOM, 0, 0);
    judge_puppets(4);
    does(0, "r");
    does(1, "r");
    does(2, "r");
    waits(3, "w", "a writer did not wait while three readers were inside");
    does(0, "R");
    does(2, "R");
    still_waits(3, "a writer did not wait while a reader was inside");
    does(1, "R");
    judge_await(3);
    does(3, "W");
    finish(ROOM, 0, 0);
}
END_TEST

START_TEST(writer_alone)
{
    judge_title("room: while a writer is inside, all others wait");
    open_puzzle(ROOM, 0, 0);
    judge_puppets(4);
    does(0, "w");
    waits(1, "wW", "a writer did not wait while another one was inside");
    waits(2, "rR", "a reader did not wait while a writer was inside");
    waits(3, "wW", "a writer did not wait while another one was inside");
    does(0, "W");
    awaits(1, 3);
    finish(ROOM, 0, 0);
}
END_TEST

START_TEST(writer_not_passed)
{
    judge_title("room: readers that come later do not pass a writer");
    open_puzzle(ROOM, 0, 0);
    judge_puppets(4);
    does(0, "r");
    waits(1, "w", "a writer did not wait while a reader was inside");
    waits(2, "r",
          "a reader went in while a writer was waiting: readers who "
          "keep coming would keep it waiting for ever");
    waits(3, "r", "a reader went in while a writer was waiting");
    does(0, "R");
    judge_await(1);
    judge_expect(answered(2, 2) == 0,
                 "a reader went in while a writer was inside");
    does(1, "W");
    awaits(2, 2);
    does(2, "R");
    does(3, "R");
    finish(ROOM, 0, 0);
}
END_TEST

/* Two writers relieve each other; the reader came before all but the first.
 * Semaphores may wake whom they like, so it gets many chances. */
START_TEST(reader_not_starved)
{
    const unsigned chances = 20;
    unsigned in = 1, next = 2;
    judge_title("room: writers that keep coming do not keep out a reader");
    open_puzzle(ROOM, 0, 0);
    judge_puppets(3);
    judge_keep_order();
    does(in, "w");
    waits(0, "r", "a reader did not wait while a writer was inside");
    for (unsigned n = 0; n < chances; n++) {
        waits(next, "w", "a writer did not wait while another one was inside");
        does(in, "W");
        if (answered(0, 1) == 1)
            break;
        judge_await(next);
        in = next;
        next = 3 - in;
    }
    judge_expect(judge_answered(0),
                 "a reader waited while %u writers went in that had come later",
                 chances);
    does(0, "R");
    judge_await(next);
    does(next, "W");
    finish(ROOM, 0, 0);
}
END_TEST

/* --- water --------------------------------------------------------------- */

START_TEST(water_needs_three)
{
    judge_title("water: atoms wait until there are two and one");
    open_puzzle(WATER, 0, 0);
    judge_puppets(6);
    tell(0, "h");
    waits(1, "h", "two atoms of hydrogen did not wait for one of oxygen");
    still_waits(0, "an atom of hydrogen did not wait");
    does(2, "o");
    awaits(0, 2);
    tell(0, "o");
    tell(1, "o");
    waits(2, "h", "one atom of hydrogen did not wait for a second one");
    judge_expect(answered(0, 2) == 0,
                 "an atom of oxygen did not wait for two of hydrogen");
    does(3, "h");
    judge_await(2);
    judge_expect(answered(0, 2) == 1,
                 "two of hydrogen and two of oxygen: %u of oxygen went on; "
                 "right is 1",
                 answered(0, 2));
    tell(4, "h");
    tell(5, "h");
    awaits(0, 6);
    finish(WATER, 0, 0);
}
END_TEST

/* --- Santa --------------------------------------------------------------- */

enum { REINDEER = 4, HELPED = 3, SANTA_IS = 15 };

/* Santa gets up for this errand. */
static void gets_up(enum errand errand)
{
    struct log_args log = log_new();
    judge_await(SANTA_IS);
    judge_call(OP_LOG, log);
    struct history h = log_got(log);
    size_t i = h.count;
    while (i > 0 && !is(&h.events[i - 1], 's', ENDED))
        i--;
    judge_expect(i > 0 && h.events[i - 1].result == errand,
                 "santa_sleep did not return %s, with %u reindeer back and "
                 "%u elves at the door since the start",
                 errand == SLEIGH ? "SLEIGH" : "ELVES",
                 times(h, h.count, 'd', BEGUN), times(h, h.count, 'e', BEGUN));
}

START_TEST(santa_and_reindeer)
{
    judge_title("Santa: woken by the last of the reindeer, ride after ride");
    open_puzzle(SANTA, REINDEER, HELPED);
    judge_puppets(16);
    for (unsigned ride = 0; ride < 2; ride++) {
        tell(SANTA_IS, "s");
        for (unsigned i = 1; i < REINDEER; i++)
            tell(i, "d");
        still_waits(SANTA_IS, "santa_sleep returned, and one of the reindeer "
                              "was not yet back");
        tell(0, "d");
        gets_up(SLEIGH);
        judge_expect(answered(0, REINDEER) == 0,
                     "santa_reindeer did not wait for santa_done");
        does(SANTA_IS, "S");
        awaits(0, REINDEER);
    }
    finish(SANTA, REINDEER, HELPED);
}
END_TEST

START_TEST(santa_and_elves)
{
    enum { ALL = 2 * HELPED + 1 };
    judge_title("Santa: helps the elves in groups, and never more");
    open_puzzle(SANTA, REINDEER, HELPED);
    judge_puppets(16);
    tell(ALL, "d"); /* one reindeer is early, and must not be forgotten */
    tell(SANTA_IS, "s");
    for (unsigned i = 1; i < HELPED; i++)
        tell(i, "e");
    still_waits(SANTA_IS, "santa_sleep returned before there was a group");
    tell(0, "e");
    gets_up(ELVES);
    for (unsigned i = HELPED; i < ALL; i++)
        tell(i, "e");
    judge_expect(answered(0, ALL) == 0,
                 "santa_elf did not wait for santa_done");
    does(SANTA_IS, "S");
    awaits(0, HELPED);
    judge_expect(answered(HELPED, ALL - HELPED) == 0,
                 "an elf that came while Santa helped a group was let go "
                 "with that group");
    tell(SANTA_IS, "s");
    gets_up(ELVES);
    does(SANTA_IS, "S");
    judge_expect(answered(HELPED, ALL - HELPED) == HELPED,
                 "four elves waited, and santa_done for a group of three let "
                 "%u go",
                 answered(HELPED, ALL - HELPED));
    tell(0, "e");
    tell(1, "e");
    does(SANTA_IS, "sS");
    awaits(0, ALL);
    for (unsigned i = 1; i < REINDEER; i++)
        tell(ALL + i, "d");
    tell(SANTA_IS, "s");
    gets_up(SLEIGH);
    does(SANTA_IS, "S");
    awaits(ALL, REINDEER);
    finish(SANTA, REINDEER, HELPED);
}
END_TEST

START_TEST(santa_sleigh_first)
{
    judge_title("Santa: reindeer come first, and the elves are not forgotten");
    open_puzzle(SANTA, REINDEER, HELPED);
    judge_puppets(16);
    for (unsigned i = 0; i < HELPED; i++)
        tell(REINDEER + i, "e");
    for (unsigned i = 0; i < REINDEER; i++)
        tell(i, "d");
    judge_settle();
    tell(SANTA_IS, "s");
    gets_up(SLEIGH);
    does(SANTA_IS, "S");
    awaits(0, REINDEER);
    judge_expect(answered(REINDEER, HELPED) == 0,
                 "an elf was let go with the reindeer");
    tell(SANTA_IS, "s");
    gets_up(ELVES);
    for (unsigned i = 0; i < REINDEER; i++)
        tell(i, "d");
    does(SANTA_IS, "S");
    awaits(REINDEER, HELPED);
    judge_expect(answered(0, REINDEER) == 0,
                 "a reindeer was let go with the elves");
    tell(SANTA_IS, "s");
    gets_up(SLEIGH);
    does(SANTA_IS, "S");
    awaits(0, REINDEER);
    finish(SANTA, REINDEER, HELPED);
}
END_TEST

/* --- baboons ------------------------------------------------------------- */

START_TEST(rope_carries)
{
    enum { MOST = 3 };
    judge_title("rope: as many as it carries, and from one side");
    open_puzzle(ROPE, MOST, 0);
    judge_puppets(MOST + 2);
    for (unsigned i = 0; i < MOST; i++)
        does(i, "y");
    waits(MOST, "y", "a baboon did not wait for its place on a full rope");
    waits(MOST + 1, "x",
          "a baboon took a rope with baboons from the other side on it");
    does(0, "Y");
    judge_await(MOST);
    for (unsigned i = 1; i <= MOST; i++)
        does(i, "Y");
    judge_await(MOST + 1);
    for (unsigned i = 0; i + 1 < MOST; i++)
        does(i, "x");
    for (unsigned i = 0; i < MOST; i++)
        does(i == 2 ? MOST + 1 : i, "X");
    finish(ROPE, MOST, 0);
}
END_TEST

START_TEST(rope_not_passed)
{
    judge_title("rope: nobody passes one who waits on the other side");
    open_puzzle(ROPE, 3, 0);
    judge_puppets(4);
    does(0, "x");
    waits(1, "y", "a baboon took a rope with one from the other side on it");
    waits(2, "x",
          "a baboon took the rope while one of the other side was "
          "waiting: if more keep coming, it waits for ever");
    does(0, "X");
    judge_await(1);
    still_waits(2, "a baboon took a rope with one from the other side on it");
    waits(0, "y",
          "a baboon took the rope while one of the other side was "
          "waiting");
    does(1, "Y");
    judge_await(2);
    does(2, "X");
    judge_await(0);
    does(0, "Y");
    finish(ROPE, 3, 0);
}
END_TEST

/* --- savages ------------------------------------------------------------- */

enum { COOK_IS = 15 };

START_TEST(savages_in_turn)
{
    judge_title("savages: the cook is woken when the pot is empty, then only");
    open_puzzle(SAVAGES, 3, 0);
    judge_puppets(16);
    waits(COOK_IS, "c", "cook_serve returned before any savage came");
    for (unsigned meal = 0; meal < 3; meal++) {
        does(0, "m");
        judge_await(COOK_IS);
        waits(COOK_IS, "c", "cook_serve returned, and the pot was not empty");
        does(1, "m");
        does(2, "m");
        still_waits(COOK_IS, "cook_serve returned before a savage found the "
                             "pot empty");
    }
    does(3, "m");
    judge_await(COOK_IS);
    finish(SAVAGES, 3, 0);
}
END_TEST

START_TEST(savages_wait)
{
    judge_title("savages: all wait while the cook is away");
    open_puzzle(SAVAGES, 2, 0);
    judge_puppets(16);
    for (unsigned i = 0; i < 3; i++)
        tell(i, "m");
    judge_expect(answered(0, 3) == 0, "savage_eat did not wait for the cook");
    does(COOK_IS, "c");
    judge_expect(answered(0, 3) == 2,
                 "three savages and a pot of two servings: %u could eat; right "
                 "is 2",
                 answered(0, 3));
    does(COOK_IS, "c");
    awaits(0, 3);
    finish(SAVAGES, 2, 0);
}
END_TEST

/* --- all at once --------------------------------------------------------- */

/* What up to 16 threads play at the same time. */
struct crowd {
    const char *title;
    enum puzzle puzzle;
    unsigned first, second;
    const char *scripts[16];
};

/* The scripts add up: at no time can the last ones wait for each other. */
static const struct crowd crowds[] = {
    {"barrier: fast and slow threads for many rounds",
     BARRIER,
     3,
     0,
     {"bbbbbbbbbbbbbbbbbbbb", "bbbbbbbbbbbbbbbbbbbb", "bbbbbbbbbbbbbbbbbbbb"}},
    {"room: readers and writers that come and go",
     ROOM,
     0,
     0,
     {"rRrRrRrRrRrRwWrR", "rRrRrRrRrRrRrRrR", "wWwWwWwWwW", "rRwWrRwWrRwWrR",
      "wWrRrRrRwWrRrRrR"}},
    {"water: many atoms",
     WATER,
     0,
     0,
     {"h", "o", "h", "h", "h", "o", "h", "h", "h", "o", "o", "h", "h", "h",
      "o"}},
    {"Santa: a ride, and many elves",
     SANTA,
     3,
     2,
     {"sSsSsSsSsSsSsS", "d", "d", "d", "e", "e", "e", "e", "e", "e", "e", "e",
      "e", "e", "e", "e"}},
    {"rope: baboons from both sides",
     ROPE,
     2,
     0,
     {"xXyYxXyYxXyY", "xXxXxXxXxX", "xXxXxXxXxX", "yYyYyYyYyY", "yYyYyYyYyY",
      "yYyYyYyYyY"}},
    {"savages: many meals",
     SAVAGES,
     3,
     0,
     {"mmmmmmmmmm", "mmmmmmmmmm", "mmmmmmmmmm", "cccccccccc"}},
};

static void meet(const struct crowd *c)
{
    unsigned n = 0;
    open_puzzle(c->puzzle, c->first, c->second);
    while (n < 16 && c->scripts[n] != NULL)
        n++;
    judge_puppets(n);
    for (unsigned i = 0; i < n; i++)
        tell(i, c->scripts[i]);
    awaits(0, n);
    finish(c->puzzle, c->first, c->second);
}

START_TEST(together)
{
    judge_title(crowds[_i].title);
    judge_stir(2);
    meet(&crowds[_i]);
}
END_TEST

/* --- idle ---------------------------------------------------------------- */

/* One or two wait in each puzzle. */
static void let_all_go(void)
{
    enum { FREE = PUZZLES + BARRIER, HUNGRY = PUZZLES + SAVAGES };
    does(FREE, "bh");
    does(HUNGRY, "m");
    tell(BARRIER, "e");
    tell(FREE, "e");
    judge_await(SANTA);
    does(SANTA, "S");
    does(ROOM, "W");
    does(ROPE, "X");
    awaits(0, 2 * PUZZLES);
    judge_puppets(0);
}

START_TEST(idle)
{
    static const char *const first[] = {"b", "w", "o", "s", "x", "c"};
    static const char *const second[] = {"", "r", "h", "e", "y", ""};
    const double seconds = 0.2, most_cpu = 0.01;
    const unsigned most_wakeups = 32; /* room for the stop of judge_settle */
    judge_title("threads that wait use no core");
    for (unsigned p = 0; p < PUZZLES; p++)
        open_puzzle(p, p == BARRIER ? 2 : 3, 3);
    judge_puppets(2 * PUZZLES);
    for (unsigned p = 0; p < PUZZLES; p++) {
        tell(p, first[p]);
        judge_settle();
        tell(PUZZLES + p, second[p]);
    }
    judge_settle();
    struct idle used = judge_watch_idle(seconds);
    if (used.cpu > most_cpu || used.wakeups > most_wakeups)
        judge_fail(CAUSE_BUSY,
                   "threads waited in all six puzzles for %.1f s, used %.3f s "
                   "of CPU time and woke up %u times; right is none of both",
                   seconds, used.cpu, used.wakeups);
    let_all_go();
}
END_TEST

/* --- explore ------------------------------------------------------------- */

/* Few calls each: all ways in which they can meet are many. */
static const struct crowd small[] = {
    {"two threads, three rounds", BARRIER, 2, 0, {"bbb", "bbb"}},
    {"two readers and a writer", ROOM, 0, 0, {"rR", "rR", "wW"}},
    {"a reader and two writers", ROOM, 0, 0, {"rRrR", "wW", "wW"}},
    {"atoms for two molecules", WATER, 0, 0, {"h", "o", "h", "h", "o", "h"}},
    {"four elves in two groups", SANTA, 2, 2, {"sSsS", "e", "e", "e", "e"}},
    {"a ride and a group", SANTA, 1, 2, {"sSsS", "d", "e", "e"}},
    {"baboons from both sides", ROPE, 2, 0, {"xXyY", "xX", "yY"}},
    {"three on a rope for two", ROPE, 2, 0, {"xX", "xX", "xX"}},
    {"three meals, a pot of two", SAVAGES, 2, 0, {"mm", "m", "cc"}},
};

struct meeting {
    const struct crowd *crowd;
    struct log_args log;
};

static void check_meeting(void *data)
{
    const struct meeting *m = data;
    const struct crowd *c = m->crowd;
    rules[c->puzzle](log_got(m->log), c->first, c->second);
}

START_TEST(explore)
{
    const struct crowd *c = &small[_i];
    struct meeting m = {c, log_new()};
    judge_title(c->title);
    judge_before(OP_OPEN, (struct open_args){c->puzzle, c->first, c->second});
    for (unsigned i = 0; i < 16 && c->scripts[i] != NULL; i++)
        judge_does(i, OP_PLAY, (struct play_args){in_copy(c->scripts[i]), i});
    judge_after(OP_LOG, m.log);
    judge_explore(c->title, check_meeting, &m);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("semaphores");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, barrier_waits);
    tcase_add_test(correct, barrier_alone);
    tcase_add_test(correct, readers_together);
    tcase_add_test(correct, writer_alone);
    tcase_add_test(correct, water_needs_three);
    tcase_add_test(correct, santa_and_reindeer);
    tcase_add_test(correct, santa_and_elves);
    tcase_add_test(correct, santa_sleigh_first);
    tcase_add_test(correct, rope_carries);
    tcase_add_test(correct, savages_in_turn);
    tcase_add_test(correct, savages_wait);
    tcase_add_test(correct, idle);
    TCase *fair = judge_tcase(suite, "fair", "fair");
    tcase_add_test(fair, writer_not_passed);
    tcase_add_test(fair, reader_not_starved);
    tcase_add_test(fair, rope_not_passed);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_loop_test(races, together, 0,
                        (int)(sizeof crowds / sizeof *crowds));
    TCase *schedules = judge_tcase(suite, "explore", "explore");
    tcase_add_loop_test(schedules, explore, 0,
                        (int)(sizeof small / sizeof *small));
    return suite;
}
