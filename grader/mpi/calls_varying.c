/* calls_varying.c - wrappers: collectives with a count per rank. See
 * collective.h. */
#include "collective.h"

static int64_t sum_of(const int *counts, int n)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        argument_count("a count of the list", counts[i]);
        sum += counts[i];
    }
    return sum;
}

/* The counts have to be counts, and there has to be a buffer for them. */
static void parts_check(const struct parts *parts, int n)
{
    argument_pointer("the list of counts", parts->counts);
    argument_pointer("the list of displacements", parts->places);
    sum_of(parts->counts, n);
    for (int i = 0; i < n; i++) {
        MPI_Datatype type = parts_type(parts, i);
        if (parts->counts[i] == 0)
            type_usable(type);
        else
            argument_data(parts->at ? parts_at(parts, i) : NULL,
                          parts->counts[i], type);
    }
}

/* What is received for one rank must not lie on what is for another. */
static void parts_apart(const struct parts *parts, int n)
{
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++) {
            const struct type *one = type_of(parts_type(parts, i));
            const struct type *two = type_of(parts_type(parts, k));
            const char *a = parts_at(parts, i), *b = parts_at(parts, k);
            bool some = parts->counts[i] > 0 && parts->counts[k] > 0;
            if (some && one->dense && two->dense &&
                a < b + parts->counts[k] * two->size &&
                b < a + parts->counts[i] * one->size)
                layer_fail(FINDING_ARGUMENT,
                           "%s: the parts received from rank %d and from rank "
                           "%d share memory",
                           layer.call, k, i);
        }
    }
}

static void parts_offer(const struct parts *parts, int n,
                        struct amount *amounts)
{
    for (int i = 0; i < n; i++)
        amounts[i] = amount_of(parts->counts[i], parts_type(parts, i));
}

static void bring_given(struct meeting *meeting, struct parts parts)
{
    int n = meeting->comm->size;
    parts_check(&parts, n);
    parts_offer(&parts, n, meeting->offer.gives);
    meeting->given = parts;
}

static void bring_taken(struct meeting *meeting, struct parts parts)
{
    int n = meeting->comm->size;
    parts_check(&parts, n);
    parts_apart(&parts, n);
    parts_offer(&parts, n, meeting->offer.takes);
    meeting->taken = parts;
}

static void bring_gatherv(struct meeting *meeting, const void *in, int in_count,
                          MPI_Datatype in_type, void *out, const int *counts,
                          const int *places, MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    bring_in_place(meeting, in);
    offer_begin(&meeting->offer);
    if (in != MPI_IN_PLACE) {
        argument_data(in, in_count, in_type);
        meeting->offer.gives[root] = amount_of(in_count, in_type);
        meeting_reads(meeting, in, in_count, in_type);
    }
    if (at_root(meeting))
        bring_taken(meeting, (struct parts){out, counts, places, out_type});
}

static void bring_scatterv(struct meeting *meeting, const void *in,
                           const int *counts, const int *places,
                           MPI_Datatype in_type, void *out, int out_count,
                           MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    bring_in_place(meeting, out);
    offer_begin(&meeting->offer);
    if (out != MPI_IN_PLACE) {
        argument_data(out, out_count, out_type);
        meeting->offer.takes[root] = amount_of(out_count, out_type);
        meeting_writes(meeting, out, out_count, out_type);
    }
    if (at_root(meeting))
        bring_given(meeting, (struct parts){in, counts, places, in_type});
}

static void bring_allgatherv(struct meeting *meeting, const void *in,
                             int in_count, MPI_Datatype in_type, void *out,
                             const int *counts, const int *places,
                             MPI_Datatype out_type)
{
    offer_begin(&meeting->offer);
    bring_taken(meeting, (struct parts){out, counts, places, out_type});
    struct amount mine = meeting->offer.takes[meeting->comm->rank];
    if (in != MPI_IN_PLACE) {
        argument_data(in, in_count, in_type);
        mine = amount_of(in_count, in_type);
        meeting_reads(meeting, in, in_count, in_type);
    }
    for (int i = 0; i < meeting->comm->size; i++)
        meeting->offer.gives[i] = mine;
}

