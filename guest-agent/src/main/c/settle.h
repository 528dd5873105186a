/* What directories get when everything in them is there: writing into them changes their times, and may need more rights. */
#ifndef SETTLE_H
#define SETTLE_H

#include "tar.h"

/* The rights, owner and times of the member are for the directory of that path, when it is left. */
void settle_later(const char *path, const struct member *member);

/* Settles the directories that this path is not below. All, for a null path. */
void settle_left(const char *path);

#endif
