/* What the guest uses, for the operation STATS. */
#ifndef STATS_H
#define STATS_H

#include <stddef.h>
#include <stdint.h>

/* The directory on whose file system the box writes. */
void stats_of_disk(const char *directory);

/* Writes STATS_BYTES; answers how much. */
size_t stats_write(uint8_t *to);

#endif
