/* What the kernel knows about a file. */
#ifndef FILEATTRIBUTES_H
#define FILEATTRIBUTES_H

#include <stdint.h>

/* statx of a name relative to a directory, AT_ flags as there. Writes ATTRIBUTES_BYTES; answers 0 or an errno. */
int fileattributes_write(uint8_t *to, int directory, const char *path, int flags);

#endif
