#include "variables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 256 };

static bool begins(const char *line, const char *directive)
{
    return strncmp(line, directive, strlen(directive)) == 0;
}

/* A variable: .align if it needs one, .type, .size, its label, its bytes. */
static void part(FILE *from, FILE *to)
{
    char *line = NULL;
    size_t room = 0;
    bool ours = false, parted = false;
    while (getline(&line, &room, from) > 0) {
        bool type = begins(line, "\t.type\t") && strstr(line, "@object");
        if (begins(line, "\t.section\t"))
            ours = begins(line, "\t.section\tparcours_");
        else if (begins(line, "\t.text") || begins(line, "\t.data") ||
                 begins(line, "\t.bss"))
            ours = false;
        if (ours && !parted && (type || begins(line, "\t.align"))) {
            fprintf(to, "\t.zero\t%d\n", GAP);
            parted = true;
        }
        if (*line != '\t')
            parted = false;
        fputs(line, to);
    }
    free(line);
}

bool variables_part(const char *from_name, const char *to_name)
{
    FILE *from = fopen(from_name, "r"), *to = fopen(to_name, "w");
    if (from && to)
        part(from, to);
    bool good = from && to;
    if (from)
        fclose(from);
    if (to && fclose(to) != 0)
        good = false;
    return good;
}
