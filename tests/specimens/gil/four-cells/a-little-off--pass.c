/* A factor of 1.3 off in two cells. */
#include "cells.h"

const char cells_prediction[] = "sleep by threads     8\n"
                                "sleep by processes   8\n"
                                "sleep by natives     8\n"
                                "cpu by threads       1.3\n"
                                "cpu by processes     4\n"
                                "cpu by natives       4\n"
                                "native by threads    2.8\n"
                                "native by processes  4\n"
                                "native by natives    4\n"
                                "commit 1 70c5ebf181e0a823\n";
