/*
 * cells.c - how many times as fast are eight workers as one?
 *
 * TODO: whoever wrote these numbers thinks that eight workers are eight times
 * as fast.  cells.h says what the jobs are; write down what you think, and
 * commit it.
 */
#include "cells.h"

const char cells_prediction[] = "sleep by threads      8\n"
                                "sleep by processes    8\n"
                                "sleep by natives      8\n"
                                "cpu by threads        8\n"
                                "cpu by processes      8\n"
                                "cpu by natives        8\n"
                                "native by threads     8\n"
                                "native by processes   8\n"
                                "native by natives     8\n";
