/* Paths below a directory that is never left: not by `..`, not by symbolic links, not while others rename. */
#ifndef BENEATH_H
#define BENEATH_H

#include <stdbool.h>

/* The directory, open. In the root itself absolute links are what they say; elsewhere they would lead out. */
void beneath_begin(int directory, bool is_root);

/* Opens, as openat. The path is relative; an empty one is the directory itself. EXDEV where it leads out. */
int beneath_open(const char *path, int flags);

/*
 * The directory that holds the last component of the path, which `*name` is set to. Directories on the way are made where
 * they are missing. It stays open and ours until the next call. -1 with errno.
 */
int beneath_parent(const char *path, const char **name);

/* Forgets what was looked up: something on the way may be another thing now. */
void beneath_changed(void);

/* Do files that are made in the directory of the last beneath_parent get its group? */
bool beneath_gives_group(void);

#endif
