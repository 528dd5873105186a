/* Changes inputs frame by frame: bytes changed anywhere mostly break a length, and the link with it. */
#include <stdlib.h>
#include <string.h>

#include "../../main/c/protocol.h"
#include "../../main/c/wire.h"
#include "world.h"

#define MAX_FRAMES 256
#define LARGEST 1024

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

static size_t offsets[MAX_FRAMES + 1];
static size_t frames;

static unsigned pick(unsigned limit) { return (unsigned)rand() % limit; }

/* The offsets of the whole frames, and of what follows the last. */
static void find_frames(const uint8_t *data, size_t size) {
    size_t at = SEED_BYTES;
    for (frames = 0; frames < MAX_FRAMES; frames++) {
        offsets[frames] = at;
        if (size - at < HEADER_BYTES || get32(data + at) > size - at - HEADER_BYTES)
            return;
        at += HEADER_BYTES + get32(data + at);
    }
    offsets[frames] = at;
}

static size_t add_string(uint8_t *to, const char *string) {
    put16(to, (uint16_t)strlen(string));
    memcpy(to + 2, string, strlen(string));
    return 2 + strlen(string);
}

static size_t make_exec(uint8_t *to) {
    static const char *const users[] = {"root", "1000:5", ":7", ""};
    uint16_t flags = (uint16_t)(pick(3) ? pick(128) : 0);
    unsigned arguments = 1 + pick(3), variables = pick(3);
    size_t length = 16;
    memset(to, 0, 16);
    to[0] = PROTOCOL_VERSION;
    to[1] = EXEC;
    put16(to + 2, flags);
    put16(to + 12, (uint16_t)arguments);
    put16(to + 14, (uint16_t)variables);
    length += add_string(to + length, pick(2) ? "/" : "");
    for (unsigned i = 0; i < arguments; i++)
        length += add_string(to + length, i ? "x" : "/bin/cat");
    for (unsigned i = 0; i < variables; i++)
        length += add_string(to + length, i ? "PATH=/bin" : "A=b");
    if (flags & EXEC_TERMINAL) {
        put32(to + length, 0x180050);
        length += 4;
    }
    if (flags & EXEC_USER)
        length += add_string(to + length, users[pick(4)]);
    if (flags & EXEC_LIMITS) {
        to[length] = (uint8_t)pick(20);
        to[length + 1] = 1;
        memset(to + length + 2, 0, LIMIT_BYTES);
        to[length + 2] = (uint8_t)pick(16);
        length += 2 + LIMIT_BYTES;
    }
    return length;
}

static size_t make_open(uint8_t *to) {
    unsigned operation = pick(9);
    memset(to, 0, 16);
    to[0] = PROTOCOL_VERSION;
    to[1] = (uint8_t)operation;
    switch (operation) {
    case SHUTDOWN:
        put32(to + 4, pick(5000));
        return 8;
    case ATTACH:
        put16(to + 2, (uint16_t)pick(16));
        put32(to + 4, 1 + pick(4));
        put32(to + 8, pick(2) ? UINT32_MAX : pick(100));
        return ATTACH_BYTES;
    case COMMANDS: case STATS: return 4;
    case CONNECT:
        put16(to + 4, (uint16_t)(1 + pick(65535)));
        return CONNECT_BYTES;
    default: return make_exec(to);
    }
}

static size_t make_frame(uint8_t *to) {
    static const uint8_t types[] = {OPEN, OPEN, OPEN, DATA, DATA, END, CREDIT, SIGNAL, RESET, RESIZE, KEEP, CLOCK};
    uint8_t *payload = to + HEADER_BYTES, type = types[pick(sizeof types)];
    size_t length = 0;
    memset(payload, 'a', LARGEST);
    to[9] = 0;
    switch (type) {
    case OPEN: length = make_open(payload); break;
    case DATA: length = 1 + pick(LARGEST); break;
    case CREDIT:
        to[9] = (uint8_t)(1 + pick(2));
        put32(payload, 1 + pick(pick(2) ? 100 : WINDOW));
        length = 4;
        break;
    case RESIZE: length = 4; break;
    case CLOCK: length = CLOCK_BYTES; break;
    case SIGNAL:
        payload[0] = (uint8_t)pick(66);
        length = 1;
        break;
    }
    put32(to, (uint32_t)length);
    put32(to + 4, type == CLOCK ? 0 : 1 + pick(4));
    to[8] = type;
    put16(to + 10, 0);
    return HEADER_BYTES + length;
}

static size_t insert(uint8_t *data, size_t size, size_t max_size, size_t at, const uint8_t *frame, size_t length) {
    if (size + length > max_size)
        return size;
    memmove(data + at + length, data + at, size - at);
    memcpy(data + at, frame, length);
    return size + length;
}

static size_t change_payload(uint8_t *data, size_t size, size_t max_size, size_t i) {
    static uint8_t payload[MAX_FRAME];
    size_t at = offsets[i] + HEADER_BYTES, length = get32(data + offsets[i]), rest = size - at - length;
    size_t room = max_size - (size - length);
    memcpy(payload, data + at, length);
    size_t now = LLVMFuzzerMutate(payload, length, room < MAX_PAYLOAD ? room : MAX_PAYLOAD);
    memmove(data + at + now, data + at + length, rest);
    memcpy(data + at, payload, now);
    put32(data + offsets[i], (uint32_t)now);
    return size - length + now;
}

static size_t change(uint8_t *data, size_t size, size_t max_size) {
    static uint8_t frame[MAX_FRAME];
    size_t i = pick((unsigned)frames), length = offsets[i + 1] - offsets[i];
    switch (pick(6)) {
    case 0: case 1: return change_payload(data, size, max_size, i);
    case 2:
        memmove(data + offsets[i], data + offsets[i + 1], size - offsets[i + 1]);
        return size - length;
    case 3:
        memcpy(frame, data + offsets[i], length);
        return insert(data, size, max_size, offsets[pick((unsigned)frames + 1)], frame, length);
    case 4: put32(data + offsets[i] + 4, 1 + pick(pick(4) ? 4 : 256)); return size;
    default: data[offsets[i] + 8 + pick(2)] = (uint8_t)pick(30); return size;
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    static uint8_t frame[HEADER_BYTES + 2 * LARGEST];
    srand(seed);
    while (size < SEED_BYTES && size < max_size)
        data[size++] = 0;
    if (!pick(16))
        return LLVMFuzzerMutate(data, size, max_size);
    find_frames(data, size);
    if (!pick(12)) {
        data[pick(SEED_BYTES)] = (uint8_t)rand();
        return size;
    }
    if (!frames || !pick(3))
        return insert(data, size, max_size, offsets[pick((unsigned)frames + 1)], frame, make_frame(frame));
    return change(data, size, max_size);
}
