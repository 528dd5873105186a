/* Paths of an archive's members as paths below the target. */
#ifndef MEMBERNAME_H
#define MEMBERNAME_H

/* What takes the place of the first component of each path; a null pointer for nothing. */
void membername_begin(const char *replacement);

/*
 * Without `.`, empty components and slashes at either end, so an empty one is the target itself. `to` has room for PATH_MAX.
 * A path with `..` ends the program, as does one that gets too long.
 */
void membername(const char *path, char *to);

#endif
