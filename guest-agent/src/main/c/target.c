#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complain.h"

static char path[PATH_MAX];

/* The path without its last component, which is what remains to be made. */
static const char *split(void) {
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        path[--length] = 0;
    char *slash = strrchr(path, '/');
    if (!slash)
        return path;
    *slash = 0;
    return slash + 1;
}

static int open_parent(const char *name, const char *target) {
    const char *parent = name == path ? "." : *path ? path : "/";
    int directory = open(parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        complain(target, "the directory for it cannot be opened", errno);
    return directory;
}

static void require_absent(int directory, const char *name, const char *target) {
    struct stat status;
    if (!fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW))
        complain(target, "this is a symbolic link to nothing", 0);
    if (errno != ENOENT)
        complain(target, "cannot be looked at", errno);
}

static int open_missing(enum cargo cargo, const char *target, const char **replacement) {
    bool slash = target[0] && target[strlen(target) - 1] == '/';
    if (cargo == CARGO_MEMBERS || (cargo == CARGO_FILE && slash))
        complain(target, "there is no such directory", 0);
    const char *name = split();
    int directory = open_parent(name, target);
    require_absent(directory, name, target);
    *replacement = name;
    return directory;
}

/* The links on the way were followed when it was opened: now it is known where the file itself is. */
static int open_around(int file, const char *target, const char **replacement) {
    char link[32] = "/proc/self/fd/";
    char digits[12];
    size_t at = sizeof digits - 1;
    digits[at] = 0;
    for (int rest = file; at == sizeof digits - 1 || rest; rest /= 10)
        digits[--at] = (char)('0' + rest % 10);
    strcpy(link + strlen(link), digits + at);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        complain(target, "cannot be found by its descriptor", errno);
    path[length] = 0;
    close(file);
    *replacement = split();
    return open_parent(*replacement, target);
}

static bool is_root_directory(int directory) {
    struct stat root, status;
    return !stat("/", &root) && !fstat(directory, &status) && root.st_dev == status.st_dev && root.st_ino == status.st_ino;
}

int target_open(enum cargo cargo, const char *target, const char *name, const char **replacement, bool *is_root) {
    struct stat status;
    if (strlen(target) >= sizeof path)
        complain(target, "the path is longer than 4095 bytes", 0);
    strcpy(path, target);
    int file = open(target, O_PATH | O_CLOEXEC);
    if (file < 0 && errno != ENOENT)
        complain(target, "cannot be opened", errno);
    if (file < 0) {
        file = open_missing(cargo, target, replacement);
    } else if (fstat(file, &status)) {
        complain(target, "cannot be looked at", errno);
    } else if (S_ISDIR(status.st_mode)) {
        *replacement = cargo == CARGO_MEMBERS ? 0 : cargo == CARGO_CONTENTS ? "" : name;
    } else if (cargo != CARGO_FILE) {
        complain(target, "this is no directory", 0);
    } else {
        file = open_around(file, target, replacement);
    }
    *is_root = is_root_directory(file);
    return file;
}
