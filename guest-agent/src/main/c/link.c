#include "link.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "protocol.h"

/* A port gives one of its buffers at a time, and none that is empty. */
#define PORT_BUFFER 4096

struct buffer {
    size_t start, end;
    uint8_t bytes[LINK_FRAMES * MAX_FRAME];
};

static int port = -1;
static struct buffer in, out;

void link_open(int descriptor) { port = descriptor; }

int link_descriptor(void) { return port; }

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static void compact(struct buffer *buffer) {
    memmove(buffer->bytes, buffer->bytes + buffer->start, buffer->end - buffer->start);
    buffer->end -= buffer->start;
    buffer->start = 0;
}

bool link_fill(void) {
    size_t before = in.end - in.start, room;
    ssize_t got;
    compact(&in);
    do {
        room = sizeof in.bytes - in.end;
        got = read(port, in.bytes + in.end, room);
        if (got > 0)
            in.end += (size_t)got;
    } while (got >= PORT_BUFFER && (size_t)got < room);
    return in.end > before || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

bool link_next(struct frame *frame, const char **error) {
    size_t have = in.end - in.start;
    *error = 0;
    if (have < HEADER_BYTES)
        return false;
    *error = frame_read_header(in.bytes + in.start, frame);
    if (*error || have < HEADER_BYTES + frame->length)
        return false;
    in.start += HEADER_BYTES + frame->length;
    return true;
}

size_t link_room(void) {
    if (out.start && sizeof out.bytes - out.end < MAX_FRAME)
        compact(&out);
    size_t room = sizeof out.bytes - out.end;
    if (room <= HEADER_BYTES)
        return 0;
    room -= HEADER_BYTES;
    return room < MAX_PAYLOAD ? room : MAX_PAYLOAD;
}

uint8_t *link_payload(void) { return out.bytes + out.end + HEADER_BYTES; }

int link_slots(struct iovec *slots, size_t most) {
    int count = 0;
    for (size_t at = out.end; count < LINK_FRAMES && most > HEADER_BYTES; count++) {
        size_t room = smaller(sizeof out.bytes - at, smaller(most, MAX_FRAME));
        if (room <= HEADER_BYTES)
            break;
        slots[count] = (struct iovec){out.bytes + at + HEADER_BYTES, room - HEADER_BYTES};
        at += room;
        most -= room;
    }
    return count;
}

void link_commit(uint8_t type, uint32_t channel, uint8_t stream, size_t length) {
    struct frame frame = {.length = (uint32_t)length, .channel = channel, .type = type, .stream = stream};
    frame_write_header(out.bytes + out.end, &frame);
    out.end += HEADER_BYTES + length;
}

bool link_has_output(void) { return out.end > out.start; }

bool link_flush(void) {
    while (link_has_output()) {
        ssize_t put = write(port, out.bytes + out.start, out.end - out.start);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return put == 0 || errno == EAGAIN;
        out.start += (size_t)put;
    }
    out.start = out.end = 0;
    return true;
}

void link_drain(int millis) {
    uint64_t until = boottime() + (uint64_t)millis * 1000000;
    while (link_flush() && link_has_output() && boottime() < until) {
        struct pollfd wait = {.fd = port, .events = POLLOUT};
        poll(&wait, 1, 20);
    }
}
