/*
 * wire_text.h - a prediction on its way to the judge (DRIVER_TEXT,
 * judge_predictions). Apart from wire.h, because drivers know nothing else of
 * it, and some of them are C++.
 */
#ifndef PARCOURS_WIRE_TEXT_H
#define PARCOURS_WIRE_TEXT_H

enum { WIRE_TEXT = 4000 };

struct wire_text {
    char *text; /* OUT: WIRE_TEXT characters, the rest 0 */
};

#endif
