/* window.c - the windows of this rank and their epochs. See window.h. */
#include "window.h"

#include <stdlib.h>
#include <string.h>

#include "argument.h"
#include "buffer.h"
#include "clock.h"
#include "meeting.h"
#include "request.h"
#include "touch.h"
#include "wait.h"

volatile int window_count;

static struct window **windows;
static int count;

static struct window *window_slot(void)
{
    for (int i = 0; i < count; i++)
        if (!windows[i]->used)
            return windows[i];
    windows = layer_grow(windows, (size_t)(count + 1) * sizeof *windows);
    return windows[count++] = calloc(1, sizeof **windows);
}

static void window_gather(struct window *window)
{
    int64_t sizes[BOARD_RANKS];
    MPI_Comm comm = window->comm->handle;
    PMPI_Allgather(&window->size, 1, MPI_INT64_T, sizes, 1, MPI_INT64_T, comm);
    PMPI_Allgather(&window->unit, 1, MPI_INT, window->units, 1, MPI_INT, comm);
    memcpy(window->sizes, sizes, sizeof sizes);
}

void window_add(MPI_Win handle, struct comm *comm, void *base, int64_t size,
                int unit, bool local)
{
    struct window *window = window_slot();
    *window = (struct window){
        .handle = handle,
        .used = true,
        .local = local,
        .id = comm_mix(comm->id, (uint64_t)comm->collectives),
        .comm = comm,
        .base = base,
        .size = size,
        .unit = unit,
        .place = layer.place,
        .call = layer.call,
    };
    PMPI_Win_set_errhandler(handle, MPI_ERRORS_RETURN);
    window_gather(window);
    window_count += local;
}

void window_add_other(MPI_Win handle)
{
    *window_slot() = (struct window){.handle = handle,
                                     .used = true,
                                     .place = layer.place,
                                     .call = layer.call};
}

struct window *window_of(MPI_Win handle)
{
    for (int i = 0; i < count; i++)
        if (windows[i]->used && windows[i]->handle == handle)
            return windows[i];
    layer_fail(FINDING_ARGUMENT, "%s: %s", layer.call,
               handle == MPI_WIN_NULL ? "the window is MPI_WIN_NULL"
                                      : "the window was freed or never made");
}

static bool window_any_lock(const struct window *window)
{
    bool any = window->all_locked;
    for (int i = 0; i < window->comm->size; i++)
        any = any || window->locked[i];
    return any;
}

/* The epoch that is open and why it should not be, or NULL. */
static const char *window_open_epoch(const struct window *window)
{
    if (!window->comm)
        return NULL;
    if (window_any_lock(window))
        return "a lock of it is still held (MPI_Win_unlock is missing)";
    if (window->starts)
        return "MPI_Win_complete is missing";
    if (window->exposes)
        return "MPI_Win_wait is missing";
    if (window->in_fence > 0)
        return "there were accesses since the last MPI_Win_fence";
    return NULL;
}

void window_remove(struct window *window)
{
    const char *epoch = window_open_epoch(window);
    if (epoch)
        layer_fail(FINDING_EPOCH, "%s: %s", layer.call, epoch);
    if (window->comm)
        touch_forget(window->id, layer.rank);
    window->used = false;
    window_count -= window->local;
}

void window_report_leaks(void)
{
    for (int i = 0; i < count; i++) {
        const struct window *window = windows[i];
        if (!window->used)
            continue;
        const char *epoch = window_open_epoch(window);
        layer.place = window->place;
        if (epoch)
            layer_report(FINDING_EPOCH, "the window made here: %s", epoch);
        layer_report(FINDING_WINDOW_LEAK,
                     "the window made here by %s is never freed", window->call);
    }
}

/* --- access --------------------------------------------------------------- */

static bool access_allowed(const struct access *access)
{
    const struct window *window = access->window;
    return window->fenced || window->all_locked ||
           window->locked[access->target] ||
           (window->started & (rank_set)1 << access->target);
}

static void access_check_place(const struct access *access,
                               const struct type *type)
{
    const struct window *window = access->window;
    int64_t size = window->sizes[access->target];
    int64_t low = access->place * window->units[access->target] + type->low;
    int64_t high =
        low - type->low + (access->count - 1) * type->extent + type->high;
    if (access->count == 0 || size < 0 || (low >= 0 && high <= size))
        return;
    layer_fail(FINDING_ARGUMENT,
               "%s: bytes %lld to %lld of the window of %d, which has %lld",
               layer.call, (long long)low, (long long)high, access->target,
               (long long)size);
}

