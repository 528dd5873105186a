#include "source.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* More than a terminal holds between its writer and its reader: two buffers of the kernel's, of which FIONREAD sees one. */
#define TERMINAL_HOLDS 65536

void source_begin(struct source *source) { *source = (struct source){.pipe = -1}; }

void source_release(struct source *source) {
    if (source->pipe >= 0)
        close(source->pipe);
    source->pipe = -1;
}

/* Bytes, or the end: poll moves on what a terminal's writer left in the first of its buffers. */
static bool something_waits(const struct source *source) {
    struct pollfd wait = {.fd = source->pipe, .events = POLLIN};
    return poll(&wait, 1, 0) > 0;
}

static void cut(struct source *source) {
    source->cut = true;
    source_release(source);
}

/* Cuts the places down to so many bytes in all; answers how many are left. */
static int shorten(struct iovec *places, int count, size_t most) {
    for (int i = 0; i < count; i++) {
        if (places[i].iov_len >= most) {
            places[i].iov_len = most;
            return i + 1;
        }
        most -= places[i].iov_len;
    }
    return count;
}

size_t source_read(struct source *source, struct iovec *places, int count) {
    if (source->limited)
        count = shorten(places, count, source->left);
    ssize_t got = readv(source->pipe, places, count);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (got <= 0) {
        /* EIO is how a terminal's end that nobody else holds any more reads. */
        if (got < 0 && errno != EIO)
            source->error = errno;
        source_release(source);
        return 0;
    }
    bulk_passes(&source->bulk, source->pipe, (size_t)got);
    if (source->limited) {
        source->left -= (uint32_t)got;
        if (!source->left || !something_waits(source))
            cut(source);
    }
    return (size_t)got;
}

void source_limit(struct source *source) {
    if (source->pipe < 0 || source->limited)
        return;
    if (!something_waits(source)) {
        cut(source);
        return;
    }
    int waiting = 0;
    ioctl(source->pipe, FIONREAD, &waiting);
    source->limited = true;
    source->left = source->terminal ? TERMINAL_HOLDS : waiting > 0 ? (uint32_t)waiting : 1;
}
