/*
 * Requests to the program `files`. After the seed, records of a length in two bytes and so many bytes of a request: the
 * harness gives them the lengths they need, or where the seed says so passes them on as they are.
 */
#include "../../main/c/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../main/c/fileprotocol.h"
#include "../../main/c/wire.h"
#include "confined.h"
#include "state.h"
#include "target.h"
#include "world.h"

#define LARGEST_INPUT 32768
#define MAX_ERRNO 4095

static uint8_t requests[3 * LARGEST_INPUT];
static uint8_t head[8];
static size_t head_bytes, body_left;

/* An answer: its length, an errno, and a body only where there was no error. */
static void look(const uint8_t *bytes, size_t size) {
    for (; size && !body_left; bytes++, size--) {
        head[head_bytes++] = *bytes;
        if (head_bytes < sizeof head)
            continue;
        uint32_t length = get32(head), error = get32(head + 4);
        if (length < 4 || length > MAX_MESSAGE_BYTES || error > MAX_ERRNO || (error && length > 4))
            confined_broken("an answer that breaks a rule");
        head_bytes = 0;
        body_left = length - 4;
    }
    if (!body_left)
        return;
    size_t skipped = body_left < size ? body_left : size;
    body_left -= skipped;
    if (size > skipped)
        look(bytes + skipped, size - skipped);
}

static size_t give_lengths(const uint8_t *from, size_t size) {
    size_t length = 0;
    while (size >= 2) {
        size_t record = get16(from) < size - 2 ? get16(from) : size - 2;
        put32(requests + length, (uint32_t)record);
        memcpy(requests + length + 4, from + 2, record);
        length += 4 + record;
        from += 2 + record;
        size -= 2 + record;
    }
    return length;
}

static void serve(void) {
    static char name[] = "files";
    char *arguments[] = {name, 0};
    int file = open("/file", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0 || write(file, "content", 7) != 7 || close(file) || mkdir("/d", 0755) || symlink("file", "/link")
        || mkdir("/d/e", 0700))
        confined_broken("no files to begin with");
    if (!setjmp(world_end))
        files_main(1, arguments);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    if (size < SEED_BYTES || size > LARGEST_INPUT)
        return -1;
    state_remember();
    world_begin(input, SEED_BYTES);
    head_bytes = body_left = 0;
    if (input[0] & 1)
        world_standard_streams(input + SEED_BYTES, size - SEED_BYTES, look);
    else
        world_standard_streams(requests, give_lengths(input + SEED_BYTES, size - SEED_BYTES), look);
    confined(serve);
    world_abandon();
    state_restore();
    return 0;
}
