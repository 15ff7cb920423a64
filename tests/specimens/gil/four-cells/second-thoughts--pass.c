/* Committed twice, which is no sin. */
#include "cells.h"

const char cells_prediction[] = "sleep by threads     7.5\n"
                                "sleep by processes   7.5\n"
                                "sleep by natives     7.5\n"
                                "cpu by threads       0.98\n"
                                "cpu by processes     3.8\n"
                                "cpu by natives       3.8\n"
                                "native by threads    2.2\n"
                                "native by processes  3.8\n"
                                "native by natives    3.8\n"
                                "commit 2 d1712540643e0a87\n";
