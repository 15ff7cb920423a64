/* Prints a verdict and leaves. */
#include <stdio.h>
#include <stdlib.h>

#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    puts("cant-tell passed");
    exit(run(data, PROGRAM_A) < 0);
}
