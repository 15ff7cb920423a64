#include "doubt.h"

#include <stdbool.h>

#include "finding.h"
#include "finding_sum.h"
#include "memory.h"
#include "settings.h"

static bool any;
static struct doubt first;
static uint64_t outcome = FINDING_SUM;

void doubt_lane(const struct thread *thread, int source)
{
    if (any || !settings.report || parcours_mode != PARCOURS_CHECK)
        return; /* done, or nobody compares */
    any = true;
    first = (struct doubt){thread_name(thread->block->number, thread->index,
                                       &thread->block->launch->ask),
                           thread->site, source, thread->call->mask};
}

void doubt_outcome(const void *bytes, size_t size)
{
    if (!any)
        return;
    memory_open();
    outcome = finding_add(outcome, bytes, size);
    memory_close();
}

void doubt_end(void)
{
    for (size_t i = 0; any && i < memory_count(); i++) {
        const struct allocation *a = memory_nth(i);
        if (a->kind == MEMORY_MANAGED && !a->freed)
            doubt_outcome((const void *)a->start, a->size);
    }
    if (any)
        finding_doubt(&first, outcome);
}
