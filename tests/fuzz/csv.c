/* csv.c - rosters, and the files of learning platforms: what is read is
 * written again, and comes back the same. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/batch/grid.h"
#include "../../grader/batch/roster.h"
#include "fuzz.h"

static void write_again(const struct grid *grid, struct text *to)
{
    text_init(to);
    grid_write(grid, to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct roster roster;
    struct grid grid;
    const char *path = fuzz_file("in.csv", data, size);
    char *why = roster_read(path, &roster);
    if (why == NULL) {
        roster_find(&roster, "lee, ann", "7");
        roster_clear(&roster);
    }
    free(why);
    why = grid_read(path, &grid);
    free(why);
    if (why != NULL)
        return 0;
    struct text once, twice;
    write_again(&grid, &once);
    grid_clear(&grid);
    fuzz_file("in.csv", (const uint8_t *)once.bytes, once.length);
    if (once.length > 0 && (why = grid_read(path, &grid)) == NULL) {
        write_again(&grid, &twice);
        if (strcmp(once.bytes, twice.bytes) != 0)
            abort();
        text_clear(&twice);
        grid_clear(&grid);
    } else {
        free(why);
    }
    text_clear(&once);
    return 0;
}
