#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct place place_of(const char *program, uint64_t address)
{
    struct place place = {.line = 0};
    char command[4400], line[4096];
    if (address == 0)
        return place;
    snprintf(command, sizeof command, "addr2line -e '%s' 0x%llx 2>/dev/null",
             program, (unsigned long long)address);
    FILE *output = popen(command, "r");
    if (output && fgets(line, sizeof line, output) && line[0] != '?') {
        char *colon = strrchr(line, ':'), *slash = strrchr(line, '/');
        if (colon) {
            *colon = '\0';
            place.line = atoi(colon + 1);
            snprintf(place.file, sizeof place.file, "%.255s",
                     slash ? slash + 1 : line);
        }
    }
    if (output)
        pclose(output);
    return place;
}
