/* port.c - when the port of a receiver is free. See port.h. */
#include "port.h"

#include <string.h>

/* The first one that ends behind `from`. */
static int port_find(const struct port *port, double from)
{
    int low = 0, high = port->spans;
    while (low < high) {
        int middle = (low + high) / 2;
        if (port->span[middle].to > from)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Joins span i with the one before it, and what lies between. */
static void port_join(struct port *port, int i)
{
    port->span[i - 1].to = port->span[i].to;
    port->spans--;
    memmove(&port->span[i], &port->span[i + 1],
            (size_t)(port->spans - i) * sizeof *port->span);
}

static void port_insert(struct port *port, int i, double from, double to)
{
    memmove(&port->span[i + 1], &port->span[i],
            (size_t)(port->spans - i) * sizeof *port->span);
    port->span[i] = (struct span){from, to};
    port->spans++;
    if (i + 1 < port->spans && port->span[i + 1].from <= to)
        port_join(port, i + 1);
    if (i > 0 && port->span[i - 1].to >= from)
        port_join(port, i);
    if (port->spans == PORT_SPANS)
        port_join(port, 1);
}

double port_take(struct port *port, double arrives, double length)
{
    double from = arrives - length;
    int i = port_find(port, from);
    for (; i < port->spans && port->span[i].from < from + length; i++)
        from = port->span[i].to;
    port_insert(port, i, from, from + length);
    return from + length;
}
