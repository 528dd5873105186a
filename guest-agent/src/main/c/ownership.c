#include "ownership.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static bool given, archived, special;
static uid_t given_uid;
static gid_t given_gid;

void owner_is(uid_t uid, gid_t gid) {
    given = true;
    given_uid = uid;
    given_gid = gid;
}

void owner_is_archived(void) { archived = true; }

void special_bits_count(void) { special = true; }

struct attributes attributes_of(const struct member *member) {
    mode_t ignored = special ? 0 : S_ISUID | S_ISGID;
    return (struct attributes){
        .uid = archived ? member->uid : given ? given_uid : geteuid(),
        .gid = archived ? member->gid : given ? given_gid : getegid(),
        .mode = (member->mode & 07777) & ~ignored,
        .modified = member->modified,
    };
}

bool attributes_differ_in_owner(const struct attributes *attributes) {
    return attributes->uid != geteuid() || attributes->gid != getegid();
}

int attributes_apply(int file, const struct attributes *attributes) {
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, attributes->modified};
    /* A change of owner takes the special bits away, so it comes first. */
    if (fchown(file, attributes->uid, attributes->gid) || fchmod(file, attributes->mode) || futimens(file, times))
        return errno;
    return 0;
}
