/* record.c - see record.h */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

static FILE *stream;

void record_init(int fd)
{
    stream = fdopen(fd, "w");
    if (stream == NULL) {
        perror("judge: cannot write its records");
        exit(4);
    }
}

void record_write(json_t *record)
{
    if (record == NULL || json_dumpf(record, stream, JSON_COMPACT) != 0 ||
        fputc('\n', stream) == EOF || fflush(stream) != 0) {
        perror("judge: cannot write a record");
        exit(4);
    }
    json_decref(record);
}

/* Printable ASCII, newlines and tabs stay; UTF-8 stays where it is valid. */
json_t *record_text(const char *bytes, size_t length)
{
    char *text = malloc(length + 1);
    if (text == NULL)
        return NULL;
    memcpy(text, bytes, length);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < ' ' && text[i] != '\n' && text[i] != '\t')
            text[i] = '?';
    json_t *string = json_stringn(text, length);
    if (string == NULL) { /* not valid UTF-8 */
        for (size_t i = 0; i < length; i++)
            if ((unsigned char)text[i] >= 0x80)
                text[i] = '?';
        string = json_stringn(text, length);
    }
    free(text);
    return string;
}
