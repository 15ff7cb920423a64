/*
 * semaphores.c - six puzzles, to be solved with semaphores and nothing else.
 *
 * What you find here keeps count, never waits, and works as long as one
 * thread plays alone.  semaphores.h is the contract; take the puzzles one by
 * one, and check after each.
 */
#include <semaphore.h>

#include "semaphores.h"

/* 1. A barrier that can be used again ------------------------------------- */

static struct {
    unsigned parties, arrived;
} barrier;

void barrier_open(unsigned parties)
{
    barrier.parties = parties;
    barrier.arrived = 0;
}

void barrier_wait(void)
{
    /* TODO: the last one to arrive lets all go, and nobody goes twice */
    if (++barrier.arrived == barrier.parties)
        barrier.arrived = 0;
}

/* 2. Readers and writers -------------------------------------------------- */

static struct {
    unsigned readers, writers;
} room;

void room_open(void)
{
    room.readers = room.writers = 0;
}

void room_enter_to_read(void)
{
    room.readers++; /* TODO: not while a writer is inside, or waits */
}

void room_leave_after_read(void)
{
    room.readers--;
}

void room_enter_to_write(void)
{
    room.writers++; /* TODO: not while anybody is inside */
}

void room_leave_after_write(void)
{
    room.writers--;
}

/* 3. Water ---------------------------------------------------------------- */

void water_open(void)
{
}

void water_hydrogen(void)
{
    bond(HYDROGEN); /* TODO: only with another one, and one of oxygen */
}

void water_oxygen(void)
{
    bond(OXYGEN); /* TODO: only with two of hydrogen */
}

/* 4. Santa Claus ---------------------------------------------------------- */

static struct {
    unsigned reindeer, elves; /* that it takes to wake him */
    unsigned back, asking;
} santa;

void santa_open(unsigned reindeer, unsigned elves)
{
    santa.reindeer = reindeer;
    santa.elves = elves;
    santa.back = santa.asking = 0;
}

enum errand santa_sleep(void)
{
    /* TODO: sleep until there are enough of one kind */
    return santa.back == santa.reindeer ? SLEIGH : ELVES;
}

void santa_done(void)
{
    /* TODO: let go those who have been waiting for him */
}

void santa_reindeer(void)
{
    santa.back++; /* TODO: the last one wakes Santa; wait for the ride */
}

void santa_elf(void)
{
    santa.asking++; /* TODO: be one of a group, and wait for help */
}

/* 5. Baboons -------------------------------------------------------------- */

static struct {
    unsigned most;
    unsigned on[2]; /* from each side */
} rope;

void rope_open(unsigned most)
{
    rope.most = most;
    rope.on[EAST] = rope.on[WEST] = 0;
}

void rope_take(enum side from)
{
    rope.on[from]++; /* TODO: not while it is full, or taken by the others */
}

void rope_leave(enum side from)
{
    rope.on[from]--;
}

/* 6. Dining savages ------------------------------------------------------- */

static struct {
    unsigned size, servings;
} pot;

void savages_open(unsigned servings)
{
    pot.size = servings;
    pot.servings = 0;
}

void savage_eat(void)
{
    if (pot.servings == 0) {
        pot_fill(); /* TODO: that is the cook's work: wake him, and wait */
        pot.servings = pot.size;
    }
    pot.servings--;
    pot_take();
}

void cook_serve(void)
{
    /* TODO: sleep until you are woken, and then fill the pot */
}
