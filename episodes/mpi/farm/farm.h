/*
 * farm.h - the contract: one rank hands out tasks, the others do them.
 */
#ifndef FARM_H
#define FARM_H

#include <mpi.h>
#include <stdint.h>

/*
 * Does one task, on the rank that calls it, and returns its result.  Some
 * tasks take a hundred times as long as others, and nothing about a task tells
 * which.  It is ours, and counts as work.
 */
uint64_t do_task(uint64_t task);

/*
 * All ranks of `comm` call farm.  Only rank 0 has tasks and room for results;
 * the others get NULL for both, and also have to find out from rank 0 how much
 * there is to do.  Afterwards result[i] is do_task(task[i]) for all i < count.
 *
 * With more than one rank, rank 0 only hands out tasks, one at a time, to
 * whoever has nothing to do, and takes results back from whoever has one.  With
 * one rank it does them itself.  There may be fewer tasks than ranks, and none
 * at all.  A task is done once.
 */
void farm(MPI_Comm comm, const uint64_t *task, uint64_t *result, int count);

#endif
