/*
 * sick.c - judges the exercise `sick`.
 *
 * What counts as changed is told by a copy of the skeleton, at the end of this
 * file: the learner's own skeleton is the file that is being changed.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"
#include "patch.h"

enum { MOST_RANKS = 5, MOST_CHANGED = 3, COLUMNS = 80, LEAST = 8 };

extern const char skeleton[];

/* --- the diagnoses -------------------------------------------------------- */

/* Ranks as a set; each may be named with each of its lines. */
struct site {
    unsigned ranks;
    const char *line;
};

enum { R0 = 1, R1 = 2, R2 = 4, ANY_RANK = 7 };

static const struct {
    const char *name;
    enum sickness sickness;
    struct site site[3];
} known[PROGRAMS] = {
    [SHIFT] = {"shift",
               UNSAFE_SEND,
               {{ANY_RANK, "MPI_Send(&mine, 1, MPI_INT, right, TAG, comm);"}}},
    [RELAY] = {"relay",
               DEADLOCK,
               {{ANY_RANK, "MPI_Recv(&sum, 1, MPI_INT, left, TAG, comm, "
                           "MPI_STATUS_IGNORE);"}}},
    [LARGEST] = {"largest",
                 MISSING_COLLECTIVE,
                 {{R2, "if (count == 0)"},
                  {R2, "return most;"},
                  {R0 | R1, "MPI_Allreduce(&most, &all, 1, MPI_INT, MPI_MAX, "
                            "comm);"}}},
    [SQUARES] = {"squares",
                 BUFFER_RACE,
                 {{R0, "square = number[r] * number[r];"},
                  {R0, "MPI_Isend(&square, 1, MPI_INT, r, TAG, comm, "
                       "&sent[r]);"}}},
    [NEIGHBOURS] = {"neighbours",
                    TRUNCATION,
                    {{R1, "MPI_Sendrecv(mine, count, MPI_INT, right, TAG, "
                          "theirs, count, MPI_INT, left,"},
                     {R1, "TAG, comm, &status);"}}},
    [HALVES] = {"halves",
                LEAK,
                {{R1, "MPI_Comm_split(comm, rank % 2, rank, &half);"},
                 {R1, "if (members == 1)"},
                 {R1, "return mine;"}}},
    [CHAMPION] = {"champion",
                  ROOT_MISMATCH,
                  {{ANY_RANK, "MPI_Reduce(&mine, &best, 1, MPI_DOUBLE_INT, "
                              "MPI_MAXLOC, 0, comm);"},
                   {R2, "MPI_Bcast(&word, 1, MPI_INT, best.rank, comm);"}}},
};

/* The section of a program in the file. */
static unsigned section_of(enum program program)
{
    return 1 + (unsigned)program;
}

static void check_site(enum program program, const struct told *told)
{
    const char *name = known[program].name;
    unsigned at = patch_find(skeleton, section_of(program), told->line, LEAST);
    bool line = false, both = false;
    judge_expect(at != 0,
                 "the line that you name for %s is none of the sick function's "
                 "lines: copy one, whole, as it was",
                 name);
    for (unsigned i = 0; i < 3 && known[program].site[i].ranks != 0; i++) {
        const struct site *site = &known[program].site[i];
        unsigned there =
            patch_find(skeleton, section_of(program), site->line, LEAST);
        line = line || there == at;
        both = both || (there == at && told->rank >= 0 && told->rank <= 2 &&
                        (site->ranks >> told->rank & 1));
    }
    judge_expect(line,
                 "%s: the sickness is right, and it does not show at "
                 "this line: %s",
                 name, told->line);
    judge_expect(both,
                 "%s: sickness and line are right, and rank %d of three "
                 "does nothing wrong there",
                 name, told->rank);
}

