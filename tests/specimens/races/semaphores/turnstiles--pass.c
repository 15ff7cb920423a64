/* A barrier of two turnstiles that each thread opens for the next one, and
 * water of a barrier for three. */
#include <semaphore.h>

#include "semaphores.h"

static void post_many(sem_t *s, unsigned n)
{
    while (n-- > 0)
        sem_post(s);
}

static struct {
    unsigned parties, arrived; /* guarded by lock */
    sem_t lock, in, out;
} barrier;

void barrier_open(unsigned parties)
{
    barrier.parties = parties;
    sem_init(&barrier.lock, 0, 1);
    sem_init(&barrier.in, 0, 0);
    sem_init(&barrier.out, 0, 1);
}

void barrier_wait(void)
{
    sem_wait(&barrier.lock);
    if (++barrier.arrived == barrier.parties) {
        sem_wait(&barrier.out);
        sem_post(&barrier.in);
    }
    sem_post(&barrier.lock);
    sem_wait(&barrier.in);
    sem_post(&barrier.in);

    sem_wait(&barrier.lock);
    if (--barrier.arrived == 0) {
        sem_wait(&barrier.in);
        sem_post(&barrier.out);
    }
    sem_post(&barrier.lock);
    sem_wait(&barrier.out);
    sem_post(&barrier.out);
}

static struct {
    unsigned readers; /* guarded by lock */
    sem_t turnstile, lock, empty;
} room;

void room_open(void)
{
    sem_init(&room.turnstile, 0, 1);
    sem_init(&room.lock, 0, 1);
    sem_init(&room.empty, 0, 1);
}

void room_enter_to_read(void)
{
    sem_wait(&room.turnstile);
    sem_wait(&room.lock);
    if (room.readers++ == 0)
        sem_wait(&room.empty);
    sem_post(&room.lock);
    sem_post(&room.turnstile);
}

void room_leave_after_read(void)
{
    sem_wait(&room.lock);
    if (--room.readers == 0)
        sem_post(&room.empty);
    sem_post(&room.lock);
}

void room_enter_to_write(void)
{
    sem_wait(&room.turnstile);
    sem_wait(&room.empty);
}

void room_leave_after_write(void)
{
    sem_post(&room.empty);
    sem_post(&room.turnstile);
}

static struct {
    unsigned hydrogen, oxygen, bonded; /* guarded by lock */
    sem_t lock, hydrogens, oxygens, in, out, counting;
} water;

void water_open(void)
{
    sem_init(&water.lock, 0, 1);
    sem_init(&water.counting, 0, 1);
    sem_init(&water.hydrogens, 0, 0);
    sem_init(&water.oxygens, 0, 0);
    sem_init(&water.out, 0, 0);
}

/* With the lock held, which the molecule keeps until its last atom has left. */
static void form_or_leave(void)
{
    if (water.hydrogen < 2 || water.oxygen < 1) {
        sem_post(&water.lock);
        return;
    }
    water.hydrogen -= 2;
    water.oxygen--;
    post_many(&water.hydrogens, 2);
    sem_post(&water.oxygens);
}

static void leave(void)
{
    sem_wait(&water.counting);
    if (++water.bonded == 3)
        post_many(&water.out, 3);
    sem_post(&water.counting);
    sem_wait(&water.out);

    sem_wait(&water.counting);
    if (--water.bonded == 0)
        sem_post(&water.lock);
    sem_post(&water.counting);
}

void water_hydrogen(void)
{
    sem_wait(&water.lock);
    water.hydrogen++;
    form_or_leave();
    sem_wait(&water.hydrogens);
    bond(HYDROGEN);
    leave();
}

void water_oxygen(void)
{
    sem_wait(&water.lock);
    water.oxygen++;
    form_or_leave();
    sem_wait(&water.oxygens);
    bond(OXYGEN);
    leave();
}

static struct {
    unsigned reindeer, elves;
    unsigned back, asking; /* guarded by lock */
    enum errand errand;    /* Santa's own */
    sem_t lock, wake, ride, door, help;
} santa;

void santa_open(unsigned reindeer, unsigned elves)
{
    santa.reindeer = reindeer;
    santa.elves = elves;
    sem_init(&santa.lock, 0, 1);
    sem_init(&santa.wake, 0, 0);
    sem_init(&santa.ride, 0, 0);
    sem_init(&santa.door, 0, elves);
    sem_init(&santa.help, 0, 0);
}

enum errand santa_sleep(void)
{
    sem_wait(&santa.wake);
    sem_wait(&santa.lock);
    santa.errand = santa.back == santa.reindeer ? SLEIGH : ELVES;
    if (santa.errand == SLEIGH)
        santa.back = 0;
    sem_post(&santa.lock);
    return santa.errand;
}

void santa_done(void)
{
    if (santa.errand == SLEIGH)
        post_many(&santa.ride, santa.reindeer);
    else
        post_many(&santa.help, santa.elves);
}

void santa_reindeer(void)
{
    sem_wait(&santa.lock);
    if (++santa.back == santa.reindeer)
        sem_post(&santa.wake);
    sem_post(&santa.lock);
    sem_wait(&santa.ride);
}

void santa_elf(void)
{
    sem_wait(&santa.door);
    sem_wait(&santa.lock);
    if (++santa.asking == santa.elves)
        sem_post(&santa.wake);
    sem_post(&santa.lock);

    sem_wait(&santa.help);
    sem_wait(&santa.lock);
    if (--santa.asking == 0)
        post_many(&santa.door, santa.elves);
    sem_post(&santa.lock);
}

static struct {
    sem_t turnstile, empty;
    struct {
        unsigned on; /* guarded by lock */
        sem_t lock, free;
    } side[2];
} rope;

void rope_open(unsigned most)
{
    sem_init(&rope.turnstile, 0, 1);
    sem_init(&rope.empty, 0, 1);
    for (int i = 0; i < 2; i++) {
        sem_init(&rope.side[i].lock, 0, 1);
        sem_init(&rope.side[i].free, 0, most);
    }
}

void rope_take(enum side from)
{
    sem_wait(&rope.turnstile);
    sem_wait(&rope.side[from].lock);
    if (rope.side[from].on++ == 0)
        sem_wait(&rope.empty);
    sem_post(&rope.side[from].lock);
    sem_post(&rope.turnstile);
    sem_wait(&rope.side[from].free);
}

void rope_leave(enum side from)
{
    sem_post(&rope.side[from].free);
    sem_wait(&rope.side[from].lock);
    if (--rope.side[from].on == 0)
        sem_post(&rope.empty);
    sem_post(&rope.side[from].lock);
}

static struct {
    unsigned size, servings; /* guarded by lock */
    sem_t lock, hungry, full;
} pot;

void savages_open(unsigned servings)
{
    pot.size = servings;
    sem_init(&pot.lock, 0, 1);
    sem_init(&pot.hungry, 0, 0);
    sem_init(&pot.full, 0, 0);
}

void savage_eat(void)
{
    sem_wait(&pot.lock);
    if (pot.servings == 0) {
        sem_post(&pot.hungry);
        sem_wait(&pot.full);
        pot.servings = pot.size;
    }
    pot.servings--;
    pot_take();
    sem_post(&pot.lock);
}

void cook_serve(void)
{
    sem_wait(&pot.hungry);
    pot_fill();
    sem_post(&pot.full);
}
