#ifndef ENTROPY_H
#define ENTROPY_H

#include <stddef.h>
#include <stdint.h>

/* Gives the kernel's random generator bytes that the host says are random, and counts all of their bits. */
void add_entropy(const uint8_t *bytes, size_t length);

#endif
