/* Eight workers are eight times as fast. */
#include "cells.h"

const char cells_prediction[] = "sleep by threads     8\n"
                                "sleep by processes   8\n"
                                "sleep by natives     8\n"
                                "cpu by threads       8\n"
                                "cpu by processes     8\n"
                                "cpu by natives       8\n"
                                "native by threads    8\n"
                                "native by processes  8\n"
                                "native by natives    8\n"
                                "commit 1 1a3b5f0b8a424702\n";
