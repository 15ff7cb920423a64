/* The last error, as the runtime keeps it for each host thread. */
#pragma once

#include "include/cuda_runtime_api.h"

/* Keeps an error (success keeps the one before) and returns it. */
cudaError_t error_set(cudaError_t error);
