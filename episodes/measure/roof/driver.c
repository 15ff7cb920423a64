/* driver.c - worker side of `roof`: hands over the prediction. */
#include <string.h>

#include "calls.h"
#include "driver.h"
#include "roof.h"

static void run_text(const void *args)
{
    const struct text_args *a = args;
    size_t length = strnlen(roof_prediction, TEXT_MOST);
    memset(a->text, 0, TEXT_MOST);
    memcpy(a->text, roof_prediction, length);
}

DRIVER_OPS(run_text);
