/*
 * From CUDA C++ to what g++ understands.
 *
 * How it works. The text is copied, and only this is replaced, line by line in
 * its place: kernel<<<...>>>(...) becomes parcours_start(...), a __shared__
 * variable a reference into the block's shared memory, __device__ and
 * __constant__ before a variable a section of their own. Files that are
 * included by "..." are translated too. All the rest is cuda_runtime.h's.
 */
#pragma once

#include <stdbool.h>

enum translation { TRANSLATED, TRANSLATION_UNREADABLE, TRANSLATION_LACKS };

/*
 * Translates `path` to a file in `folder`, whose name is put in `result` (of
 * PATH_MAX bytes). `ending` is written behind the text. TRANSLATION_LACKS:
 * there are words that the emulator does not have.
 */
enum translation translate(const char *path, const char *folder,
                           const char *ending, char *result);

/*
 * Says on stderr, with their lines, which of these words are left in the file
 * that the preprocessor has made of `result`: all of them if there is none.
 * False if none is left.
 */
bool translate_lacks(const char *preprocessed);
