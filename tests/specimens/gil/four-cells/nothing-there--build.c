/* Does not define the prediction. */
#include "cells.h"
