#include "exchange.h"

#include <stdio.h>

static const struct amount amount_open = {.bytes = -1};

void offer_begin(struct offer *offer)
{
    offer->used = true;
    for (int i = 0; i < BOARD_RANKS; i++)
        offer->gives[i] = offer->takes[i] = amount_open;
}

struct amount amount_of(int64_t count, MPI_Datatype handle)
{
    const struct type *type = type_usable(handle);
    const struct signature *of_one = &type->signature;
    return (struct amount){
        .bytes = count * type->size,
        .leaf = of_one->runs == 1 ? of_one->run[0].leaf : 0,
    };
}

int exchange_open(int size)
{
    for (int k = 0; k < BOARD_EXCHANGES; k++) {
        struct exchange *table = &board->exchange[k];
        if (table->used)
            continue;
        table->used = true;
        for (int i = 0; i < size; i++)
            for (int to = 0; to < size; to++)
                table->given[i][to] = table->wanted[i][to] = amount_open;
        return k;
    }
    return NONE;
}

void exchange_close(int index)
{
    if (index != NONE)
        board->exchange[index].used = false;
}

static void amount_text(char *to, size_t size, const struct amount *amount)
{
    char name[MPI_MAX_OBJECT_NAME];
    int length, width = 1;
    if (amount->leaf) {
        PMPI_Type_get_name(amount->leaf, name, &length);
        PMPI_Type_size(amount->leaf, &width);
        snprintf(to, size, "%lld x %s", (long long)amount->bytes / width, name);
    } else {
        snprintf(to, size, "%lld bytes", (long long)amount->bytes);
    }
}

static _Noreturn void exchange_disagrees(const struct exchange *table,
                                         enum finding_kind kind,
                                         const struct comm *comm, int from,
                                         int to)
{
    char text[MPI_MAX_OBJECT_NAME + 24];
    uint64_t place = table->place[to];
    struct finding *finding = finding_open(kind, place);
    amount_text(text, sizeof text, &table->given[from][to]);
    finding_line(finding, comm->world[from], table->place[from],
                 "%s gives %s to rank %d", layer.call, text, to);
    amount_text(text, sizeof text, &table->wanted[from][to]);
    finding_line(finding, comm->world[to], place, "%s wants %s from rank %d",
                 layer.call, text, from);
    finding_end_run();
}

static void exchange_compare(const struct exchange *table,
                             const struct comm *comm, int from, int to)
{
    const struct amount *given = &table->given[from][to];
    const struct amount *wanted = &table->wanted[from][to];
    if (given->bytes < 0 || wanted->bytes < 0)
        return;
    bool leaves = given->bytes > 0 && wanted->bytes > 0 && given->leaf &&
                  wanted->leaf && !leaf_fits(given->leaf, wanted->leaf);
    if (leaves)
        exchange_disagrees(table, FINDING_TYPE_MISMATCH, comm, from, to);
    if (given->bytes != wanted->bytes)
        exchange_disagrees(table, FINDING_COUNT_MISMATCH, comm, from, to);
}

void exchange_join(int index, const struct comm *comm,
                   const struct offer *offer)
{
    if (index == NONE || !offer->used)
        return;
    struct exchange *table = &board->exchange[index];
    int me = comm->rank;
    table->place[me] = layer.place;
    for (int i = 0; i < comm->size; i++) {
        table->given[me][i] = offer->gives[i];
        table->wanted[i][me] = offer->takes[i];
    }
    for (int i = 0; i < comm->size; i++) {
        exchange_compare(table, comm, me, i);
        exchange_compare(table, comm, i, me);
    }
}
