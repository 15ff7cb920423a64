#define _GNU_SOURCE
#include "deadlock.h"

#include <stdio.h>
#include <string.h>

#include "cond.h"
#include "mutex.h"
#include "names.h"
#include "run.h"
#include "rwlock.h"
#include "scheduler.h"

static bool deadlock_waits(const struct thread *thread)
{
    return thread->state == THREAD_WAITING;
}

/* A waiter on a condition variable that nobody is left to signal. */
static const struct thread *deadlock_unsignalled(void)
{
    for (unsigned id = 0; id < thread_count(); id++) {
        const struct thread *thread = thread_at(id);
        if (deadlock_waits(thread) && thread->wait->reason == WAIT_COND)
            return thread;
    }
    return NULL;
}

static void deadlock_name_object(char *text, size_t size,
                                 const struct wait *wait)
{
    const struct object *object = wait->subject;
    char name[NAME_SIZE], place[NAME_SIZE];
    snprintf(text, size, "%s %s (%s)", object_title(object->kind),
             name_address(object->address, name), name_place(wait->pc, place));
}

static void deadlock_say_holder(FILE *out, const struct thread *waiter,
                                const struct thread *holder, uintptr_t pc)
{
    char place[NAME_SIZE];
    fprintf(out, ",\n  held by %s since %s",
            holder == waiter ? "itself" : name_thread(holder->id).text,
            name_place(pc, place));
    if (holder->state == THREAD_ENDED)
        fputs(", which has ended", out);
}

static void deadlock_say_readers(FILE *out, const struct rwlock *lock)
{
    const char *before = ",\n  locked for reading by ";
    for (unsigned id = 0; lock->held && id < thread_count(); id++) {
        if (!lock->held[id])
            continue;
        fprintf(out, "%s%s", before, name_thread(id).text);
        before = ", ";
    }
}

static void deadlock_say_cond(FILE *out, const struct cond *cond)
{
    char place[NAME_SIZE];
    fputs(",\n  and nobody is left to signal it", out);
    if (cond->missed)
        fprintf(out, ";\n  %s signalled at %s, when no thread was waiting yet",
                name_thread(cond->missed_by).text,
                name_place(cond->missed_at, place));
}

static void deadlock_say_wait(FILE *out, const struct thread *thread)
{
    const struct wait *wait = thread->wait;
    char what[2 * NAME_SIZE + 40], place[NAME_SIZE];
    if (wait->reason == WAIT_JOIN) {
        const struct thread *other = wait->subject;
        fprintf(out, "waits for %s to end (%s)", name_thread(other->id).text,
                name_place(wait->pc, place));
        return;
    }
    if (wait->reason == WAIT_OTHER) {
        fprintf(out, "waits %s (%s)", wait->words, name_place(wait->pc, place));
        return;
    }
    deadlock_name_object(what, sizeof what, wait);
    fprintf(out, "waits %s %s",
            wait->reason == WAIT_COND      ? "on"
            : wait->reason == WAIT_BARRIER ? "at"
                                           : "for",
            what);
    const struct mutex *mutex = wait->subject;
    const struct rwlock *lock = wait->subject;
    if (wait->reason == WAIT_MUTEX && mutex->owner)
        deadlock_say_holder(out, thread, mutex->owner, mutex->taken_at);
    else if (wait->reason == WAIT_COND)
        deadlock_say_cond(out, wait->subject);
    else if (wait->reason == WAIT_READ_LOCK || wait->reason == WAIT_WRITE_LOCK)
        lock->writer
            ? deadlock_say_holder(out, thread, lock->writer, lock->taken_at)
            : deadlock_say_readers(out, lock);
}

static void deadlock_explain(char *text, size_t size)
{
    FILE *out = fmemopen(text, size, "w");
    if (!out)
        return;
    for (unsigned id = 0; id < thread_count(); id++) {
        const struct thread *thread = thread_at(id);
        char place[NAME_SIZE];
        if (thread->state == THREAD_ENDED)
            continue;
        fprintf(out, "%s ", name_thread(id).text);
        if (deadlock_waits(thread))
            deadlock_say_wait(out, thread);
        else
            fprintf(out, "goes round in a loop (%s)",
                    name_place(thread->pc, place));
        fputs(".\n", out);
    }
    fclose(out);
}

/* The place to show first: the one that waits for the rest comes last. */
static const struct thread *deadlock_witness(void)
{
    const struct thread *witness = deadlock_unsignalled();
    for (unsigned id = 0; !witness && id < thread_count(); id++)
        if (deadlock_waits(thread_at(id)) &&
            thread_at(id)->wait->reason != WAIT_JOIN)
            witness = thread_at(id);
    return witness ? witness : scheduler_current();
}

_Noreturn void deadlock_found(void)
{
    const struct thread *witness = deadlock_witness();
    struct finding finding = {
        .kind = deadlock_unsignalled() ? EXPLORE_LOST_WAKEUP : EXPLORE_DEADLOCK,
        .side[0] = {.pc = witness->pc, .thread = witness->id},
    };
    if (run_options()->explain)
        deadlock_explain(finding.text, sizeof finding.text);
    run_fail(&finding);
}

_Noreturn void livelock_found(uintptr_t pc)
{
    struct finding finding = {.kind = EXPLORE_LIVELOCK, .side[0].pc = pc};
    if (run_options()->explain)
        deadlock_explain(finding.text, sizeof finding.text);
    run_fail(&finding);
}
