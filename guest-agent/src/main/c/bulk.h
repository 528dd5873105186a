/*
 * A command's pipe through which much goes: it gets to hold a window, so that command and agent change places on the
 * processor less often. Most never do, and stay as the kernel makes them.
 */
#ifndef BULK_H
#define BULK_H

#include <stdbool.h>
#include <stddef.h>

/* So many bytes at a time are much: half of what a pipe holds at first. */
#define BULK 32768

struct bulk {
    bool known;
};

/* So many bytes pass at a time. Nothing happens where it is no pipe, or the command has made it larger itself. */
void bulk_passes(struct bulk *bulk, int pipe, size_t bytes);

#endif
