/* utf8.c - see utf8.h */
#include <string.h>

#include "utf8.h"

long utf8_decode(const char *bytes, size_t length, size_t *used)
{
    const unsigned char *text = (const unsigned char *)bytes;
    static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t want = text[0] < 0x80             ? 1
                  : (text[0] & 0xe0) == 0xc0 ? 2
                  : (text[0] & 0xf0) == 0xe0 ? 3
                  : (text[0] & 0xf8) == 0xf0 ? 4
                                             : 0;
    long point = want < 2 ? text[0] : text[0] & (0x7f >> want);

    *used = 1;
    if (want == 0 || want > length)
        return -1;
    for (size_t i = 1; i < want; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return -1;
        point = point << 6 | (text[i] & 0x3f);
    }
    if (point < least[want] || point > 0x10ffff ||
        (point >= 0xd800 && point < 0xe000))
        return -1;
    *used = want;
    return point;
}

bool utf8_printable(long point)
{
    static const long ranges[][2] = {
        {-1, 0x1f},         {0x7f, 0x9f},     {0xad, 0xad},
        {0x61c, 0x61c},     {0x200b, 0x200f}, {0x2028, 0x202e},
        {0x2060, 0x206f},   {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
        {0xe0000, 0xe0fff},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (point >= ranges[i][0] && point <= ranges[i][1])
            return false;
    return true;
}

size_t utf8_columns(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += (text[i] & 0xc0) != 0x80;
    return count;
}

size_t utf8_fit(const char *text, size_t length, size_t columns)
{
    size_t i = 0;
    for (; i < length; i++) {
        bool starts = (text[i] & 0xc0) != 0x80;
        if (starts && columns == 0)
            break;
        columns -= starts;
    }
    return i;
}

char *utf8_clean(char *text)
{
    size_t length = strlen(text), to = 0, used;
    for (size_t i = 0; i < length; i += used) {
        long character = utf8_decode(text + i, length - i, &used);
        if (text[i] == '\t')
            text[to++] = ' ';
        else if (!utf8_printable(character) && character != '\n')
            text[to++] = '?';
        else
            for (size_t j = 0; j < used; j++)
                text[to++] = text[i + j];
    }
    text[to] = '\0';
    return text;
}
