/* driver.c - worker side of `roof`: hands over the prediction. */
#include "driver.h"
#include "roof.h"

DRIVER_TEXT(run_text, roof_prediction);

DRIVER_OPS(run_text);
