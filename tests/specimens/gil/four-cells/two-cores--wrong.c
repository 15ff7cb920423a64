/* Takes the machine for half of what it is. */
#include "cells.h"

const char cells_prediction[] = "sleep by threads     8\n"
                                "sleep by processes   8\n"
                                "sleep by natives     8\n"
                                "cpu by threads       1\n"
                                "cpu by processes     2\n"
                                "cpu by natives       2\n"
                                "native by threads    2\n"
                                "native by processes  2\n"
                                "native by natives    2\n"
                                "commit 1 a660ffbe6de3a89d\n";
