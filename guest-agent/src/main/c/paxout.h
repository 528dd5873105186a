/* Writes the records of a pax extended header. */
#ifndef PAXOUT_H
#define PAXOUT_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct paxout {
    size_t length;
    /* Two paths, and four numbers with their keys. */
    char records[2 * (PATH_MAX + 32) + 256];
};

/* Each key at most once. A text is shorter than PATH_MAX. */
void paxout_text(struct paxout *pax, const char *key, const char *text);
void paxout_number(struct paxout *pax, const char *key, uint64_t number);
void paxout_time(struct paxout *pax, const char *key, const struct timespec *time);

#endif
