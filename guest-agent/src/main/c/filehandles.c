#include "filehandles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fileattributes.h"
#include "fileprotocol.h"
#include "wire.h"

/* What one call may keep the kernel busy with. */
#define COPY_AT_ONCE 0x8000000

/* A descriptor and one, so that all zero is none open. */
static int opened[MAX_HANDLES];
/* Neither a file nor a directory. */
static bool may_wait[MAX_HANDLES];

static int descriptor_of(uint64_t handle) { return handle < MAX_HANDLES ? opened[handle] - 1 : -1; }

int file_descriptor(const struct file_request *request) { return descriptor_of(request->numbers[0]); }

bool file_may_wait(const struct file_request *request) {
    return file_descriptor(request) >= 0 && may_wait[request->numbers[0]];
}

static int result(long outcome) { return outcome < 0 ? errno : 0; }

int file_open(const struct file_request *request, struct file_answer *answer) {
    uint64_t handle = request->numbers[0];
    (void)answer;
    if (handle >= MAX_HANDLES)
        return EMFILE;
    if (opened[handle])
        return EBUSY;
    int flags = (int)request->numbers[1] | O_CLOEXEC | O_NOCTTY;
    int descriptor = open(request->paths[0], flags, (mode_t)request->numbers[2]);
    if (descriptor < 0)
        return errno;
    struct stat stat;
    may_wait[handle] = fstat(descriptor, &stat) || !(S_ISREG(stat.st_mode) || S_ISDIR(stat.st_mode));
    opened[handle] = descriptor + 1;
    return 0;
}

static ssize_t read_at(int descriptor, void *to, size_t length, uint64_t offset) {
    return offset == UINT64_MAX ? read(descriptor, to, length) : pread(descriptor, to, length, (off_t)offset);
}

int file_read(const struct file_request *request, struct file_answer *answer) {
    uint64_t length = request->numbers[2];
    if (length > MAX_BYTES)
        return EINVAL;
    ssize_t got = read_at(file_descriptor(request), answer->body, length, request->numbers[1]);
    answer->length = got > 0 ? (uint32_t)got : 0;
    return result(got);
}

static ssize_t write_at(int descriptor, const void *from, size_t length, uint64_t offset) {
    return offset == UINT64_MAX ? write(descriptor, from, length) : pwrite(descriptor, from, length, (off_t)offset);
}

int file_write(const struct file_request *request, struct file_answer *answer) {
    uint64_t offset = request->numbers[1];
    uint32_t done = 0;
    /* Also where there is nothing to write: whether it could be. */
    do {
        uint64_t at = offset == UINT64_MAX ? offset : offset + done;
        ssize_t written = write_at(file_descriptor(request), request->bytes + done, request->byte_count - done, at);
        if (written < 0)
            return errno;
        if (written == 0 && request->byte_count)
            return EIO;
        done += (uint32_t)written;
    } while (done < request->byte_count);
    put32(answer->body, done);
    answer->length = 4;
    return 0;
}

int file_truncate(const struct file_request *request, struct file_answer *answer) {
    (void)answer;
    return result(ftruncate(file_descriptor(request), (off_t)request->numbers[1]));
}

int file_sync(const struct file_request *request, struct file_answer *answer) {
    int descriptor = file_descriptor(request);
    (void)answer;
    return result(request->flags & FILE_DATA_ONLY ? fdatasync(descriptor) : fsync(descriptor));
}

int file_close(const struct file_request *request, struct file_answer *answer) {
    int descriptor = file_descriptor(request);
    (void)answer;
    if (descriptor < 0)
        return EBADF;
    opened[request->numbers[0]] = 0;
    return result(close(descriptor));
}

int file_fstat(const struct file_request *request, struct file_answer *answer) {
    answer->length = ATTRIBUTES_BYTES;
    return fileattributes_write(answer->body, file_descriptor(request), "", AT_EMPTY_PATH);
}

/* Through us where the kernel cannot, and from where it stopped: it finds files of /proc to be empty. */
static int copy_by_hand(int from, int to, uint8_t *buffer, uint64_t *copied) {
    ssize_t got;
    while ((got = read(from, buffer, MAX_BYTES)) > 0) {
        for (ssize_t at = 0; at < got;) {
            ssize_t written = write(to, buffer + at, (size_t)(got - at));
            if (written <= 0)
                return written ? errno : EIO;
            at += written;
        }
        *copied += (uint64_t)got;
    }
    return result(got);
}

int file_copy(const struct file_request *request, struct file_answer *answer) {
    int from = descriptor_of(request->numbers[0]), to = descriptor_of(request->numbers[1]);
    uint64_t copied = 0;
    ssize_t moved;
    while ((moved = copy_file_range(from, 0, to, 0, COPY_AT_ONCE, 0)) > 0)
        copied += (uint64_t)moved;
    int error = copy_by_hand(from, to, answer->body, &copied);
    put64(answer->body, copied);
    answer->length = 8;
    return error;
}
