/*
 * cacheline.h - how far apart data must lie not to share a cache line.
 *
 * Two threads that write to the same line take it from each other at every
 * write, even if they write to different variables in it (false sharing).
 */
#ifndef PARCOURS_CACHELINE_H
#define PARCOURS_CACHELINE_H

/* Bytes. x86 processors fetch lines in pairs, so this is two of them. */
#define CACHELINE 128

/* struct slot { alignas(CACHELINE) long value; }; */

#endif
