/* The schedule has another name. */
#include "puzzle.h"

const char schedule[] = "A BBBBBBBB A B AAAAAAAA B";
