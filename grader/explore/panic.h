/* The runtime itself failed: say why and end the process with status 4. */
#pragma once

_Noreturn void explore_panic(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
