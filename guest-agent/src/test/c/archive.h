/* Looks at an archive as it is written: whether it is one by the rules, of a tree named `x`. */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The contents of a file that must not be in it. */
#define ARCHIVE_SECRET "what nobody asked for"

void archive_begin(void);
void archive_look(const uint8_t *bytes, size_t size);
/* All has come; where the writer says so, with an end. */
void archive_ended(bool well);

#endif
