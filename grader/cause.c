/* cause.c - see cause.h */
#include <string.h>

#include "cause.h"

static const struct {
    const char *word, *title;
} names[CAUSE_COUNT] = {
    [CAUSE_NONE] = {"none", "nothing wrong"},
    [CAUSE_MISSING] = {"missing", "file missing"},
    [CAUSE_BUILD] = {"build", "does not build"},
    [CAUSE_REFUSED] = {"refused", "refused"},
    [CAUSE_FORBIDDEN] = {"forbidden", "forbidden call"},
    [CAUSE_RACE] = {"race", "data race"},
    [CAUSE_MPI] = {"mpi", "against MPI's rules"},
    [CAUSE_ORDER] = {"order", "depends on the order of arrival"},
    [CAUSE_BARRIER] = {"barrier", "barrier that not all threads reach"},
    [CAUSE_CUDA] = {"cuda", "against CUDA's rules"},
    [CAUSE_UNSET] = {"unset", "uses what nobody has written"},
    [CAUSE_UNSAFE] = {"unsafe", "unsafe send"},
    [CAUSE_LOCK_ORDER] = {"lock-order", "lock order"},
    [CAUSE_MISUSE] = {"misuse", "misused lock or thread"},
    [CAUSE_CRASH] = {"crash", "crash"},
    [CAUSE_EXIT] = {"exit", "ended without answering"},
    [CAUSE_HANG] = {"hang", "hangs"},
    [CAUSE_LOOP] = {"loop", "does not end"},
    [CAUSE_MEMORY] = {"memory", "too much memory"},
    [CAUSE_FLOOD] = {"flood", "too much output"},
    [CAUSE_PROTOCOL] = {"protocol", "tampering"},
    [CAUSE_OUTSIDE] = {"outside", "outside its memory"},
    [CAUSE_LEAK] = {"leak", "threads left running"},
    [CAUSE_WRONG] = {"wrong", "wrong answer"},
    [CAUSE_SERIAL] = {"serial", "not parallel"},
    [CAUSE_SLOW] = {"slow", "not fast enough"},
    [CAUSE_BUSY] = {"busy", "busy waiting"},
};

const char *cause_word(enum cause cause)
{
    return names[cause].word;
}

const char *cause_title(enum cause cause)
{
    return names[cause].title;
}

enum cause cause_parse(const char *word)
{
    int i = 0;
    while (i < CAUSE_COUNT && strcmp(names[i].word, word) != 0)
        i++;
    return (enum cause)i;
}
