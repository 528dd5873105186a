/* Who a command runs as. */
#ifndef USER_H
#define USER_H

#include <stdint.h>
#include <sys/types.h>

#define MAX_GROUPS 256

struct user {
    uint32_t user, group;
    /* Supplementary ones. */
    size_t group_count;
    gid_t groups[MAX_GROUPS];
    /* "HOME=..." in static memory; 0 where nobody was asked for by name. */
    char *home;
};

/*
 * Looks up `user[:group]`, each a name or a number, in the /etc of the root we are in. As Docker does: without a group, those
 * of the user; a number that is not in the file is taken as it is, its group being 0. Answers 0, or what is not there.
 */
const char *find_user(const char *wanted, struct user *user);

#endif
