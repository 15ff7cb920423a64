/* Cooperative groups: blocks, tiles, coalesced threads, the grid. */
#pragma once

#include "cuda_runtime.h"

namespace cooperative_groups
{
class thread_block
{
  public:
    PARCOURS_CALL void sync() const
    {
        parcours_barrier(BARRIER_SYNC, 0, PARCOURS_PC);
    }
    PARCOURS_PLAIN unsigned thread_rank() const
    {
        return (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x +
               threadIdx.x;
    }
    PARCOURS_PLAIN unsigned size() const
    {
        return blockDim.x * blockDim.y * blockDim.z;
    }
    PARCOURS_PLAIN unsigned num_threads() const
    {
        return size();
    }
    PARCOURS_PLAIN dim3 group_index() const
    {
        return dim3(blockIdx);
    }
    PARCOURS_PLAIN dim3 thread_index() const
    {
        return dim3(threadIdx);
    }
    PARCOURS_PLAIN dim3 group_dim() const
    {
        return dim3(blockDim);
    }
    PARCOURS_PLAIN dim3 dim_threads() const
    {
        return dim3(blockDim);
    }
};

class grid_group
{
  public:
    PARCOURS_CALL void sync() const
    {
        parcours_grid_sync(PARCOURS_PC);
    }
    PARCOURS_PLAIN unsigned long long block_rank() const
    {
        return ((unsigned long long)blockIdx.z * gridDim.y + blockIdx.y) *
                   gridDim.x +
               blockIdx.x;
    }
    PARCOURS_PLAIN unsigned long long num_blocks() const
    {
        return (unsigned long long)gridDim.x * gridDim.y * gridDim.z;
    }
    PARCOURS_PLAIN unsigned long long thread_rank() const
    {
        return block_rank() * thread_block().size() +
               thread_block().thread_rank();
    }
    PARCOURS_PLAIN unsigned long long size() const
    {
        return num_blocks() * thread_block().size();
    }
    PARCOURS_PLAIN unsigned long long num_threads() const
    {
        return size();
    }
    PARCOURS_PLAIN dim3 dim_blocks() const
    {
        return dim3(gridDim);
    }
    PARCOURS_PLAIN dim3 group_dim() const
    {
        return dim3(gridDim);
    }
    PARCOURS_PLAIN dim3 block_index() const
    {
        return dim3(blockIdx);
    }
    PARCOURS_PLAIN bool is_valid() const
    {
        return true;
    }
};

/* Some lanes of one warp; their ranks follow the lanes. */
class lane_group
{
  protected:
    unsigned mask;

