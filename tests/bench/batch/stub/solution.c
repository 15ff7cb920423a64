/* The solution of `add`. */
#include "add.h"

unsigned add(unsigned a, unsigned b)
{
    return a + b;
}
