/* As many as there are cores, whatever the work. */
#include "cells.h"

const char cells_prediction[] = "sleep by threads     4\n"
                                "sleep by processes   4\n"
                                "sleep by natives     4\n"
                                "cpu by threads       4\n"
                                "cpu by processes     4\n"
                                "cpu by natives       4\n"
                                "native by threads    4\n"
                                "native by processes  4\n"
                                "native by natives    4\n"
                                "commit 1 b6a1e42479741326\n";
