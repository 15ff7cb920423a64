/* calls.h - the calls between judge and worker for this exercise. */
#ifndef ROOF_CALLS_H
#define ROOF_CALLS_H

enum { OP_TEXT };

/* What is read of a prediction: more than any needs. */
enum { TEXT_MOST = 4000 };

struct text_args {
    char *text; /* OUT: TEXT_MOST characters, the rest 0 */
};

#endif
