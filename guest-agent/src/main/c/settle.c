#include "settle.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "beneath.h"
#include "complain.h"
#include "ownership.h"

/*
 * Archives list a directory before what is in it, and that together: so only those on the way to the present member wait,
 * and their paths are all beginnings of the longest.
 */
struct waiting {
    size_t length;
    struct attributes attributes;
};

static struct waiting waiting[PATH_MAX / 2];
static char deepest[PATH_MAX];
static size_t depth;

static void settle(const char *path, const struct attributes *attributes) {
    int directory = beneath_open(path, O_RDONLY | O_DIRECTORY);
    int error = directory < 0 ? errno : attributes_apply(directory, attributes);
    if (error)
        complain(*path ? path : ".", "the directory's attributes cannot be set", error);
    close(directory);
}

static bool is_below(const char *path, size_t length) {
    return !strncmp(path, deepest, length) && (!length || path[length] == '/');
}

void settle_left(const char *path) {
    while (depth && (!path || !is_below(path, waiting[depth - 1].length))) {
        deepest[waiting[--depth].length] = 0;
        settle(deepest, &waiting[depth].attributes);
    }
}

void settle_later(const char *path, const struct member *member) {
    settle_left(path);
    size_t length = strlen(path);
    memcpy(deepest, path, length + 1);
    waiting[depth++] = (struct waiting){length, attributes_of(member)};
}
