/* What is in directories that are walked one inside the other. */
#ifndef LISTING_H
#define LISTING_H

#include <stddef.h>

enum { MAX_DEPTH = 512 };

struct listing {
    int directory;
    size_t at, end;
    /* As getdents64 fills it. */
    char entries[2048] __attribute__((aligned(8)));
};

/* The directory stays the caller's. Of more than MAX_DEPTH the innermost, whose path this is, ends the program. */
struct listing *listing_open(int directory, const char *path);

/* The next name but for `.` and `..`, or null. It is good until the next call. */
const char *listing_next(struct listing *listing, const char *path);

/* Ends the innermost. */
void listing_close(void);

#endif
