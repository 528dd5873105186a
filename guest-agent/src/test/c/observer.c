/* Reads what the agent sends, and holds it to the protocol. */
#include <string.h>

#include "../../main/c/protocol.h"
#include "../../main/c/wire.h"
#include "world.h"

enum seen { NOTHING, IS_OPEN, IS_FINAL };

static uint8_t header[HEADER_BYTES];
static size_t header_bytes, payload_left;
static bool faulted, greeted;
static uint8_t seen[MAX_CHANNELS + 1];

void observer_begin(void) {
    header_bytes = payload_left = 0;
    faulted = greeted = false;
    memset(seen, 0, sizeof seen);
}

static void link_frame(uint8_t type, uint32_t length) {
    if (type == HELLO && (greeted || length < HELLO_BYTES))
        broken("HELLO twice or too short");
    if (type != HELLO && type != FAULT)
        broken("a type that is not the agent's on the link");
    greeted = true;
    faulted |= type == FAULT;
}

static void channel_frame(uint32_t channel, uint8_t type, uint8_t stream, uint32_t length) {
    if (!greeted || faulted)
        broken("a frame before HELLO or after FAULT");
    if (type == CLOSED) {
        seen[channel] = NOTHING;
        return;
    }
    /* The id may be another operation's by now. */
    if (seen[channel] == IS_FINAL && type != OPENED && type != FAILED)
        broken("a frame after the final one");
    if (type == OPENED && seen[channel] == IS_OPEN)
        broken("OPENED twice");
    if (type != OPENED && type != FAILED && type != CREDIT && seen[channel] != IS_OPEN)
        broken("a frame before OPENED");
    if (type == DATA && (stream != STDOUT && stream != STDERR))
        broken("DATA on another stream than an output");
    if (type == DATA && !length)
        broken("DATA without bytes");
    if ((type == OPENED && length != OPENED_BYTES) || (type == EXIT && length != EXIT_BYTES) || (type == CREDIT && length != 4))
        broken("a payload of another size");
    if (type == OPENED)
        seen[channel] = IS_OPEN;
    if (type == EXIT || type == FAILED)
        seen[channel] = IS_FINAL;
}

static void frame(void) {
    uint32_t length = get32(header), channel = get32(header + 4);
    uint8_t type = header[8], stream = header[9];
    if (length > MAX_PAYLOAD || channel > MAX_CHANNELS || get16(header + 10) || stream > STDERR)
        broken("a header that breaks a rule");
    if (channel)
        channel_frame(channel, type, stream, length);
    else
        link_frame(type, length);
    payload_left = length;
}

void observe(const uint8_t *bytes, size_t size) {
    while (size) {
        if (payload_left) {
            size_t skipped = payload_left < size ? payload_left : size;
            payload_left -= skipped;
            bytes += skipped;
            size -= skipped;
            continue;
        }
        header[header_bytes++] = *bytes++;
        size--;
        if (header_bytes < HEADER_BYTES)
            continue;
        header_bytes = 0;
        frame();
    }
}
