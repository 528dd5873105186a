#include "pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "complain.h"
#include "linked.h"
#include "listing.h"
#include "tarout.h"

/* linux/magic.h, which is not among musl's own. */
enum {
    PROC_SUPER_MAGIC = 0x9fa0,
    SYSFS_MAGIC = 0x62656572,
    CGROUP2_SUPER_MAGIC = 0x63677270,
    DEVPTS_SUPER_MAGIC = 0x1cd1,
    DEBUGFS_MAGIC = 0x64626720,
    TRACEFS_MAGIC = 0x74726163,
    SECURITYFS_MAGIC = 0x73636673,
};

static const char usage[] = "pack [-L] PATH NAME";

/* The member under way; its path is what the tree has been walked to. */
static struct member member;

static void describe(const struct stat *status) {
    member.mode = status->st_mode & 07777;
    member.uid = status->st_uid;
    member.gid = status->st_gid;
    member.modified = status->st_mtim;
    member.size = 0;
    member.link[0] = 0;
    member.major = member.minor = 0;
}

static ssize_t read_some(int file, char *to, size_t most) {
    ssize_t got;
    do {
        got = read(file, to, most);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        complain(member.path, "cannot be read", errno);
    return got;
}

/* Exactly as many bytes as were announced. */
static void put_contents(int file, uint64_t size) {
    uint64_t rest = size;
    while (rest) {
        size_t room;
        char *to = tarout_room(&room);
        ssize_t got = read_some(file, to, rest < room ? (size_t)rest : room);
        if (!got)
            break;
        tarout_filled((size_t)got);
        rest -= (uint64_t)got;
    }
    if (rest)
        complain(member.path, "got shorter while it was read", 0);
    tarout_zeros(tar_padding(size));
}

/* Files of /proc say that they are empty. */
static void put_unsized(int file) {
    static char contents[65536];
    size_t length = 0;
    ssize_t got;
    while (length < sizeof contents && (got = read_some(file, contents + length, sizeof contents - length)) > 0)
        length += (size_t)got;
    if (length == sizeof contents)
        complain(member.path, "says that it is empty, and holds more than 64 KiB", 0);
    member.size = length;
    tarout_member(&member);
    for (size_t at = 0; at < length;) {
        size_t room;
        char *to = tarout_room(&room);
        size_t count = room < length - at ? room : length - at;
        memcpy(to, contents + at, count);
        tarout_filled(count);
        at += count;
    }
    tarout_zeros(tar_padding(length));
}

static void pack_file(int file, const struct stat *status) {
    const char *before = status->st_nlink > 1 ? linked_before(status, member.path) : 0;
    if (before) {
        member.type = TAR_HARD_LINK;
        strcpy(member.link, before);
        tarout_member(&member);
        return;
    }
    member.type = TAR_FILE;
    member.size = (uint64_t)status->st_size;
    if (!member.size) {
        put_unsized(file);
        return;
    }
    tarout_member(&member);
    put_contents(file, member.size);
}

static void pack_link(int directory, const char *name) {
    ssize_t length = readlinkat(directory, name, member.link, sizeof member.link - 1);
    if (length < 0)
        complain(member.path, "the link cannot be read", errno);
    member.link[length] = 0;
    member.type = TAR_SYMBOLIC_LINK;
    tarout_member(&member);
}

static void pack_node(const struct stat *status) {
    if (S_ISSOCK(status->st_mode))
        return;
    member.type = S_ISFIFO(status->st_mode) ? TAR_FIFO : S_ISCHR(status->st_mode) ? TAR_CHARACTER_DEVICE : TAR_BLOCK_DEVICE;
    if (member.type != TAR_FIFO) {
        member.major = major(status->st_rdev);
        member.minor = minor(status->st_rdev);
    }
    tarout_member(&member);
}

static void pack_directory(int directory, const struct stat *status, dev_t above);

/* Opened first and looked at then, so that it is the same file; but to open a FIFO or device does something to it. */
static void pack_entry(int parent, const char *name, int flags, const struct stat *seen, dev_t above) {
    struct stat status;
    describe(seen);
    if (S_ISLNK(seen->st_mode)) {
        pack_link(parent, name);
        return;
    }
    if (!S_ISREG(seen->st_mode) && !S_ISDIR(seen->st_mode)) {
        pack_node(seen);
        return;
    }
    int file = openat(parent, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags);
    if (file < 0 && errno == ENOENT)
        return;
    if (file < 0 || fstat(file, &status))
        complain(member.path, "cannot be opened", errno);
    if ((status.st_mode ^ seen->st_mode) & S_IFMT)
        complain(member.path, "became another kind of file while it was read", 0);
    describe(&status);
    if (S_ISDIR(status.st_mode))
        pack_directory(file, &status, above);
    else
        pack_file(file, &status);
    close(file);
}

/* Answers how long the path was. */
static size_t append(const char *name) {
    size_t length = strlen(member.path), more = strlen(name);
    if (length + more + 2 > sizeof member.path)
        complain(member.path, "the path gets longer than 4095 bytes", 0);
    memcpy(member.path + length, name, more + 1);
    return length;
}

static void pack_contents(int directory, const struct stat *status) {
    struct stat entry;
    struct listing *listing = listing_open(directory, member.path);
    for (const char *name; (name = listing_next(listing, member.path));) {
        size_t length = append(name);
        if (!fstatat(directory, name, &entry, AT_SYMLINK_NOFOLLOW))
            pack_entry(directory, name, O_NOFOLLOW, &entry, status->st_dev);
        else if (errno != ENOENT)
            complain(member.path, "cannot be looked at", errno);
        member.path[length] = 0;
    }
    listing_close();
}

/* File systems that show the kernel and not files; a copy of them would not end, or say nothing. */
static bool shows_kernel(int directory) {
    static const uint32_t magics[] = {PROC_SUPER_MAGIC,    SYSFS_MAGIC,   CGROUP2_SUPER_MAGIC, DEVPTS_SUPER_MAGIC,
                                      DEBUGFS_MAGIC, TRACEFS_MAGIC, SECURITYFS_MAGIC};
    struct statfs file_system;
    if (fstatfs(directory, &file_system))
        complain(member.path, "cannot be looked at", errno);
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if ((uint32_t)file_system.f_type == magics[i])
            return true;
    }
    return false;
}

static void pack_directory(int directory, const struct stat *status, dev_t above) {
    size_t length = append("/");
    member.type = TAR_DIRECTORY;
    tarout_member(&member);
    if (status->st_dev == above || !shows_kernel(directory))
        pack_contents(directory, status);
    member.path[length] = 0;
}

int pack_main(int count, char **arguments) {
    struct stat status;
    bool follow = count > 1 && !strcmp(arguments[1], "-L");
    if (count != 3 + follow)
        complain(usage, "not so many words", 0);
    const char *path = arguments[1 + follow], *name = arguments[2 + follow];
    append(name);
    if (fstatat(AT_FDCWD, path, &status, follow ? 0 : AT_SYMLINK_NOFOLLOW))
        complain(path, "cannot be looked at", errno);
    pack_entry(AT_FDCWD, path, follow ? 0 : O_NOFOLLOW, &status, status.st_dev);
    if (!member.type)
        complain(path, "is a socket, which cannot be copied", 0);
    tarout_end();
    return 0;
}
