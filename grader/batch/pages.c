/* pages.c - see pages.h and pages_parts.h */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "../page.h"
#include "pages.h"
#include "pages_parts.h"

char *pages_name(const char *key)
{
    enum { MOST = 40 };
    char word[MOST + 1];
    size_t n = 0;
    for (const char *c = key; *c != '\0' && n < MOST; c++)
        if (isalnum((unsigned char)*c))
            word[n++] = (char)tolower((unsigned char)*c);
    word[n] = '\0';
    uint64_t hash = files_hash(files_hash_start, key, strlen(key));
    return text_format("%s-%08x.html", n == 0 ? "student" : word,
                       (unsigned)(hash ^ hash >> 32));
}

void pages_add_name(struct text *to, const char *name)
{
    page_add(to, "<bdi>", name, "</bdi>");
}

static void write_page(const char *folder, const char *name,
                       const struct text *page)
{
    char *path = text_format("%s/%s", folder, name);
    files_write(path, page->bytes, page->length);
    free(path);
}

size_t pages_write(struct gradebook *book, const struct episode *episode,
                   const char *folder)
{
    struct standing s;
    struct text page;
    files_make_folder(folder);
    standing_read(book, episode, &s);
    size_t people = s.people.count;
    for (size_t p = 0; p < people; p++) {
        char *name = pages_name(s.people.entries[p].key);
        text_init(&page);
        pages_student(book, &s, p, &page);
        write_page(folder, name, &page);
        text_clear(&page);
        free(name);
    }
    text_init(&page);
    pages_class(&s, &page);
    write_page(folder, "index.html", &page);
    text_clear(&page);
    standing_clear(&s);
    return people;
}
