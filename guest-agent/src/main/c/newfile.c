#include "newfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "beneath.h"
#include "complain.h"
#include "membername.h"
#include "ownership.h"
#include "settle.h"
#include "tarin.h"

static _Noreturn void refuse(const char *path, int error) {
    if (error == EXDEV)
        complain(path, "a symbolic link on the way leads out of the target", 0);
    complain(path, "cannot be made", error);
}

void make_directory(const char *path, const struct member *member) {
    const char *name;
    int parent = beneath_parent(path, &name);
    if (parent < 0)
        refuse(path, errno);
    /* Others get their rights when it is complete. */
    if (mkdirat(parent, name, 0700)) {
        if (errno != EEXIST)
            refuse(path, errno);
        /* A link to a directory serves as well, as long as it stays below. */
        int there = beneath_open(path, O_PATH | O_DIRECTORY);
        if (there < 0 && errno == ENOTDIR)
            complain(path, "something that is no directory is in its place", 0);
        if (there < 0)
            refuse(path, errno);
        close(there);
    }
    settle_later(path, member);
}

static int make_hard_link(int parent, const char *name, const struct member *member) {
    static char target[PATH_MAX];
    membername(member->link, target);
    char *slash = strrchr(target, '/');
    if (slash)
        *slash = 0;
    int from = beneath_open(slash ? target : "", O_PATH | O_DIRECTORY);
    if (from < 0)
        return errno;
    int failed = linkat(from, slash ? slash + 1 : target, parent, name, 0) ? errno : 0;
    close(from);
    return failed;
}

/* Answers 0 or an errno; for a file, `*file` is it then. */
static int make(int parent, const char *name, const struct member *member, int *file) {
    mode_t mode = attributes_of(member).mode & 0777;
    switch (member->type) {
    case TAR_FILE:
        *file = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        return *file < 0 ? errno : 0;
    case TAR_HARD_LINK:
        return make_hard_link(parent, name, member);
    case TAR_SYMBOLIC_LINK:
        return symlinkat(member->link, parent, name) ? errno : 0;
    case TAR_FIFO:
        return mknodat(parent, name, S_IFIFO | mode, 0) ? errno : 0;
    case TAR_CHARACTER_DEVICE:
        return mknodat(parent, name, S_IFCHR | mode, makedev(member->major, member->minor)) ? errno : 0;
    case TAR_BLOCK_DEVICE:
        return mknodat(parent, name, S_IFBLK | mode, makedev(member->major, member->minor)) ? errno : 0;
    default:
        complain(member->path, "the archive has a type of file that is not supported", 0);
    }
}

static void clear(int parent, const char *name, const char *path) {
    struct stat status;
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW))
        complain(path, "cannot be looked at", errno);
    if (S_ISDIR(status.st_mode))
        complain(path, "a directory is in its place", 0);
    if (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode) || S_ISSOCK(status.st_mode))
        complain(path, "a device or socket is in its place", 0);
    if (unlinkat(parent, name, 0))
        complain(path, "what is in its place cannot be removed", errno);
    if (S_ISLNK(status.st_mode))
        beneath_changed();
}

static void write_contents(int file, const char *path, uint64_t size) {
    uint64_t rest = size;
    while (rest) {
        size_t count;
        const char *at = tarin_contents(rest < SSIZE_MAX ? (size_t)rest : SSIZE_MAX, &count);
        rest -= count;
        while (count) {
            ssize_t written = write(file, at, count);
            if (written < 0 && errno != EINTR)
                complain(path, "cannot be written", errno);
            if (written > 0) {
                at += written;
                count -= (size_t)written;
            }
        }
    }
    tarin_end_contents(size);
}

/* Each of these is a call into the kernel, and there may be many files: only what is not right already. */
static int finish(int file, const struct member *member) {
    struct attributes attributes = attributes_of(member);
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, attributes.modified};
    if ((attributes_differ_in_owner(&attributes) || beneath_gives_group()) && fchown(file, attributes.uid, attributes.gid))
        return errno;
    if (attributes.mode & 07000 && fchmod(file, attributes.mode))
        return errno;
    return futimens(file, times) ? errno : 0;
}

static int finish_node(int parent, const char *name, const struct member *member) {
    struct attributes attributes = attributes_of(member);
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, attributes.modified};
    if (fchownat(parent, name, attributes.uid, attributes.gid, AT_SYMLINK_NOFOLLOW))
        return errno;
    return utimensat(parent, name, times, AT_SYMLINK_NOFOLLOW) ? errno : 0;
}

void make_file(const char *path, const struct member *member) {
    const char *name;
    int file = -1, parent = beneath_parent(path, &name);
    if (parent < 0)
        refuse(path, errno);
    int error = make(parent, name, member, &file);
    if (error == EEXIST) {
        clear(parent, name, path);
        parent = beneath_parent(path, &name);
        error = parent < 0 ? errno : make(parent, name, member, &file);
    }
    if (error)
        refuse(path, error);
    if (file >= 0) {
        write_contents(file, path, member->size);
        error = finish(file, member);
        if (close(file) && !error)
            error = errno;
    } else if (member->type != TAR_HARD_LINK) {
        error = finish_node(parent, name, member);
    }
    if (error)
        complain(path, "its attributes cannot be set", error);
}
