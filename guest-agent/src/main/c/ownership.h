/* The owner, permissions and times that an unpacked file gets. */
#ifndef OWNERSHIP_H
#define OWNERSHIP_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "tar.h"

struct attributes {
    uid_t uid;
    gid_t gid;
    mode_t mode;
    struct timespec modified;
};

/* From now on all files get this owner; unless it is called, the one that runs the program. */
void owner_is(uid_t uid, gid_t gid);

/* From now on each file gets the owner that the archive says. */
void owner_is_archived(void);

/* From now on set-user-id and set-group-id bits count. */
void special_bits_count(void);

/* What the file gets of all that its member says. */
struct attributes attributes_of(const struct member *member);

/* Is this not the owner that new files have anyway? */
bool attributes_differ_in_owner(const struct attributes *attributes);

/* Sets them all; answers 0 or an errno. */
int attributes_apply(int file, const struct attributes *attributes);

#endif
