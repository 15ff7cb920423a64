/*
 * port.h - a port that carries one message at a time.
 *
 * Which message is looked at first depends on whose turn it is, which came
 * first by the model does not. So a port remembers when it is taken, and a
 * message gets the first time that is free, also before others.
 */
#ifndef PARCOURS_MINI_PORT_H
#define PARCOURS_MINI_PORT_H

enum { PORT_SPANS = 1024 }; /* more: the oldest gap counts as taken */

struct port {
    int spans;
    struct span {
        double from, to;
    } span[PORT_SPANS]; /* taken, in order, apart from each other */
};

/* Takes the port for `length`, to end at `arrives` or as soon after as it is
 * free. Returns that end. */
double port_take(struct port *port, double arrives, double length);

#endif
