/* Makes the files of an archive. What cannot be made ends the program. */
#ifndef NEWFILE_H
#define NEWFILE_H

#include "tar.h"

/* Makes the directory, or takes one that is there; gives it the member's attributes when it is left. */
void make_directory(const char *path, const struct member *member);

/*
 * Makes anything else, with its contents if it has some, in place of what is there. Directories, devices and sockets are not
 * replaced. A device is made where the one who runs the program may.
 */
void make_file(const char *path, const struct member *member);

#endif