void window_touch(const struct access *access)
{
    struct window *window = access->window;
    argument_peer(window->comm, access->target, false);
    argument_count("the count at the target", access->count);
    const struct type *type = type_usable(access->type);
    if (access->target == MPI_PROC_NULL)
        return;
    access_check_place(access, type);
    if (!access_allowed(access))
        layer_fail(FINDING_EPOCH,
                   "%s to %d: no epoch is open (fence, lock or start)",
                   layer.call, access->target);
    layer_note(access->target, ANY, access->count * type->size);
    window->locked_in =
        window->locked_in || (window->first_fence && window_any_lock(window));
    window->in_fence +=
        window->fenced && !window_any_lock(window) && !window->starts;
    int64_t low = access->place * window->units[access->target] + type->low;
    bool held = window->locked[access->target];
    int leaf = type->signature.runs == 1 ? type->signature.run[0].leaf : 0;
    int width = 0;
    if (leaf)
        PMPI_Type_size(leaf, &width);
    struct touch touch = {
        .writes = access->writes,
        .pending = true,
        .locked = held || window->all_locked,
        .exclusive = held && window->exclusive[access->target],
        .operator= access->operator,
        .fetches = access->fetches,
        .leaf = leaf,
        .request = (uintptr_t)access->request,
        .width = width,
        .window = window->id,
        .origin = layer.rank,
        .target = window->comm->world[access->target],
        .low = low,
        .high =
            low + (access->count - 1) * type->extent + type->high - type->low,
        .place = layer.place,
    };
    if (access->count > 0 && (type->dense || access->count == 1))
        touch_add(&touch, layer.call);
}

static void window_release(const struct window *window, int target)
{
    for (int i = 0; i < window->comm->size; i++)
        if (target == WINDOW_ALL || target == i)
            buffer_release(&window->sizes[i]);
}

static int window_world(const struct window *window, int target)
{
    return target == WINDOW_ALL ? ANY : window->comm->world[target];
}

/* This rank's accesses are complete: to one target, or to all. */
static void window_complete(struct window *window, int target)
{
    window_release(window, target);
    touch_complete(window->id, layer.rank, window_world(window, target));
}

void window_access(const void *address, int64_t size, bool writes, void *from)
{
    const char *at = address;
    for (int i = 0; i < count; i++) {
        const struct window *window = windows[i];
        if (!window->used || !window->local || at + size <= window->base ||
            at >= window->base + window->size)
            continue;
        bool held = window->locked[window->comm->rank];
        struct touch touch = {
            .writes = writes,
            .locked = held || window->all_locked,
            .exclusive = held && window->exclusive[window->comm->rank],
            .window = window->id,
            .origin = layer.rank,
            .target = layer.rank,
            .low = at - window->base,
            .high = at - window->base + size,
            .place = layer_place(from),
        };
        layer_inside++;
        touch_add_local(&touch);
        layer_inside--;
    }
}

void window_freed(const void *memory, int64_t size, void *from)
{
    const char *at = memory;
    for (int i = 0; i < count; i++) {
        const struct window *window = windows[i];
        if (!window->used || !window->local || window->size == 0 ||
            at + size <= window->base || at >= window->base + window->size)
            continue;
        layer_inside++;
        layer.place = layer_place(from);
        layer_report(FINDING_EPOCH, "frees the memory of a window that others "
                                    "can still use (MPI_Win_free comes first)");
        layer_inside--;
    }
}

/* --- epochs --------------------------------------------------------------- */

void window_fence(struct window *window, int assertion)
{
    if (window_any_lock(window))
        layer_fail(FINDING_EPOCH, "MPI_Win_fence: a lock is still held");
    if (window->starts || window->exposes)
        layer_fail(FINDING_EPOCH,
                   "MPI_Win_fence: an epoch of start or post is still open");
    if (window->locked_in && !(assertion & MPI_MODE_NOPRECEDE))
        layer_report(FINDING_EPOCH,
                     "MPI_Win_fence: the fence before has opened an epoch, and "
                     "in it there were accesses under a lock");
    window_complete(window, WINDOW_ALL);
    bool opens = !(assertion & MPI_MODE_NOSUCCEED);
    window->first_fence = opens && !window->fence_open;
    window->fence_open = opens;
    window->locked_in = false;
    window->fenced = opens;
    window->in_fence = 0;
    meeting_hold(window->comm, NONE);
}

static struct epoch *epoch_find(enum epoch_kind kind, uint64_t window,
                                int origin, int target)
{
    for (int i = 0; i < BOARD_EPOCHS; i++) {
        struct epoch *epoch = &board->epoch[i];
        if (epoch->kind == kind && epoch->window == window &&
            epoch->origin == origin && epoch->target == target)
            return epoch;
    }
    return NULL;
}

