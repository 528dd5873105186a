/* Files with several names, so that they can be packed as one. */
#ifndef LINKED_H
#define LINKED_H

#include <sys/stat.h>

/*
 * The path under which the file was packed before, or null: then it is remembered under this one. There is room for 8192
 * files and 512 KiB of paths; beyond that a file is packed again under each of its names.
 */
const char *linked_before(const struct stat *status, const char *path);

#endif
