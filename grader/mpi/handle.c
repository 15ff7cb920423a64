#include "handle.h"

#include <stdlib.h>

struct handle {
    enum finding_kind leak;
    intptr_t value;
    uint64_t place;
    const char *call;
};

static struct handle *handles;
static int count, room;

void handle_add(enum finding_kind leak, intptr_t value)
{
    if (count == room) {
        room = room ? 2 * room : 32;
        handles = layer_grow(handles, (size_t)room * sizeof *handles);
    }
    handles[count++] = (struct handle){leak, value, layer.place, layer.call};
}

bool handle_remove(enum finding_kind leak, intptr_t value)
{
    for (int i = count - 1; i >= 0; i--) {
        if (handles[i].leak != leak || handles[i].value != value)
            continue;
        handles[i] = handles[--count];
        return true;
    }
    return false;
}

bool handle_known(enum finding_kind leak, intptr_t value)
{
    for (int i = 0; i < count; i++)
        if (handles[i].leak == leak && handles[i].value == value)
            return true;
    return false;
}

void handle_report_leaks(void)
{
    for (int i = 0; i < count; i++) {
        layer.place = handles[i].place;
        layer_report(handles[i].leak,
                     handles[i].leak == FINDING_UNREAD_MESSAGE
                         ? "the message that %s took here is never received"
                         : "what %s made here is never freed",
                     handles[i].call);
    }
}
