/* signature.c - comparing the basic types of two buffers. See type.h. */
#include "type.h"

#include <stdio.h>

struct cursor {
    const struct signature *in;
    int64_t repeat;
    int run;
    int64_t left; /* of the run */
};

static bool cursor_ready(struct cursor *at)
{
    while (at->left == 0) {
        if (++at->run >= at->in->runs) {
            at->run = 0;
            if (++at->repeat >= at->in->repeat)
                return false;
        }
        at->left = at->in->run[at->run].count;
    }
    return true;
}

static struct cursor cursor_start(const struct signature *in)
{
    return (struct cursor){.in = in, .run = -1};
}

bool leaf_fits(int a, int b)
{
    return a == b || a == MPI_PACKED || b == MPI_PACKED;
}

bool signature_begins(const struct signature *sent,
                      const struct signature *received)
{
    struct cursor a = cursor_start(sent), b = cursor_start(received);
    if (sent->runs == 0 || received->runs == 0 || sent->repeat == 0 ||
        received->repeat == 0)
        return true;
    while (cursor_ready(&a) && cursor_ready(&b)) {
        int left = a.in->run[a.run].leaf, right = b.in->run[b.run].leaf;
        if (!leaf_fits(left, right))
            return false;
        int64_t step = a.left < b.left ? a.left : b.left;
        a.left -= step;
        b.left -= step;
    }
    return true;
}

static int leaf_name(char *to, size_t size, int leaf, int64_t n)
{
    char name[MPI_MAX_OBJECT_NAME];
    int length;
    PMPI_Type_get_name(leaf, name, &length);
    return snprintf(to, size, "%lld x %s", (long long)n, name);
}

const char *signature_text(const struct signature *signature)
{
    static char texts[4][128];
    static unsigned turn;
    char *text = texts[turn++ % 4];
    int used = 0;
    if (signature->runs == 0 || signature->repeat == 0) {
        snprintf(text, 128, "%lld bytes", (long long)signature->bytes);
        return text;
    }
    for (int i = 0; i < signature->runs && used < 80; i++) {
        if (i > 0)
            used += snprintf(text + used, 128 - (size_t)used, " + ");
        used += leaf_name(text + used, 128 - (size_t)used,
                          signature->run[i].leaf, signature->run[i].count);
    }
    if (signature->repeat > 1 && used < 100)
        snprintf(text + used, 128 - (size_t)used, ", %lld times",
                 (long long)signature->repeat);
    return text;
}
