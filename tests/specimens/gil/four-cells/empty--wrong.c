/* Nothing at all. */
#include "cells.h"

const char cells_prediction[] = "";
