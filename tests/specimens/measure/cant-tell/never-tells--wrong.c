/* Is never wrong, and never of use. */
#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    run(data, PROGRAM_A);
    return CANNOT_TELL;
}
