/* The same in another order, with a comment and a blank line. */
#include "cells.h"

const char cells_prediction[] = "# bounds\n"
                                "\n"
                                "native by natives    4\n"
                                "native by processes  4\n"
                                "native by threads    2.5\n"
                                "cpu by natives       4\n"
                                "cpu by processes     4\n"
                                "cpu by threads       1\n"
                                "sleep by natives     8\n"
                                "sleep by processes   8\n"
                                "sleep by threads     8\n"
                                "commit 1 3b4d1705befe3eee\n";
