/*
 * gcc passes an array: the number of places, 0 in its first word for the newer
 * form; see depend_enter().
 */
#include "omp_depend.h"

#include <stddef.h>
#include <stdint.h>

#include "omp_task.h"
#include "region.h"
#include "scheduler.h"
#include "strand.h"

/* What is known about a place among the children of one task. */
struct depend_place {
    struct depend_place *next;
    void *address;
    struct task_link *writers; /* tasks */
    struct task_link *readers;
    struct task_link *sharers; /* mutexinoutset, since the last writer */
    struct task *holder;       /* of the sharers, the one that runs */
    struct vclock held;        /* past of the sharers that have run */
};

static struct depend_place *depend_place(struct task *parent, void *address)
{
    struct depend_place *place = parent->places;
    while (place && place->address != address)
        place = place->next;
    if (place)
        return place;
    place = region_alloc(sizeof *place);
    place->address = address;
    place->next = parent->places;
    return parent->places = place;
}

static void depend_after(struct task *task, const struct task_link *earlier)
{
    for (; earlier; earlier = earlier->next) {
        struct task *other = earlier->item;
        if (other == task)
            continue;
        if (other->done) {
            vclock_join(&task->start, &other->ended);
        } else {
            task_link(&other->successors, task);
            task->predecessors++;
        }
    }
}

static void depend_note(struct task *task, struct depend_place *place,
                        enum depend_kind kind)
{
    if (kind == DEPEND_IN) {
        task_link(&place->readers, task);
    } else if (kind == DEPEND_EXCLUSIVE) {
        task_link(&place->sharers, task);
        task_link(&task->exclusive, place);
    } else {
        place->writers = place->readers = place->sharers = NULL;
        task_link(&place->writers, task);
    }
}

void depend_on(struct task *task, void *address, enum depend_kind kind,
               bool lasting)
{
    struct depend_place *place = depend_place(task->parent, address);
    depend_after(task, place->writers);
    if (kind != DEPEND_IN)
        depend_after(task, place->readers);
    if (kind != DEPEND_EXCLUSIVE)
        depend_after(task, place->sharers);
    if (lasting)
        depend_note(task, place, kind);
}

/* A depend object holds the address and the kind. */
static void depend_on_object(struct task *task, void **object, bool lasting)
{
    enum { OBJECT_IN = 1, OBJECT_EXCLUSIVE = 4 };
    uintptr_t kind = (uintptr_t)object[1];
    depend_on(task, object[0],
              kind == OBJECT_IN          ? DEPEND_IN
              : kind == OBJECT_EXCLUSIVE ? DEPEND_EXCLUSIVE
                                         : DEPEND_OUT,
              lasting);
}

void depend_enter(struct task *task, void **depend, bool lasting)
{
    /* all, out, then addresses; or 0, all, out, exclusive, in, addresses */
    bool newer = !depend[0];
    uintptr_t all = (uintptr_t)depend[newer];
    uintptr_t out = (uintptr_t)depend[newer + 1];
    uintptr_t exclusive = newer ? (uintptr_t)depend[3] : 0;
    uintptr_t in = newer ? (uintptr_t)depend[4] : all - out;
    void **address = depend + (newer ? 5 : 2);
    for (uintptr_t i = 0; i < all; i++)
        if (i < out)
            depend_on(task, address[i], DEPEND_OUT, lasting);
        else if (i < out + exclusive)
            depend_on(task, address[i], DEPEND_EXCLUSIVE, lasting);
        else if (i < out + exclusive + in)
            depend_on(task, address[i], DEPEND_IN, lasting);
        else
            depend_on_object(task, address[i], lasting);
}

bool depend_is_free(const struct task *task)
{
    for (const struct task_link *link = task->exclusive; link;
         link = link->next)
        if (((struct depend_place *)link->item)->holder)
            return false;
    return true;
}

void depend_take(struct task *task)
{
    for (struct task_link *link = task->exclusive; link; link = link->next) {
        struct depend_place *place = link->item;
        place->holder = task;
        strand_acquire(scheduler_current()->strand, &place->held);
    }
}

void depend_finish(struct task *task)
{
    for (struct task_link *link = task->exclusive; link; link = link->next) {
        struct depend_place *place = link->item;
        place->holder = NULL;
        vclock_join(&place->held, &task->ended);
    }
    for (struct task_link *link = task->successors; link; link = link->next) {
        struct task *next = link->item;
        vclock_join(&next->start, &task->ended);
        if (!--next->predecessors && !next->waiting)
            task_ready(next);
    }
}
