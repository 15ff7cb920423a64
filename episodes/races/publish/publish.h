/*
 * publish.h - the contract: hand data over without a lock.
 *
 * Three ways for one thread to show others what it has written, and a table
 * of questions about what they may see.  There is one letterbox, one weather
 * station and one table in the program; all are static in publish.c.
 */
#ifndef PUBLISH_H
#define PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

/* 1. A flag ----------------------------------------------------------------
 *
 * A letterbox with room for one letter, empty at first.  One thread puts
 * letters in, one other thread takes them out; neither ever waits. */
struct letter {
    uint64_t words[4];
};

/* Puts a copy of the letter in; false if the last one is still there. */
bool letter_put(const struct letter *letter);

/* Takes the letter out and stores it; false if there is none. */
bool letter_take(struct letter *letter);

/* 2. A sequence number ------------------------------------------------------
 *
 * A weather station.  One thread publishes readings, and never waits for a
 * reader; any number of threads look at the latest reading, as often as they
 * like, without a lock (nor is a read-write lock allowed).  What they get is
 * one reading, never a mixture, and never an older one than they have seen
 * before.  Before the first is published all numbers are 0. */
struct reading {
    uint64_t time, temperature, pressure, humidity;
};

void reading_publish(const struct reading *reading);
struct reading reading_latest(void);

/* 3. A pointer --------------------------------------------------------------
 *
 * A table that is made when it is first wanted.  Any number of threads call
 * table_get at any time, and all get the same table; table_make has been
 * called once, by whoever came first.  Once the table is there nobody waits
 * for a lock any more. */
enum { TABLE_SIZE = 64 };
struct table {
    uint64_t entries[TABLE_SIZE];
};

const struct table *table_make(void); /* ours: takes a while, never fails */
const struct table *table_get(void);

/* 4. What is possible -------------------------------------------------------
 *
 * In each line x and y are atomic and 0 at first, a to d are variables of the
 * thread that reads.  Threads are divided by |, all run once.  Can it end as
 * the last column says, by the rules of C11?
 *
 *   STORES        x = 1; a = y;  |  y = 1; b = x;            a == 0 && b == 0
 *   MESSAGE       x = 1; y = 1;  |  a = y; b = x;            a == 1 && b == 0
 *   LOADS         a = x; y = 1;  |  b = y; x = 1;            a == 1 && b == 1
 *   COHERENCE     x = 1;  |  a = x; b = x;                   a == 1 && b == 0
 *   CHAIN         x = 1;  |  a = x; y = 1;  |  b = y; c = x;
 *                                                  a == 1 && b == 1 && c == 0
 *   OBSERVERS     x = 1;  |  y = 1;  |  a = x; b = y;  |  c = y; d = x;
 *                                        a == 1 && b == 0 && c == 1 && d == 0
 *   OVERWRITES    x = 1; y = 2;  |  y = 1; x = 2;     in the end x == 1, y == 1
 *
 * Three times: all accesses relaxed; all stores release and all loads
 * acquire; all sequentially consistent. */
enum litmus {
    STORES,
    MESSAGE,
    LOADS,
    COHERENCE,
    CHAIN,
    OBSERVERS,
    OVERWRITES,
    LITMUS_TESTS
};
enum order { RELAXED, RELEASE_ACQUIRE, SEQ_CST, ORDERS };
enum answer { NEVER, POSSIBLE };

extern const enum answer litmus[LITMUS_TESTS][ORDERS];

#endif
