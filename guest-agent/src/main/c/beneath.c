#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/openat2.h, which is not among musl's own. */
struct how {
    uint64_t flags, mode, resolve;
};

enum { NO_MAGICLINKS = 2, BENEATH = 8, IN_ROOT = 16 };

static int top;
static uint64_t resolve;

/* Most members of an archive lie in the directory of the one before. */
static char known_path[PATH_MAX];
static int known = -1;
static bool gives_group;

void beneath_begin(int directory, bool is_root) {
    top = directory;
    resolve = NO_MAGICLINKS | (is_root ? IN_ROOT : BENEATH);
}

int beneath_open(const char *path, int flags) {
    struct how how = {.flags = (uint64_t)flags | O_CLOEXEC, .resolve = resolve};
    /* A rename elsewhere makes the kernel unsure whether it is still below. */
    for (int tries = 0; tries < 100; tries++) {
        long opened = syscall(SYS_openat2, top, *path ? path : ".", &how, sizeof how);
        if (opened >= 0 || (errno != EAGAIN && errno != EINTR))
            return (int)opened;
    }
    return -1;
}

void beneath_changed(void) {
    if (known >= 0)
        close(known);
    known = -1;
}

bool beneath_gives_group(void) { return gives_group; }

/* Makes what is missing of the directory, of which the kernel says that it is not there. */
static int make_all(char *path) {
    char *slash = path;
    while (true) {
        slash = strchr(slash, '/');
        if (slash)
            *slash = 0;
        int directory = beneath_open(path, O_PATH | O_DIRECTORY);
        if (directory < 0 && errno == ENOENT) {
            char *name = strrchr(path, '/');
            if (name)
                *name = 0;
            int parent = beneath_open(name ? path : "", O_PATH | O_DIRECTORY);
            if (name)
                *name = '/';
            if (parent < 0)
                return -1;
            int failed = mkdirat(parent, name ? name + 1 : path, 0755);
            close(parent);
            if (failed && errno != EEXIST)
                return -1;
            directory = beneath_open(path, O_PATH | O_DIRECTORY);
        }
        if (directory < 0 || !slash)
            return directory;
        close(directory);
        *slash++ = '/';
    }
}

static int look_up(void) {
    int directory = beneath_open(known_path, O_PATH | O_DIRECTORY);
    if (directory < 0 && errno == ENOENT)
        directory = make_all(known_path);
    return directory;
}

int beneath_parent(const char *path, const char **name) {
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    *name = slash ? slash + 1 : path;
    if (known >= 0 && !strncmp(known_path, path, length) && !known_path[length])
        return known;
    beneath_changed();
    memcpy(known_path, path, length);
    known_path[length] = 0;
    known = look_up();
    struct stat status;
    gives_group = known >= 0 && !fstat(known, &status) && status.st_mode & S_ISGID;
    return known;
}