static void check_diagnoses(void *data)
{
    const struct told *told = ranks_got(*(unsigned *)data, 0);
    for (int i = 0; i < PROGRAMS; i++) {
        judge_expect(told[i].sickness != NOT_KNOWN, "%s has no diagnosis yet",
                     known[i].name);
        judge_expect(told[i].sickness == (int)known[i].sickness,
                     "%s has another sickness than the one that you name",
                     known[i].name);
        judge_expect(memchr(told[i].line, '\0', LINE_MOST) != NULL,
                     "the line for %s has no end", known[i].name);
        check_site((enum program)i, &told[i]);
    }
}

START_TEST(named)
{
    judge_title("seven diagnoses");
    ranks_begin(1);
    unsigned call = ranks_call(OP_DIAGNOSES, (struct patient){0});
    ranks_out(call, 0, PROGRAMS * sizeof(struct told));
    ranks_run("reading the diagnoses", check_diagnoses, &call);
}
END_TEST

/* --- the patches ---------------------------------------------------------- */

/* A row of the table has no end of a statement in it, but in its string. */
static bool is_row(const char *line, size_t length)
{
    bool quoted = false, ends = false;
    while (length > 0 && (*line == ' ' || *line == '\t'))
        line++, length--;
    for (size_t i = 0; i < length; i++) {
        quoted = quoted != (line[i] == '"' && (i == 0 || line[i - 1] != '\\'));
        ends = ends || (!quoted && line[i] == ';');
    }
    return length > 0 && !ends && strchr("#}", *line) == NULL;
}

static void check_new_line(void *data, unsigned section, unsigned number,
                           const char *line, size_t length)
{
    (void)data;
    if (section == section_of(PROGRAMS)) {
        judge_expect(is_row(line, length),
                     "line %u is no row of the table of diagnoses", number);
        return;
    }
    judge_expect(section > 0,
                 "line %u is outside the seven functions, where "
                 "nothing is to be changed",
                 number);
    judge_expect(length <= COLUMNS,
                 "line %u has %zu characters: one line is "
                 "one of at most %d",
                 number, length, COLUMNS);
    judge_expect(memchr(line, '#', length) == NULL,
                 "line %u is for the preprocessor: mend the function itself",
                 number);
}

static void check_patches(void)
{
    struct patch patch;
    const char *source = judge_source();
    if (source == NULL) {
        fputs("judge: the suite of sick needs the source\n", stderr);
        exit(4);
    }
    const char *why =
        patch_compare(skeleton, source, &patch, check_new_line, NULL);
    judge_expect(why == NULL,
                 "the file cannot be compared with the sick one: "
                 "it %s",
                 why);
    judge_expect(patch.changed[0] == 0,
                 "what stands before the seven functions is not to be changed");
    for (int i = 0; i < PROGRAMS; i++)
        judge_expect(patch.changed[section_of((enum program)i)] <= MOST_CHANGED,
                     "%u lines of %s are changed, and %d are enough",
                     patch.changed[section_of((enum program)i)], known[i].name,
                     MOST_CHANGED);
}

/* --- and whether they help ------------------------------------------------ */

static struct patient patient[PROGRAMS][MOST_RANKS];

static unsigned left_of(unsigned r, unsigned ranks)
{
    return (r + ranks - 1) % ranks;
}

static int sum_of(const struct patient *p, unsigned from, unsigned to,
                  unsigned step)
{
    int sum = 0;
    for (unsigned r = from; r < to; r += step)
        sum += p[r].number[0];
    return sum;
}

static int largest_of(const struct patient *p, unsigned ranks)
{
    int most = INT_MIN;
    for (unsigned r = 0; r < ranks; r++)
        for (int i = 0; i < p[r].count; i++)
            most = p[r].number[i] > most ? p[r].number[i] : most;
    return most;
}

static int word_of_champion(const struct patient *p, unsigned ranks)
{
    unsigned best = 0;
    for (unsigned r = 1; r < ranks; r++)
        if (p[r].score > p[best].score)
            best = r;
    return p[best].number[0];
}

