/* Where what is unpacked goes. */
#ifndef TARGET_H
#define TARGET_H

#include <stdbool.h>

/* What the archive holds, as its sender says. */
enum cargo {
    /* Any members, for a directory that is there. */
    CARGO_MEMBERS,
    /* One file that is no directory. */
    CARGO_FILE,
    /* One directory, to become the target or to go into it. */
    CARGO_DIRECTORY,
    /* What is in one directory. */
    CARGO_CONTENTS,
};

/*
 * Finds the place for a cargo of that name, as docker cp does. Opens the directory that everything lies below, to be given
 * to beneath_begin. `*replacement` is what takes the place of the first component of each member's path: null for
 * nothing, an empty string for the directory itself. What makes no sense ends the program.
 */
int target_open(enum cargo cargo, const char *target, const char *name, const char **replacement, bool *is_root);

#endif
