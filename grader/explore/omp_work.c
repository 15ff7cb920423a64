#include "omp_work.h"

#include "cores.h"
#include "omp_lanes.h"
#include "omp_team.h"
#include "region.h"
#include "scheduler.h"
#include "strand.h"
#include "trace.h"

struct work *work_new(uintptr_t pc)
{
    struct work *work = region_alloc(sizeof *work);
    work->pc = pc;
    return work;
}

bool work_begin(struct work **work, uintptr_t pc)
{
    scheduler_point(pc);
    struct member *member = team_member();
    struct work **link =
        member->work ? &member->work->next : &member->team->works;
    bool first = !*link;
    if (first)
        *link = work_new(pc);
    *work = member->work = *link;
    member->turn = 0;
    member->has_chunk = false;
    return first;
}

struct work *work_present(void)
{
    return team_member()->work;
}

uint64_t work_count_ull(bool up, uint64_t start, uint64_t end, uint64_t step)
{
    uint64_t distance = up ? end - start : start - end;
    uint64_t size = up ? step : -step;
    if (up ? start >= end : start <= end)
        return 0;
    return (distance + size - 1) / size;
}

/* Moved up by half the range, signed numbers compare like unsigned ones. */
uint64_t work_count(long start, long end, long step)
{
    const uint64_t half = (uint64_t)1 << 63;
    return work_count_ull(step > 0, (uint64_t)start + half,
                          (uint64_t)end + half, (uint64_t)step);
}

void work_set_loop(struct work *work, uint64_t start, uint64_t step,
                   uint64_t count, struct loop_schedule schedule)
{
    work->start = start;
    work->step = step;
    work->count = count;
    work->schedule = schedule.kind ? schedule : settings_schedule(work->pc);
    if (work->schedule.kind == LOOP_AUTO)
        work->schedule.kind = LOOP_STATIC;
    if (!work->schedule.chunk && work->schedule.kind != LOOP_STATIC)
        work->schedule.chunk = 1;
}

/* ---- chunks ---- */

/* One block per thread, as even as possible. */
static bool work_block(const struct work *work, struct member *member)
{
    uint64_t size = member->team->size, number = member->number;
    uint64_t least = work->count / size, more = work->count % size;
    if (member->turn)
        return false;
    member->first = number * least + (number < more ? number : more);
    member->end = member->first + least + (number < more);
    return member->first < member->end;
}

static bool work_static(const struct work *work, struct member *member)
{
    uint64_t chunk = work->schedule.chunk;
    if (!chunk)
        return work_block(work, member);
    uint64_t number = member->turn * member->team->size + member->number;
    if (number > work->count / chunk)
        return false;
    member->first = number * chunk;
    member->end = member->first + chunk;
    if (member->end > work->count)
        member->end = work->count;
    return member->first < member->end;
}

static bool work_dynamic(struct work *work, struct member *member)
{
    uint64_t left = work->count - work->taken;
    uint64_t chunk = work->schedule.chunk;
    if (work->schedule.kind == LOOP_GUIDED &&
        left / (2 * member->team->size) > chunk)
        chunk = left / (2 * member->team->size);
    if (chunk > left)
        chunk = left;
    member->first = work->taken;
    member->end = work->taken += chunk;
    return chunk;
}

static bool work_is_turn(const struct wait *wait)
{
    const struct work *work = wait->subject;
    return work->ordered_done == wait->ticket;
}

static void work_wait_for_turn(struct work *work, uint64_t first, uintptr_t pc)
{
    while (work->ordered_done != first)
        team_wait(work_is_turn, work, first,
                  "for the ordered iterations before its own", pc);
}

/* The chunk is done; chunks without an ordered region wait as well. */
static void work_leave_chunk(struct work *work, struct member *member,
                             uintptr_t pc)
{
    if (!work || !member->has_chunk || !work->ordered)
        return;
    work_wait_for_turn(work, member->first, pc);
    work->ordered_done = member->end;
    member->has_chunk = false;
}

bool work_next(uint64_t *first, uint64_t *end, uintptr_t pc)
{
    struct member *member = team_member();
    struct work *work = member->work;
    work_leave_chunk(work, member, pc);
    scheduler_point(pc);
    if (work->schedule.kind != LOOP_STATIC)
        cores_charge(COST_ATOMIC);
    member->has_chunk = work->schedule.kind == LOOP_STATIC
                            ? work_static(work, member)
                            : work_dynamic(work, member);
    member->turn++;
    if (member->team->lanes)
        member->has_chunk ? lanes_next(member->team->lanes)
                          : lanes_end(member->team->lanes);
    if (!member->has_chunk)
        return false;
    *first = work->start + member->first * work->step;
    *end = work->start + member->end * work->step;
    return true;
}

void work_end(uintptr_t pc)
{
    struct member *member = team_member();
    work_leave_chunk(member->work, member, pc);
    member->has_chunk = false;
}

/* ---- ordered ---- */

void work_ordered_begin(uintptr_t pc)
{
    struct member *member = team_member();
    struct work *work = member->work;
    scheduler_point(pc);
    if (!work || !member->has_chunk)
        return;
    work_wait_for_turn(work, member->first, pc);
    strand_acquire(scheduler_current()->strand, &work->ordered_clock);
    trace_call(scheduler_current(), "begins its ordered part", NULL, pc);
}

void work_ordered_end(uintptr_t pc)
{
    struct work *work = work_present();
    if (work)
        strand_release(scheduler_current()->strand, &work->ordered_clock);
    trace_call(scheduler_current(), "ends its ordered part", NULL, pc);
    scheduler_point(pc);
}

/* ---- copyprivate ---- */

void work_give_copy(void *data, uintptr_t pc)
{
    struct work *work = work_present();
    scheduler_point(pc);
    work->copy = data;
    work->copied = true;
    strand_release(scheduler_current()->strand, &work->copy_clock);
}

static bool work_is_copied(const struct wait *wait)
{
    const struct work *work = wait->subject;
    return work->copied;
}

void *work_get_copy(uintptr_t pc)
{
    struct work *work = work_present();
    while (!work->copied)
        team_wait(work_is_copied, work, 0, "for the values of a single region",
                  pc);
    strand_acquire(scheduler_current()->strand, &work->copy_clock);
    return work->copy;
}
