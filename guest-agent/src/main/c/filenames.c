#include "filenames.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fileattributes.h"
#include "fileprotocol.h"
#include "wire.h"

#define NANOS_PER_SECOND 1000000000u
/* RENAME_NOREPLACE of the kernel. */
#define KEEP_TARGET 1

static int result(int outcome) { return outcome < 0 ? errno : 0; }

static int link_flags(const struct file_request *request) {
    return request->flags & FILE_NO_FOLLOW ? AT_SYMLINK_NOFOLLOW : 0;
}

int file_stat(const struct file_request *request, struct file_answer *answer) {
    answer->length = ATTRIBUTES_BYTES;
    return fileattributes_write(answer->body, AT_FDCWD, request->paths[0], link_flags(request) | AT_NO_AUTOMOUNT);
}

int file_readlink(const struct file_request *request, struct file_answer *answer) {
    ssize_t length = readlink(request->paths[0], (char *)answer->body, MAX_BYTES);
    answer->length = length > 0 ? (uint32_t)length : 0;
    return length < 0 ? errno : 0;
}

int file_mkdir(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    return result(mkdir(request->paths[0], (mode_t)request->numbers[0]));
}

int file_remove(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    int error = result(unlink(request->paths[0]));
    return error == EISDIR ? result(rmdir(request->paths[0])) : error;
}

int file_rename(const struct file_request *request, struct file_answer *answer) {
    int flags = request->flags & FILE_NO_REPLACE ? KEEP_TARGET : 0;
    (void)answer;
    return result((int)syscall(SYS_renameat2, AT_FDCWD, request->paths[0], AT_FDCWD, request->paths[1], flags));
}

int file_symlink(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    return result(symlink(request->paths[0], request->paths[1]));
}

int file_link(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    return result(link(request->paths[0], request->paths[1]));
}

int file_chmod(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    return result(chmod(request->paths[0], (mode_t)request->numbers[0]));
}

int file_chown(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    uid_t user = (uid_t)request->numbers[0];
    gid_t group = (gid_t)request->numbers[1];
    return result(fchownat(AT_FDCWD, request->paths[0], user, group, link_flags(request)));
}

/* The kernel's own numbers for "now" and "leave" are none of the protocol's. */
static bool make_time(struct timespec *time, uint64_t seconds, uint64_t nanos) {
    bool leave = nanos == UINT32_MAX;
    *time = (struct timespec){.tv_sec = (time_t)seconds, .tv_nsec = leave ? UTIME_OMIT : (long)nanos};
    return leave || nanos < NANOS_PER_SECOND;
}

int file_utime(const struct file_request *request, struct file_answer *answer) {
    const uint64_t *numbers = request->numbers;
    struct timespec times[2];
    (void)answer;
    if (!make_time(&times[0], numbers[0], numbers[1]) || !make_time(&times[1], numbers[2], numbers[3]))
        return EINVAL;
    return result(utimensat(AT_FDCWD, request->paths[0], times, link_flags(request)));
}

int file_realpath(const struct file_request *request, struct file_answer *answer) {
    char path[PATH_MAX];
    if (!realpath(request->paths[0], path))
        return errno;
    answer->length = (uint32_t)strlen(path);
    memcpy(answer->body, path, answer->length);
    return 0;
}

int file_access(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    return result(access(request->paths[0], (int)request->numbers[0]));
}

int file_statfs(const struct file_request *request, struct file_answer *answer) {
    struct statfs space;
    if (statfs(request->paths[0], &space))
        return errno;
    put64(answer->body, (uint64_t)(space.f_frsize ? space.f_frsize : space.f_bsize));
    put64(answer->body + 8, space.f_blocks);
    put64(answer->body + 16, space.f_bfree);
    put64(answer->body + 24, space.f_bavail);
    put64(answer->body + 32, (uint64_t)space.f_type);
    put64(answer->body + 40, (uint64_t)space.f_flags);
    answer->length = SPACE_BYTES;
    return 0;
}
