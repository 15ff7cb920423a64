/* driver.c - worker side of `hello`. */
#include "calls.h"
#include "hello.h"
#include "ranks.h"

_Static_assert(NAME_ROOM == HELLO_NAME && LINE_ROOM == HELLO_LINE,
               "calls.h and hello.h differ");

static void run_hello(const struct rank_call *call)
{
    hello(call->comm, call->in, call->out);
}

RANK_OPS(run_hello);