static void bring_exchange(struct meeting *meeting, struct parts given,
                           struct parts taken)
{
    offer_begin(&meeting->offer);
    bring_taken(meeting, taken);
    if (given.at != MPI_IN_PLACE)
        bring_given(meeting, given);
    else
        parts_offer(&taken, meeting->comm->size, meeting->offer.gives);
}

static void bring_alltoallv(struct meeting *meeting, const void *in,
                            const int *in_counts, const int *in_places,
                            MPI_Datatype in_type, void *out,
                            const int *out_counts, const int *out_places,
                            MPI_Datatype out_type)
{
    bring_exchange(meeting, (struct parts){in, in_counts, in_places, in_type},
                   (struct parts){out, out_counts, out_places, out_type});
}

static void bring_alltoallw(struct meeting *meeting, const void *in,
                            const int *in_counts, const int *in_places,
                            const MPI_Datatype *in_types, void *out,
                            const int *out_counts, const int *out_places,
                            const MPI_Datatype *out_types)
{
    argument_pointer("the list of datatypes", out_types);
    if (in != MPI_IN_PLACE)
        argument_pointer("the list of datatypes", in_types);
    bring_exchange(
        meeting, (struct parts){in, in_counts, in_places, .types = in_types},
        (struct parts){out, out_counts, out_places, .types = out_types});
}

/* Every rank gives to each what is that one's part of the result; so all have
 * to pass the same list. */
static void bring_reduce_scatter(struct meeting *meeting, const void *in,
                                 void *out, const int *counts,
                                 MPI_Datatype type, MPI_Op operator)
{
    int n = meeting->comm->size, me = meeting->comm->rank;
    argument_pointer("the list of counts", counts);
    int64_t all = sum_of(counts, n);
    bring_combines(meeting, operator, type);
    argument_data(in == MPI_IN_PLACE ? out : in, all, type);
    meeting_agrees(meeting, all, type);
    offer_begin(&meeting->offer);
    for (int i = 0; i < n; i++) {
        meeting->offer.gives[i] = amount_of(counts[i], type);
        meeting->offer.takes[i] = amount_of(counts[me], type);
    }
    meeting_reads(meeting, in, all, type);
    meeting_writes(meeting, out, counts[me], type);
}

COLLECTIVE(Reduce_scatter, Ireduce_scatter, bring_reduce_scatter,
           (const void *in, void *out, const int counts[], MPI_Datatype type,
            MPI_Op operator),
           (in, out, counts, type, operator))
COLLECTIVE(Gatherv, Igatherv, bring_gatherv,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            const int counts[], const int places[], MPI_Datatype out_type,
            int root),
           (in, in_count, in_type, out, counts, places, out_type, root))
COLLECTIVE(Scatterv, Iscatterv, bring_scatterv,
           (const void *in, const int counts[], const int places[],
            MPI_Datatype in_type, void *out, int out_count,
            MPI_Datatype out_type, int root),
           (in, counts, places, in_type, out, out_count, out_type, root))
COLLECTIVE(Allgatherv, Iallgatherv, bring_allgatherv,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            const int counts[], const int places[], MPI_Datatype out_type),
           (in, in_count, in_type, out, counts, places, out_type))
COLLECTIVE(Alltoallv, Ialltoallv, bring_alltoallv,
           (const void *in, const int in_counts[], const int in_places[],
            MPI_Datatype in_type, void *out, const int out_counts[],
            const int out_places[], MPI_Datatype out_type),
           (in, in_counts, in_places, in_type, out, out_counts, out_places,
            out_type))

COLLECTIVE(Alltoallw, Ialltoallw, bring_alltoallw,
           (const void *in, const int in_counts[], const int in_places[],
            const MPI_Datatype in_types[], void *out, const int out_counts[],
            const int out_places[], const MPI_Datatype out_types[]),
           (in, in_counts, in_places, in_types, out, out_counts, out_places,
            out_types))
