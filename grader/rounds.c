/* rounds.c - see rounds.h */
#include <jansson.h>

#include "rounds.h"
#include "speedup.h"

static double number(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

void rounds_read_model(const json_t *record, struct model_round *r)
{
    const json_t *loads = json_object_get(record, "loads");
    *r = (struct model_round){
        .serial = number(record, "serial"),
        .cpu = number(record, "cpu"),
        .elapsed = number(record, "elapsed"),
        .span = number(record, "span"),
        .span_signal = number(record, "span_signal"),
        .hold = number(record, "hold"),
        .acquired = number(record, "acquired"),
        .teams = number(record, "teams"),
        .pieces = number(record, "pieces"),
    };
    for (size_t i = 0; i < json_array_size(loads) && i < SPEEDUP_LOADS; i++) {
        const json_t *load = json_array_get(loads, i);
        r->loads[r->nloads++] =
            (struct load){json_number_value(json_array_get(load, 0)),
                          json_number_value(json_array_get(load, 1)),
                          json_number_value(json_array_get(load, 2))};
    }
}

void rounds_read_clock(const json_t *record, struct clock_round *r)
{
    *r = (struct clock_round){
        .learner = number(record, "learner"),
        .serial = number(record, "serial"),
        .reference = number(record, "reference"),
        .waited = number(record, "waited"),
    };
}
