/* There is no prediction. */
#include "roof.h"