  public:
    PARCOURS_PLAIN explicit lane_group(unsigned lanes) : mask(lanes)
    {
    }
    PARCOURS_PLAIN unsigned members() const
    {
        return mask;
    }
    PARCOURS_PLAIN unsigned size() const
    {
        return (unsigned)__popc(mask);
    }
    PARCOURS_PLAIN unsigned num_threads() const
    {
        return size();
    }
    PARCOURS_PLAIN unsigned thread_rank() const
    {
        return (unsigned)__popc(mask & ((1u << parcours_lane()) - 1));
    }
    PARCOURS_CALL void sync() const
    {
        parcours_warp_one(WARP_SYNC, mask, 0, PARCOURS_PC);
    }
    PARCOURS_PLAIN int lane_of(unsigned rank) const
    {
        unsigned left = mask;
        for (; rank && left; rank--)
            left &= left - 1;
        return left ? __builtin_ctz(left) : parcours_lane();
    }
    template <class T> PARCOURS_CALL T shfl(T value, unsigned rank) const
    {
        return parcours_shuffle(WARP_SHUFFLE, mask, value,
                                lane_of(rank % size()), 32, PARCOURS_PC);
    }
    template <class T> PARCOURS_CALL T shfl_down(T value, unsigned by) const
    {
        unsigned rank = thread_rank() + by;
        int from = rank < size() ? lane_of(rank) : parcours_lane();
        return parcours_shuffle(WARP_SHUFFLE, mask, value, from, 32,
                                PARCOURS_PC);
    }
    template <class T> PARCOURS_CALL T shfl_up(T value, unsigned by) const
    {
        unsigned rank = thread_rank();
        int from = rank >= by ? lane_of(rank - by) : parcours_lane();
        return parcours_shuffle(WARP_SHUFFLE, mask, value, from, 32,
                                PARCOURS_PC);
    }
    template <class T> PARCOURS_CALL T shfl_xor(T value, unsigned lanes) const
    {
        return parcours_shuffle(WARP_SHUFFLE, mask, value,
                                lane_of(thread_rank() ^ lanes), 32,
                                PARCOURS_PC);
    }
    PARCOURS_PLAIN unsigned pack(unsigned lanes) const
    {
        unsigned packed = 0;
        for (unsigned r = 0; r < size(); r++)
            packed |= (lanes >> lane_of(r) & 1) << r;
        return packed;
    }
    PARCOURS_CALL unsigned ballot(int predicate) const
    {
        return pack(
            parcours_warp_one(WARP_BALLOT, mask, predicate != 0, PARCOURS_PC));
    }
    PARCOURS_CALL int any(int predicate) const
    {
        return (int)parcours_warp_one(WARP_ANY, mask, predicate != 0,
                                      PARCOURS_PC);
    }
    PARCOURS_CALL int all(int predicate) const
    {
        return (int)parcours_warp_one(WARP_ALL, mask, predicate != 0,
                                      PARCOURS_PC);
    }
    template <class T> PARCOURS_CALL unsigned match_any(T value) const
    {
        parcours_warp_call call = {WARP_MATCH_ANY, mask, &value, 0,
                                   sizeof value,   0,    32,     0};
        return pack(parcours_warp(&call, PARCOURS_PC));
    }
};

typedef lane_group coalesced_group;

/* Any of the groups above: a block, or lanes of a warp. */
class thread_group
{
    bool block;
    lane_group lanes;

