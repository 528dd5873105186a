/* A tar archive that goes out on stdout, in ustar format with pax headers where that is too small. */
#ifndef TAROUT_H
#define TAROUT_H

#include <stdbool.h>

#include "tar.h"

/* Begins a member. */
void tarout_member(const struct member *member);

/* Room for contents of it, at least one byte; `*room` says how many. */
char *tarout_room(size_t *room);

/* So many bytes were put there. */
void tarout_filled(size_t count);

/* So many zero bytes. */
void tarout_zeros(uint64_t count);

/* Marks the end, and sends what is still held. */
void tarout_end(void);

#endif