static int expected(enum program program, const struct patient *p, unsigned r,
                    unsigned ranks)
{
    switch (program) {
    case SHIFT:
        return p[left_of(r, ranks)].number[0];
    case RELAY:
        return sum_of(p, 0, r == 0 ? ranks : r + 1, 1);
    case LARGEST:
        return largest_of(p, ranks);
    case SQUARES:
        return p[0].number[r] * p[0].number[r];
    case NEIGHBOURS:
        return p[left_of(r, ranks)].count;
    case HALVES:
        return sum_of(p, r % 2, ranks, 2);
    default:
        return word_of_champion(p, ranks);
    }
}

static void check_health(void *data)
{
    unsigned ranks = *(unsigned *)data;
    for (unsigned i = 0; i < PROGRAMS; i++)
        for (unsigned r = 0; r < ranks; r++) {
            const struct cured *got = ranks_got(i, r);
            const struct patient *left = &patient[i][left_of(r, ranks)];
            int right = expected((enum program)i, patient[i], r, ranks);
            judge_expect(got->returned == right,
                         "%s returns %d on rank %u of %u, and %d is right",
                         known[i].name, got->returned, r, ranks, right);
            judge_expect(i != NEIGHBOURS ||
                             memcmp(got->items, left->number,
                                    (size_t)left->count * sizeof(int)) == 0,
                         "neighbours: rank %u of %u has not the items of its "
                         "left neighbour",
                         r, ranks);
        }
}

/* Rank 2 is the one with no numbers, and rank 0 the one with most. */
static struct patient patient_for(unsigned r)
{
    struct patient p = {.score = (double)judge_below(4)};
    p.count = r == 2 ? 0 : r == 0 ? NUMBERS : (int)judge_below(NUMBERS + 1);
    for (int i = 0; i < NUMBERS; i++)
        p.number[i] = (int)judge_below(20001) - 10000;
    return p;
}

/* All below 0, or none at all: a largest one that begins with 0 shows. */
static void make_small(struct patient *p, unsigned ranks)
{
    for (int i = 0; i < NUMBERS; i++)
        p->number[i] -= 10001;
    if (ranks == 2)
        p->count = 0;
}

static void admit(unsigned ranks, bool reverse)
{
    ranks_begin(ranks);
    for (unsigned i = 0; i < PROGRAMS; i++) {
        unsigned call = ranks_call(i, (struct patient){0});
        if (reverse)
            ranks_reverse(call);
        for (unsigned r = 0; r < ranks; r++)
            patient[i][r] = patient_for(r);
        for (unsigned r = 0; r < ranks && i == LARGEST && ranks < 5; r++)
            make_small(&patient[i][r], ranks);
        /* the champion, or two of them, not rank 0: who guesses is wrong */
        for (int k = 0; k < 2; k++)
            patient[i][1 + judge_below(ranks - 1)].score = 4;
        for (unsigned r = 0; r < ranks; r++) {
            ranks_in(call, r, &patient[i][r], sizeof(struct patient));
            ranks_out(call, r, sizeof(struct cured));
        }
    }
}

START_TEST(mended)
{
    unsigned ranks = 3;
    judge_title("each mended with at most three lines");
    check_patches();
    admit(ranks, false);
    ranks_orders("the seven on 3 ranks", 2, check_health, &ranks);
    ranks = 2;
    admit(ranks, false);
    ranks_run("the seven on 2 ranks", check_health, &ranks);
    ranks = 5;
    admit(ranks, true);
    ranks_run("the seven on 5 ranks", check_health, &ranks);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("sick");
    tcase_add_test(judge_tcase(suite, "mended", "mended"), mended);
    tcase_add_test(judge_tcase(suite, "named", "named"), named);
    return suite;
}

/* --- the skeleton --------------------------------------------------------- */

const char skeleton[] =
    R"original(/* sick.c - what you edit. The contract is in sick.h. */
#include <limits.h>
#include <stdlib.h>

#include "sick.h"

enum { TAG = 1 };