  public:
    PARCOURS_PLAIN thread_group(const thread_block &) : block(true), lanes(0)
    {
    }
    PARCOURS_PLAIN thread_group(const lane_group &g) : block(false), lanes(g)
    {
    }
    PARCOURS_PLAIN unsigned size() const
    {
        return block ? thread_block().size() : lanes.size();
    }
    PARCOURS_PLAIN unsigned num_threads() const
    {
        return size();
    }
    PARCOURS_PLAIN unsigned thread_rank() const
    {
        return block ? thread_block().thread_rank() : lanes.thread_rank();
    }
    PARCOURS_CALL void sync() const
    {
        if (block)
            parcours_barrier(BARRIER_SYNC, 0, PARCOURS_PC);
        else
            parcours_warp_one(WARP_SYNC, lanes.members(), 0, PARCOURS_PC);
    }
};

template <unsigned N, class Parent = thread_block>
class thread_block_tile : public lane_group
{
  public:
    PARCOURS_PLAIN thread_block_tile()
        : lane_group((N == 32 ? 0xffffffffu : (1u << (N & 31)) - 1)
                     << (parcours_lane() & ~(int)(N - 1)))
    {
    }
    PARCOURS_PLAIN unsigned size() const
    {
        return N;
    }
    PARCOURS_PLAIN unsigned num_threads() const
    {
        return N;
    }
    PARCOURS_PLAIN unsigned meta_group_rank() const
    {
        return thread_block().thread_rank() / N;
    }
    PARCOURS_PLAIN unsigned meta_group_size() const
    {
        return (thread_block().size() + N - 1) / N;
    }
};

PARCOURS_PLAIN inline thread_block this_thread_block()
{
    return thread_block();
}
PARCOURS_PLAIN inline grid_group this_grid()
{
    return grid_group();
}
PARCOURS_CALL coalesced_group coalesced_threads()
{
    return coalesced_group(parcours_warp_one(WARP_ACTIVE, 0, 0, PARCOURS_PC));
}
template <unsigned N, class Group>
PARCOURS_PLAIN inline thread_block_tile<N> tiled_partition(const Group &)
{
    static_assert(N && N <= 32 && !(N & (N - 1)), "a power of two up to 32");
    return thread_block_tile<N>();
}
/* Tiles whose size is known when it runs. */
PARCOURS_PLAIN inline thread_group tiled_partition(const thread_group &,
                                                   unsigned n)
{
    unsigned first = (unsigned)parcours_lane() & ~(n - 1);
    return lane_group((n >= 32 ? 0xffffffffu : (1u << n) - 1) << first);
}
/* The lanes of the group for which it is as for this one. */
PARCOURS_CALL coalesced_group binary_partition(const lane_group &group, bool p)
{
    unsigned with =
        parcours_warp_one(WARP_BALLOT, group.members(), p, PARCOURS_PC);
    return coalesced_group(p ? with : group.members() & ~with);
}
template <class T>
PARCOURS_CALL coalesced_group labeled_partition(const lane_group &group,
                                                T label)
{
    parcours_warp_call call = {
        WARP_MATCH_ANY, group.members(), &label, 0, sizeof label, 0, 32, 0};
    return coalesced_group(parcours_warp(&call, PARCOURS_PC));
}
#define PARCOURS_SYNC(name)                                            \
    PARCOURS_CALL void name(const thread_block &)                      \
    {                                                                  \
        parcours_barrier(BARRIER_SYNC, 0, PARCOURS_PC);                \
    }                                                                  \
    PARCOURS_CALL void name(const grid_group &)                        \
    {                                                                  \
        parcours_grid_sync(PARCOURS_PC);                               \
    }                                                                  \
    PARCOURS_CALL void name(const lane_group &group)                   \
    {                                                                  \
        parcours_warp_one(WARP_SYNC, group.members(), 0, PARCOURS_PC); \
    }                                                                  \
    PARCOURS_CALL void name(const thread_group &group)                 \
    {                                                                  \
        group.sync();                                                  \
    }
PARCOURS_SYNC(sync)
PARCOURS_SYNC(synchronize) /* its name of old */

#define PARCOURS_FUNCTOR(name, expression)          \
    template <class T> struct name {                \
        PARCOURS_PLAIN T operator()(T a, T b) const \
        {                                           \
            return (T)(expression);                 \
        }                                           \
    };
PARCOURS_FUNCTOR(plus, a + b)
PARCOURS_FUNCTOR(less, b < a ? b : a)
PARCOURS_FUNCTOR(greater, a < b ? b : a)
PARCOURS_FUNCTOR(bit_and, a &b)
PARCOURS_FUNCTOR(bit_or, a | b)
PARCOURS_FUNCTOR(bit_xor, a ^ b)
template <class Group, class T, class F>
PARCOURS_CALL T reduce(const Group &group, T value, F op)
{
    T all = group.shfl(value, 0);
    for (unsigned r = 1; r < group.size(); r++)
        all = op(all, group.shfl(value, r));
    return all;
}

template <class Group, class T, class F>
PARCOURS_CALL T inclusive_scan(const Group &group, T value, F op)
{
    T all = group.shfl(value, 0), mine = all;
    for (unsigned r = 1; r < group.size(); r++) {
        all = op(all, group.shfl(value, r));
        if (r == group.thread_rank())
            mine = all;
    }
    return mine;
}
template <class Group, class T>
PARCOURS_CALL T inclusive_scan(const Group &group, T value)
{
    return inclusive_scan(group, value, plus<T>());
}
/* The first thread gets T(): for another operation than plus it is undefined.
 */
template <class Group, class T, class F>
PARCOURS_CALL T exclusive_scan(const Group &group, T value, F op)
{
    T before = group.shfl_up(inclusive_scan(group, value, op), 1);
    return group.thread_rank() ? before : T();
}
template <class Group, class T>
PARCOURS_CALL T exclusive_scan(const Group &group, T value)
{
    return exclusive_scan(group, value, plus<T>());
}

/* Each thread copies its share; wait() makes all of it visible. */
template <class Group, class T>
PARCOURS_CALL void memcpy_async(const Group &group, T *to, const T *from,
                                size_t size)
{
    for (size_t i = group.thread_rank(); i < size / sizeof(T);
         i += group.size()) {
#if PARCOURS_CHECKED
        parcours_load(from + i, sizeof *from, PARCOURS_PC);
        parcours_store(to + i, sizeof *to, PARCOURS_PC);
#endif
        __builtin_memcpy((void *)(to + i), from + i, sizeof *to);
    }
}
template <class Group> PARCOURS_CALL void wait(const Group &group)
{
    sync(group);
}
} // namespace cooperative_groups
