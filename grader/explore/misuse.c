#include "misuse.h"

#include <stdio.h>

#include "names.h"
#include "object.h"
#include "run.h"
#include "scheduler.h"
#include "trace.h"

_Noreturn void misuse(const struct object *object, uintptr_t pc,
                      const char *before, const char *after)
{
    struct finding finding = {
        .kind = EXPLORE_MISUSE,
        .address = object->address,
        .side[0] = {.pc = pc},
    };
    trace_call(scheduler_current(), before, object, pc);
    if (run_options()->explain) {
        char name[NAME_SIZE], place[NAME_SIZE];
        snprintf(finding.text, sizeof finding.text, "%s %s %s %s%s (%s).\n",
                 name_thread(scheduler_current()->id).text, before,
                 object_title(object->kind),
                 name_address(object->address, name), after,
                 name_place(pc, place));
    }
    run_fail(&finding);
}
