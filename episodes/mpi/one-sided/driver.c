/* driver.c - worker side of `one-sided`. */
#include "calls.h"
#include "ranks.h"
#include "tickets.h"

static void run_tickets(const struct rank_call *call)
{
    const struct tickets_args *a = call->args;
    int64_t *counter, *ticket = call->out;
    MPI_Win window;
    int rank;
    MPI_Comm_rank(call->comm, &rank);
    MPI_Win_allocate(rank == 0 ? sizeof *counter : 0, sizeof *counter,
                     MPI_INFO_NULL, call->comm, &counter, &window);
    if (rank == 0)
        *counter = a->first;
    MPI_Barrier(call->comm);
    for (size_t i = 0; i < call->out_bytes / sizeof *ticket; i++) {
        ticket[i] = next_ticket(window);
        rank_compute(a->seconds);
    }
    MPI_Win_free(&window);
}

static void run_tally(const struct rank_call *call)
{
    const struct tally_args *a = call->args;
    tally(call->comm, call->in, (int)(call->in_bytes / sizeof(int)), a->bins,
          call->out);
}

RANK_OPS(run_tickets, run_tally);
