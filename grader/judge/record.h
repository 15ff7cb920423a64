/*
 * record.h - what the judge tells the grader, one JSON object per line.
 *
 *   {"record": "test", "title": ..., "test": ..., "cause": "none",
 *    "message": ..., "output": ..., "trouble": ..., "seconds": 0.012}
 *   {"record": "log", "title": ..., "status": 66, "text": ..., "output": ...}
 *                                          of one worker under a detector
 *   {"record": "speed", "what": ..., "threads": 4, "model": [...],
 *    "wall": [...]}
 *   {"record": "predict", "what": ..., "said": 4, "is": 3.9, "commit": 1}
 *   {"record": "gpu", "what": ..., "not_judged": ...}, or
 *   {"record": "gpu", "what": ..., "bytes": 5e8, "seconds": 2e-4,
 *    "copy": 1.8e-4}
 *   {"record": "end", "tests": 7}          always last, else the judge died
 *
 * The stream comes from a trusted process over a descriptor that workers
 * never have. Text that a worker wrote is carried with unprintable bytes
 * replaced.
 */
#ifndef PARCOURS_RECORD_H
#define PARCOURS_RECORD_H

#include <stddef.h>

struct json_t;

/* Records go to this descriptor from now on. */
void record_init(int fd);

/* Writes one record and gives up the reference to it. */
void record_write(struct json_t *record);

/* A JSON string of bytes that need not be text. */
struct json_t *record_text(const char *bytes, size_t length);

#endif
