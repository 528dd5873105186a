/* The numbers of tar headers: octal digits, or GNU's binary ones where they do not fit. */
#ifndef TARNUMBER_H
#define TARNUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False where the field holds no number, or none that fits. A time before 1970 comes out as two's complement. */
bool tar_number(const char *field, size_t size, uint64_t *value);

/* Writes the number in octal, ended by NUL; false, and zero written, where it needs more digits. */
bool tar_octal(char *field, size_t size, uint64_t value);

#endif
