#pragma once

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Recorded logs for the tests of the readers; run from the repository's top. */

/* How many damaged logs each reader is given. */
#ifndef MUTATIONS
#define MUTATIONS 1000
#endif

struct text {
    char *byte;
    size_t length;
};

/* Read tests/fixtures/NAME; free text.byte. */
static inline struct text fixture_read(const char *name)
{
    struct text text = {0};
    char path[256];
    FILE *file;

    snprintf(path, sizeof path, "tests/fixtures/%s", name);
    file = fopen(path, "r");
    ck_assert_msg(file != NULL, "cannot open %s", path);
    fseek(file, 0, SEEK_END);
    text.length = (size_t)ftell(file);
    rewind(file);
    text.byte = malloc(text.length + 1);
    ck_assert_uint_eq(fread(text.byte, 1, text.length, file), text.length);
    fclose(file);
    return text;
}

/* A repeatable random number below the limit (xorshift). */
static inline size_t fixture_random(uint64_t *seed, size_t limit)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return limit ? (size_t)(*seed % limit) : 0;
}

/* A damaged copy in memory of exactly its size, so that a read beyond its end
 * is noticed; free text.byte. The damage: bytes changed, a piece repeated or
 * left out, the end cut off. */
static inline struct text fixture_damage(struct text from, uint64_t *seed)
{
    size_t a = fixture_random(seed, from.length + 1);
    size_t b = fixture_random(seed, from.length + 1);
    size_t head = fixture_random(seed, 4) ? a : from.length;
    size_t tail = fixture_random(seed, 4) ? b : from.length;
    size_t count = fixture_random(seed, 8);
    struct text text = {.length = head + (from.length - tail)};

    text.byte = malloc(text.length ? text.length : 1);
    memcpy(text.byte, from.byte, head);
    memcpy(text.byte + head, from.byte + tail, from.length - tail);
    for (size_t i = 0; i < count && text.length; i++) {
        size_t at = fixture_random(seed, text.length);

        text.byte[at] = (char)fixture_random(seed, 256);
    }
    return text;
}
