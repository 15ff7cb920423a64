/* parts.h - what the files of pico share. */
#ifndef PICO_PARTS_H
#define PICO_PARTS_H

#include "pico.h"

enum { PICO_UNIT = 5 }; /* bytes of an instruction with an operand */

struct pico_op_facts {
    const char *name;
    bool operand;
    int takes, leaves;
};
extern const struct pico_op_facts pico_op_facts[PICO_OP_COUNT];

int32_t pico_operand(const uint8_t *at);

/* Writes "name, position 12: ..." and returns false. */
bool pico_fail(struct pico_error *error, const struct pico_function *f,
               size_t position, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