/* --- shift ---------------------------------------------------------------- */

int shift(MPI_Comm comm, int mine)
{
    int rank, size, theirs;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Send(&mine, 1, MPI_INT, right, TAG, comm);
    MPI_Recv(&theirs, 1, MPI_INT, left, TAG, comm, MPI_STATUS_IGNORE);
    return theirs;
}

/* --- relay ---------------------------------------------------------------- */

int relay(MPI_Comm comm, int mine)
{
    int rank, size, sum = 0;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Recv(&sum, 1, MPI_INT, left, TAG, comm, MPI_STATUS_IGNORE);
    sum += mine;
    MPI_Send(&sum, 1, MPI_INT, right, TAG, comm);
    if (rank == 0)
        MPI_Recv(&sum, 1, MPI_INT, left, TAG, comm, MPI_STATUS_IGNORE);
    return sum;
}

/* --- largest -------------------------------------------------------------- */

int largest(MPI_Comm comm, const int *number, int count)
{
    int most = INT_MIN, all;
    if (count == 0)
        return most;
    for (int i = 0; i < count; i++)
        most = number[i] > most ? number[i] : most;
    MPI_Allreduce(&most, &all, 1, MPI_INT, MPI_MAX, comm);
    return all;
}

/* --- squares -------------------------------------------------------------- */

int squares(MPI_Comm comm, const int *number)
{
    int rank, size, square;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (rank == 0) {
        MPI_Request *sent = malloc((size_t)size * sizeof *sent);
        for (int r = 1; r < size; r++) {
            square = number[r] * number[r];
            MPI_Isend(&square, 1, MPI_INT, r, TAG, comm, &sent[r]);
        }
        MPI_Waitall(size - 1, sent + 1, MPI_STATUSES_IGNORE);
        square = number[0] * number[0];
        free(sent);
    } else {
        MPI_Recv(&square, 1, MPI_INT, 0, TAG, comm, MPI_STATUS_IGNORE);
    }
    return square;
}

/* --- neighbours ----------------------------------------------------------- */

int neighbours(MPI_Comm comm, const int *mine, int count, int *theirs)
{
    int rank, size, got;
    MPI_Status status;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Sendrecv(mine, count, MPI_INT, right, TAG, theirs, count, MPI_INT, left,
                 TAG, comm, &status);
    MPI_Get_count(&status, MPI_INT, &got);
    return got;
}

/* --- halves --------------------------------------------------------------- */

int halves(MPI_Comm comm, int mine)
{
    int rank, members, sum;
    MPI_Comm half;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_split(comm, rank % 2, rank, &half);
    MPI_Comm_size(half, &members);
    if (members == 1)
        return mine;
    MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, half);
    MPI_Comm_free(&half);
    return sum;
}

/* --- champion ------------------------------------------------------------- */

int champion(MPI_Comm comm, double score, int word)
{
    struct {
        double score;
        int rank;
    } mine = {score, 0}, best;
    MPI_Comm_rank(comm, &mine.rank);
    best = mine;
    MPI_Reduce(&mine, &best, 1, MPI_DOUBLE_INT, MPI_MAXLOC, 0, comm);
    MPI_Bcast(&word, 1, MPI_INT, best.rank, comm);
    return word;
}

/* --- diagnoses ------------------------------------------------------------ */

/* TODO: three things about each; of the first one you have seen enough in
 * `exchange` to say what it has. */
const struct diagnosis diagnoses[PROGRAMS] = {
    [SHIFT] = {NOT_KNOWN, 0, ""},      [RELAY] = {NOT_KNOWN, 0, ""},
    [LARGEST] = {NOT_KNOWN, 0, ""},    [SQUARES] = {NOT_KNOWN, 0, ""},
    [NEIGHBOURS] = {NOT_KNOWN, 0, ""}, [HALVES] = {NOT_KNOWN, 0, ""},
    [CHAMPION] = {NOT_KNOWN, 0, ""},
};
)original";
