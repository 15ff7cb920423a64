/* stir.c - see stir.h */
#include "stir.h"

#include <time.h>

#include "layer.h"

volatile bool stir_on;

void parcours_stir(bool on)
{
    stir_on = on;
}

void stir(void)
{
    const struct timespec moment = {.tv_nsec = 50000};
    if (!layer_is_main_thread())
        nanosleep(&moment, NULL);
}
