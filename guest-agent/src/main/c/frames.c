#include "frames.h"

#include <stdbool.h>

#include "protocol.h"
#include "wire.h"

static bool length_fits(uint8_t type, uint32_t length) {
    switch (type) {
    case END: case RESET: case KEEP: return length == 0;
    case DATA: return length >= 1;
    case CREDIT: case RESIZE: return length == 4;
    case SIGNAL: return length == 1;
    case OPEN: return length >= 4;
    case WELCOME: return length >= WELCOME_BYTES;
    case CLOCK: return length == CLOCK_BYTES;
    case FAULT: return length >= 1 && length <= MAX_MESSAGE;
    default: return false;
    }
}

static bool stream_fits(uint8_t type, uint8_t stream) {
    if (type == CREDIT)
        return stream == STDOUT || stream == STDERR;
    return stream == STDIN;
}

const char *frame_read_header(const uint8_t *from, struct frame *frame) {
    *frame = (struct frame){
        .length = get32(from),
        .channel = get32(from + 4),
        .type = from[8],
        .stream = from[9],
        .payload = from + HEADER_BYTES,
    };
    bool link = frame->type == WELCOME || frame->type == FAULT || frame->type == CLOCK;
    if (frame->length > MAX_PAYLOAD)
        return "payload longer than 65536 bytes";
    if (get16(from + 10))
        return "header does not end in zero";
    if (frame->channel > MAX_CHANNELS)
        return "channel above 256";
    if (link != (frame->channel == 0))
        return "type does not belong on its channel";
    if (!length_fits(frame->type, frame->length))
        return "type unknown, not the host's, or of another length";
    if (!stream_fits(frame->type, frame->stream))
        return "stream not possible for the type";
    return 0;
}

void frame_write_header(uint8_t *to, const struct frame *frame) {
    put32(to, frame->length);
    put32(to + 4, frame->channel);
    to[8] = frame->type;
    to[9] = frame->stream;
    put16(to + 10, 0);
}
