/* The frame header and the rules that hold without looking at a channel. */
#ifndef FRAMES_H
#define FRAMES_H

#include <stddef.h>
#include <stdint.h>

struct frame {
    uint32_t length, channel;
    uint8_t type, stream;
    const uint8_t *payload;
};

/*
 * Reads a header of the host's. Answers 0, or which rule it breaks. `frame` is filled in any case but may only be used
 * after 0.
 */
const char *frame_read_header(const uint8_t *from, struct frame *frame);

void frame_write_header(uint8_t *to, const struct frame *frame);

#endif
