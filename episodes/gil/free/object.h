/*
 * object.h - the contract: objects for an interpreter without a lock of its
 * own.
 *
 * Threads have ranks, 0 to OBJECT_RANKS - 1; a rank is used by one thread at a
 * time.  An object counts the references to it.  Who has a reference may hold
 * the object once more, hand a reference on to another thread, and must drop
 * each one in the end; when the last is dropped, the object's memory goes back
 * to the store.  All functions may be called at the same time, by threads that
 * have a reference.
 *
 * Most references to an object come and go in the thread that made it, its
 * owner.  There, counting must be cheap: no step that is atomic for others, no
 * lock.  Other threads count elsewhere (atomically).  The two counts together
 * are the number of references, and one of them alone may be negative: a
 * reference that the owner took may be dropped by another thread.
 *
 * An object is then free when it is known that the sum is 0.  Another thread
 * cannot read the owner's count; if the sum might have become 0 by its drop, it
 * has to leave the object to the owner, who looks at it in object_settle.
 */
#ifndef OBJECT_H
#define OBJECT_H

#include <stdbool.h>
#include <stdint.h>

enum { OBJECT_RANKS = 64 };

struct object; /* yours; its memory comes from store.h */

/* An object with one reference, the caller's. One that is eternal is not
 * counted and never freed, and its value does not change: hold and drop write
 * nothing, so that all threads can have it in their caches. */
struct object *object_new(unsigned rank, int64_t value, bool eternal);

void object_hold(struct object *o, unsigned rank);
void object_drop(struct object *o, unsigned rank);

/* Adds to the value and returns the new one, in one step for all others;
 * objects do not wait for each other. Not for eternal ones. */
int64_t object_add(struct object *o, int64_t amount);

/* The value of an eternal object. */
int64_t object_get(const struct object *o);

/* Called by every thread that has been an owner, now and then: frees those of
 * its objects whose last reference another thread has dropped before. */
void object_settle(unsigned rank);

#endif
