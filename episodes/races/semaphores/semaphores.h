/*
 * semaphores.h - the contract: six old puzzles, from semaphores only.
 *
 * sem_init, sem_wait and sem_post are all you need.  Mutexes, conditions,
 * barriers, atomics and looking again and again are not allowed: a thread
 * that cannot go on sleeps in sem_wait.
 *
 * Each puzzle exists once, and its state is static in semaphores.c.  Its
 * ..._open function is called once, before any other thread knows of it.
 * The other functions may be called by any number of threads at a time,
 * unless it says how many there are.
 */
#ifndef SEMAPHORES_H
#define SEMAPHORES_H

/* 1. A barrier that can be used again -------------------------------------
 *
 * barrier_wait returns when all `parties` threads have called it.  The same
 * threads may call it again at once, for the next round, while slow ones are
 * still on their way out of this round. */
void barrier_open(unsigned parties);
void barrier_wait(void);

/* 2. Readers and writers --------------------------------------------------
 *
 * Any number of readers may be in the room together, a writer only alone.
 * Nobody waits for ever: a reader that comes while a writer waits goes in
 * after that writer, and writers that keep coming do not keep out a reader. */
void room_open(void);
void room_enter_to_read(void);
void room_leave_after_read(void);
void room_enter_to_write(void);
void room_leave_after_write(void);

/* 3. Water -----------------------------------------------------------------
 *
 * Each thread is an atom.  As soon as there are two of hydrogen and one of
 * oxygen, each of these three calls bond, and no atom of the next molecule
 * calls bond before all three have returned from it.  An atom that is left
 * over waits inside its function. */
enum atom { HYDROGEN, OXYGEN };
void bond(enum atom atom); /* ours */

void water_open(void);
void water_hydrogen(void);
void water_oxygen(void);

/* 4. Santa Claus -----------------------------------------------------------
 *
 * There is one Santa.  He sleeps in santa_sleep until all `reindeer` are back
 * from their holidays, or `elves` of the elves ask for help at his door.  If
 * both is the case he goes for the sleigh.  When he has done what he was
 * woken for he calls santa_done: now the reindeer return from santa_reindeer,
 * or those elves from santa_elf, and nobody else.
 *
 * There are many elves, who ask whenever they like; who comes while Santa
 * helps a group is one of the next group.  There are exactly `reindeer`
 * reindeer, and each comes back once for each ride. */
enum errand { SLEIGH, ELVES };

void santa_open(unsigned reindeer, unsigned elves);
enum errand santa_sleep(void);
void santa_done(void);
void santa_reindeer(void);
void santa_elf(void);

/* 5. Baboons ---------------------------------------------------------------
 *
 * A rope hangs across a canyon and carries `most` baboons.  They cross it
 * hand over hand, in both directions, but those who meet on it would fight
 * and fall: all that hang on it at one time come from the same side.  Nobody
 * waits for ever: who comes while one of the other side waits goes after it. */
enum side { EAST, WEST };

void rope_open(unsigned most);
void rope_take(enum side from);
void rope_leave(enum side from); /* the side it came from */

/* 6. Dining savages --------------------------------------------------------
 *
 * A tribe eats from one pot, which holds `servings` and is empty at first.
 * savage_eat calls pot_take once, and returns.  A savage who finds the pot
 * empty wakes the cook and waits.  There is one cook, who sleeps in
 * cook_serve until a savage wakes him, calls pot_fill once, and returns.
 * There is room for one at the pot: only one thread at a time may be in
 * pot_take or pot_fill. */
void pot_take(void); /* ours: one serving less; there must be one */
void pot_fill(void); /* ours: `servings` in the pot; it must be empty */

void savages_open(unsigned servings);
void savage_eat(void);
void cook_serve(void);

#endif
