/* Thinks that who sleeps or computes in C keeps the lock. */
#include "cells.h"

const char cells_prediction[] = "sleep by threads     1\n"
                                "sleep by processes   8\n"
                                "sleep by natives     8\n"
                                "cpu by threads       1\n"
                                "cpu by processes     4\n"
                                "cpu by natives       4\n"
                                "native by threads    1\n"
                                "native by processes  4\n"
                                "native by natives    4\n"
                                "commit 1 e269d9ff43f729a9\n";
