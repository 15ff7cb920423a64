/*
 * cells.c - one way to think about it, and why it comes out so.
 *
 * Two things bound the speed-up of eight workers: cores, of which there are
 * four, and locks, of which each lets one worker at a time run bytecode.
 *
 * sleep    Who sleeps uses neither. The lock is held for 1 of 100 us, so it
 *          would be enough for a hundred; so would the cores. Eight workers
 *          sleep at the same time: 8, whatever they are.
 * cpu      Threads of one interpreter hold its lock all the time: 1. Processes
 *          and threads in C have no lock in common, but all need a core: 4.
 * native   The lock is held for 40 of 100 us, so no more than 100 / 40 = 2.5
 *          jobs can be in work at a time, on however many cores. Without a
 *          common lock it is the cores again: 4.
 *
 * The truth is a little less everywhere: threads have to be started, and a lock
 * that changes hands costs something.
 */
#include "cells.h"

const char cells_prediction[] = "sleep by threads      7.9\n"
                                "sleep by processes    7.9\n"
                                "sleep by natives      7.9\n"
                                "cpu by threads        1.0\n"
                                "cpu by processes      3.9\n"
                                "cpu by natives        3.9\n"
                                "native by threads     2.4\n"
                                "native by processes   3.9\n"
                                "native by natives     3.9\n"
                                "commit 1 d3a8187403734f73\n";