static void epoch_add(enum epoch_kind kind, const struct window *window,
                      int origin, int target, bool exclusive)
{
    for (int i = 0; i < BOARD_EPOCHS; i++) {
        struct epoch *epoch = &board->epoch[i];
        if (epoch->kind != EPOCH_FREE)
            continue;
        *epoch = (struct epoch){.kind = kind,
                                .window = window->id,
                                .origin = origin,
                                .target = target,
                                .exclusive = exclusive,
                                .clock = clock_step(layer.rank)};
        break;
    }
    for (int i = 0; i < board->ranks; i++)
        board_advance(i);
}

/* But for the rank that waits: it may have the lock, and not yet gone on. */
static rank_set lock_holders(const struct item *item)
{
    rank_set holders = 0;
    for (int i = 0; i < BOARD_EPOCHS; i++) {
        const struct epoch *epoch = &board->epoch[i];
        if (epoch->kind == EPOCH_LOCK && epoch->window == item->window &&
            epoch->target == item->target && epoch->origin != item->index &&
            (epoch->exclusive || item->exclusive))
            holders |= (rank_set)1 << epoch->origin;
    }
    return holders;
}

/* The ranks of the item that have not yet posted to, or completed for, us. */
static rank_set epochs_missing(const struct item *item)
{
    rank_set missing = item->peers;
    for (int i = 0; i < board->ranks; i++) {
        bool post = item->kind == ITEM_POST;
        if ((missing & (rank_set)1 << i) &&
            epoch_find(post ? EPOCH_POST : EPOCH_COMPLETE, item->window,
                       post ? item->target : i, post ? i : item->target))
            missing &= ~((rank_set)1 << i);
    }
    return missing;
}

rank_set window_missing(const struct item *item)
{
    return item->kind == ITEM_LOCK ? lock_holders(item) : epochs_missing(item);
}

/* Waits for the item; returns with the board locked. */
static void epoch_wait(struct item *item)
{
    for (;;) {
        board_lock();
        if (window_missing(item) == 0)
            return;
        board_unlock();
        request_serve();
        wait_sleep(item, 1, true, false);
    }
}

static void window_lock_one(struct window *window, int target, bool exclusive)
{
    int world = window->comm->world[target];
    struct item item = {.kind = ITEM_LOCK,
                        .index = layer.rank,
                        .window = window->id,
                        .target = world,
                        .exclusive = exclusive};
    epoch_wait(&item);
    epoch_add(EPOCH_LOCK, window, layer.rank, world, exclusive);
    board_unlock();
    wait_go_on();
}

void window_lock(struct window *window, int target, bool exclusive)
{
    if (target != WINDOW_ALL)
        argument_peer(window->comm, target, false);
    if (window->all_locked ||
        (target == WINDOW_ALL && window_any_lock(window)) ||
        (target >= 0 && window->locked[target]))
        layer_fail(FINDING_EPOCH, "%s: this rank holds a lock already",
                   layer.call);
    if (window->in_fence > 0 || window->starts)
        layer_fail(FINDING_EPOCH, "%s: another epoch is open", layer.call);
    window->fenced = false;
    for (int i = 0; i < window->comm->size; i++)
        if (target == WINDOW_ALL || target == i)
            window_lock_one(window, i, exclusive);
    if (target == WINDOW_ALL) {
        window->all_locked = true;
    } else if (target >= 0) {
        window->locked[target] = true;
        window->exclusive[target] = exclusive;
    }
}

static bool lock_is_held(const struct window *window, int target)
{
    if (target == WINDOW_ALL)
        return window->all_locked;
    return target >= 0 && target < window->comm->size && window->locked[target];
}

void window_check_lock(const struct window *window, int target)
{
    if (target != MPI_PROC_NULL && !lock_is_held(window, target))
        layer_fail(FINDING_EPOCH, "%s: this rank holds no such lock",
                   layer.call);
}

static void locks_free(const struct window *window, int target)
{
    for (int i = 0; i < window->comm->size; i++) {
        if (target != WINDOW_ALL && target != i)
            continue;
        struct epoch *epoch = epoch_find(EPOCH_LOCK, window->id, layer.rank,
                                         window->comm->world[i]);
        if (epoch)
            epoch->kind = EPOCH_FREE;
    }
    for (int i = 0; i < board->ranks; i++)
        board_advance(i);
}

void window_unlock(struct window *window, int target)
{
    if (target == MPI_PROC_NULL)
        return;
    window_complete(window, target);
    board_lock();
    locks_free(window, target);
    board_unlock();
    if (target == WINDOW_ALL)
        window->all_locked = false;
    else
        window->locked[target] = false;
}

