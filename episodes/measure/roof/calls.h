/* calls.h - the calls between judge and worker for this exercise. */
#ifndef ROOF_CALLS_H
#define ROOF_CALLS_H

enum { OP_TEXT };

#endif
