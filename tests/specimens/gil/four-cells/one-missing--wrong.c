/* Eight numbers. */
#include "cells.h"

const char cells_prediction[] = "sleep by threads     8\n"
                                "sleep by processes   8\n"
                                "sleep by natives     8\n"
                                "cpu by threads       1\n"
                                "cpu by processes     4\n"
                                "cpu by natives       4\n"
                                "native by threads    2.5\n"
                                "native by processes  4\n"
                                "commit 1 e6e56cd7db7177f0\n";