static void flush_check(const struct window *window, int target)
{
    bool held = target == WINDOW_ALL
                    ? window_any_lock(window)
                    : window->all_locked || lock_is_held(window, target);
    if (target != MPI_PROC_NULL && !held)
        layer_fail(FINDING_EPOCH, "%s: no lock is held", layer.call);
}

void window_flush(struct window *window, int target)
{
    flush_check(window, target);
    if (target != MPI_PROC_NULL)
        window_complete(window, target);
}

void window_flush_local(struct window *window, int target)
{
    flush_check(window, target);
    if (target == MPI_PROC_NULL)
        return;
    window_release(window, target);
    touch_fetched(window->id, layer.rank, window_world(window, target));
}

/* As ranks of the window's communicator. */
static rank_set group_ranks(const struct window *window, MPI_Group group)
{
    MPI_Group own;
    int size, of[BOARD_RANKS], ranks[BOARD_RANKS];
    rank_set set = 0;
    if (group == MPI_GROUP_NULL)
        layer_fail(FINDING_ARGUMENT, "%s: the group is MPI_GROUP_NULL",
                   layer.call);
    PMPI_Comm_group(window->comm->handle, &own);
    PMPI_Group_size(group, &size);
    for (int i = 0; i < size; i++)
        of[i] = i;
    PMPI_Group_translate_ranks(group, size, of, own, ranks);
    PMPI_Group_free(&own);
    for (int i = 0; i < size; i++)
        set |= (rank_set)1 << ranks[i];
    return set;
}

static rank_set to_world(const struct window *window, rank_set ranks)
{
    rank_set world = 0;
    for (int i = 0; i < window->comm->size; i++)
        if (ranks & (rank_set)1 << i)
            world |= (rank_set)1 << window->comm->world[i];
    return world;
}

/* Takes the exposures or ends that were waited for, with what they tell. */
static void epochs_take(const struct item *item)
{
    for (int i = 0; i < board->ranks; i++) {
        bool post = item->kind == ITEM_POST;
        struct epoch *epoch =
            item->peers & (rank_set)1 << i
                ? epoch_find(post ? EPOCH_POST : EPOCH_COMPLETE, item->window,
                             post ? layer.rank : i, post ? i : layer.rank)
                : NULL;
        if (!epoch)
            continue;
        clock_learn(layer.rank, &epoch->clock);
        epoch->kind = EPOCH_FREE;
    }
}

static void epochs_await(const struct window *window, enum item_kind kind,
                         rank_set ranks)
{
    struct item item = {.kind = kind,
                        .window = window->id,
                        .target = layer.rank,
                        .peers = to_world(window, ranks)};
    epoch_wait(&item);
    /* nobody is to look for what it has waited for and now takes */
    board->rank[layer.rank].state = RANK_RUNNING;
    board->rank[layer.rank].items = 0;
    epochs_take(&item);
    board_unlock();
    wait_go_on();
}

void window_start(struct window *window, MPI_Group group)
{
    if (window->starts || window_any_lock(window) || window->in_fence > 0)
        layer_fail(FINDING_EPOCH, "MPI_Win_start: another epoch is open");
    rank_set ranks = group_ranks(window, group);
    window->fenced = false;
    epochs_await(window, ITEM_POST, ranks);
    window->starts = true;
    window->started = ranks;
}

void window_finish(struct window *window)
{
    if (!window->starts)
        layer_fail(FINDING_EPOCH,
                   "MPI_Win_complete: there was no MPI_Win_start");
    window_complete(window, WINDOW_ALL);
    board_lock();
    for (int i = 0; i < window->comm->size; i++)
        if (window->started & (rank_set)1 << i)
            epoch_add(EPOCH_COMPLETE, window, layer.rank,
                      window->comm->world[i], false);
    board_unlock();
    window->starts = false;
    window->started = 0;
}

void window_post(struct window *window, MPI_Group group)
{
    if (window->exposes || window->in_fence > 0)
        layer_fail(FINDING_EPOCH, "MPI_Win_post: another epoch is open");
    window->fenced = false;
    window->exposes = true;
    window->exposed = group_ranks(window, group);
    board_lock();
    for (int i = 0; i < window->comm->size; i++)
        if (window->exposed & (rank_set)1 << i)
            epoch_add(EPOCH_POST, window, window->comm->world[i], layer.rank,
                      false);
    board_unlock();
}

void window_wait(struct window *window)
{
    if (!window->exposes)
        layer_fail(FINDING_EPOCH, "MPI_Win_wait: there was no MPI_Win_post");
    epochs_await(window, ITEM_COMPLETE, window->exposed);
    window->exposes = false;
    window->exposed = 0;
}
