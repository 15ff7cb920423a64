/* cart.c - ranks in a grid of some dimensions, the last one fastest. */
#include <stdlib.h>
#include <string.h>

#include "mini.h"

struct cart {
    MPI_Comm comm;
    int dims;
    int *size, *wraps;
};

static struct cart *carts;
static int count;

static struct cart *cart_of(MPI_Comm comm)
{
    for (int i = count - 1; i >= 0; i--)
        if (carts[i].comm == comm)
            return &carts[i];
    mini_fail("this communicator is not a grid (MPI_Cart_create)");
}

static int *copy_of(const int *list, int n)
{
    size_t bytes = (size_t)n * sizeof *list;
    return memcpy(mini_grow(NULL, bytes + 1), list, bytes);
}

static void cart_enter(MPI_Comm comm, int dims, const int *size,
                       const int *wraps)
{
    carts = mini_grow(carts, (size_t)(count + 1) * sizeof *carts);
    carts[count++] =
        (struct cart){comm, dims, copy_of(size, dims), copy_of(wraps, dims)};
}

int MPI_Cart_create(MPI_Comm old, int dims, const int size[], const int wraps[],
                    int reorder, MPI_Comm *made)
{
    long cells = 1;
    int rank;
    (void)reorder;
    for (int i = 0; i < dims; i++)
        cells *= size[i];
    if (cells > comm_of(old)->size)
        mini_fail("a grid of %ld cells for %d ranks", cells,
                  comm_of(old)->size);
    MPI_Comm_rank(old, &rank);
    MPI_Comm_split(old, rank < cells ? 0 : MPI_UNDEFINED, rank, made);
    if (*made != MPI_COMM_NULL)
        cart_enter(*made, dims, size, wraps);
    return MPI_SUCCESS;
}

int MPI_Cartdim_get(MPI_Comm comm, int *dims)
{
    *dims = cart_of(comm)->dims;
    return MPI_SUCCESS;
}

int MPI_Cart_coords(MPI_Comm comm, int rank, int most, int coords[])
{
    const struct cart *cart = cart_of(comm);
    for (int i = cart->dims - 1; i >= 0; i--) {
        if (i < most)
            coords[i] = rank % cart->size[i];
        rank /= cart->size[i];
    }
    return MPI_SUCCESS;
}

int MPI_Cart_get(MPI_Comm comm, int most, int size[], int wraps[], int coords[])
{
    const struct cart *cart = cart_of(comm);
    int rank;
    for (int i = 0; i < most && i < cart->dims; i++) {
        size[i] = cart->size[i];
        wraps[i] = cart->wraps[i];
    }
    MPI_Comm_rank(comm, &rank);
    return MPI_Cart_coords(comm, rank, most, coords);
}

int MPI_Cart_rank(MPI_Comm comm, const int coords[], int *rank)
{
    const struct cart *cart = cart_of(comm);
    *rank = 0;
    for (int i = 0; i < cart->dims; i++) {
        int n = cart->size[i], at = coords[i];
        if (cart->wraps[i])
            at = (at % n + n) % n;
        if (at < 0 || at >= n)
            mini_fail("coordinate %d is %d, of %d", i, at, n);
        *rank = *rank * n + at;
    }
    return MPI_SUCCESS;
}

static int neighbour(MPI_Comm comm, const int *coords, int dim, int step)
{
    const struct cart *cart = cart_of(comm);
    int *there = copy_of(coords, cart->dims), rank = MPI_PROC_NULL;
    there[dim] += step;
    if (cart->wraps[dim] || (there[dim] >= 0 && there[dim] < cart->size[dim]))
        MPI_Cart_rank(comm, there, &rank);
    free(there);
    return rank;
}

int MPI_Cart_shift(MPI_Comm comm, int dim, int step, int *source, int *dest)
{
    const struct cart *cart = cart_of(comm);
    int *coords = copy_of(cart->size, cart->dims), rank;
    if (dim < 0 || dim >= cart->dims)
        mini_fail("there is no dimension %d, of %d", dim, cart->dims);
    MPI_Comm_rank(comm, &rank);
    MPI_Cart_coords(comm, rank, cart->dims, coords);
    *source = neighbour(comm, coords, dim, -step);
    *dest = neighbour(comm, coords, dim, step);
    free(coords);
    return MPI_SUCCESS;
}

/* The ranks with the same coordinates in the dimensions that are left out. */
int MPI_Cart_sub(MPI_Comm comm, const int keep[], MPI_Comm *made)
{
    struct cart cart = *cart_of(comm);
    int *coords = copy_of(cart.size, cart.dims), rank, color = 0, dims = 0;
    int *size = copy_of(cart.size, cart.dims);
    int *wraps = copy_of(cart.wraps, cart.dims);
    MPI_Comm_rank(comm, &rank);
    MPI_Cart_coords(comm, rank, cart.dims, coords);
    for (int i = 0; i < cart.dims; i++) {
        if (keep[i]) {
            size[dims] = cart.size[i];
            wraps[dims++] = cart.wraps[i];
        } else {
            color = color * cart.size[i] + coords[i];
        }
    }
    MPI_Comm_split(comm, color, rank, made);
    cart_enter(*made, dims, size, wraps);
    free(coords);
    free(size);
    free(wraps);
    return MPI_SUCCESS;
}

/* The dimensions that are 0 get factors of what is left, as alike as they can
 * be and the largest first. */
static void spread(int left, int *factor, int n)
{
    for (int i = n; i > 0; i--) {
        int best = left;
        for (int f = 1; f <= left; f++) {
            double power = 1;
            for (int k = 0; k < i; k++)
                power *= f;
            if (left % f == 0 && power >= left) {
                best = f;
                break;
            }
        }
        factor[n - i] = best;
        left /= best;
    }
}

int MPI_Dims_create(int ranks, int dims, int size[])
{
    int left = ranks, open = 0;
    int *factor = mini_grow(NULL, ((size_t)dims + 1) * sizeof *factor);
    for (int i = 0; i < dims; i++)
        if (size[i] == 0)
            open++;
        else if (size[i] < 0 || left % size[i] != 0)
            mini_fail("%d ranks cannot be %d in dimension %d", ranks, size[i],
                      i);
        else
            left /= size[i];
    spread(left, factor, open);
    for (int i = 0, k = 0; i < dims; i++)
        if (size[i] == 0)
            size[i] = factor[k++];
    free(factor);
    return MPI_SUCCESS;
}
