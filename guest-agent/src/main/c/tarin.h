/* A tar archive that comes in on stdin. What cannot be read as one ends the program. */
#ifndef TARIN_H
#define TARIN_H

#include <stdbool.h>

#include "tar.h"

/* Reads on to the next member; false at the archive's end. All contents of the member before must have been read. */
bool tarin_next(struct member *member);

/* Some of the member's contents, at most `wanted` bytes and at least one of them: where they are, and how many. */
const char *tarin_contents(size_t wanted, size_t *count);

/* Passes over what fills the last block of contents of that size. */
void tarin_end_contents(uint64_t size);

/* Reads what comes behind the end, so that the sender can finish. */
void tarin_drain(void);

#endif
