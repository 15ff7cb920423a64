#include "json.h"

static void json_string(FILE *stream, const char *text)
{
    if (!text) {
        fputs("null", stream);
        return;
    }
    fputc('"', stream);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(stream, "\\%c", byte);
        else if (byte < 0x20)
            fprintf(stream, "\\u%04x", byte);
        else
            fputc(byte, stream);
    }
    fputc('"', stream);
}

void json_member(FILE *stream, const char *name, const char *text)
{
    fprintf(stream, "\"%s\": ", name);
    json_string(stream, text);
    fputs(", ", stream);
}
