/*
 * An init that moves bytes through the agent's virtio-console port and does nothing else: what the channel itself can do.
 * Commands from the host: 'r' or 'w', then the number of bytes in 8 bytes, little endian. 'r': it writes them. 'w': it reads
 * them, then answers with one byte.
 */
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "../../../../guest-agent/src/main/c/console.h"
#include "../../../../guest-agent/src/main/c/mounts.h"
#include "../../../../guest-agent/src/main/c/port.h"
#include "../../../../guest-agent/src/main/c/wire.h"

#define COMMAND_BYTES 9

/* As much as the kernel's driver takes at a time, as the agent does. */
static uint8_t buffer[32768];

static void read_all(int port, uint8_t *to, size_t count) {
    while (count) {
        ssize_t got = read(port, to, count);
        if (got > 0) {
            to += got;
            count -= (size_t)got;
        } else {
            /* Nobody has connected yet. */
            usleep(1000);
        }
    }
}

static void write_all(int port, const uint8_t *from, size_t count) {
    while (count) {
        ssize_t put = write(port, from, count);
        if (put < 0)
            die("cannot write to", "the port", 0);
        from += put;
        count -= (size_t)put;
    }
}

static size_t smaller(uint64_t a, size_t b) { return a < b ? (size_t)a : b; }

int main(void) {
    mount_own();
    int port = open_port();
    fcntl(port, F_SETFL, 0);
    write_all(port, (const uint8_t *)"!", 1);
    for (;;) {
        uint8_t command[COMMAND_BYTES];
        read_all(port, command, sizeof command);
        for (uint64_t left = get64(command + 1); left;) {
            size_t count = smaller(left, sizeof buffer);
            if (command[0] == 'r') {
                write_all(port, buffer, count);
            } else {
                ssize_t got = read(port, buffer, count);
                count = got > 0 ? (size_t)got : 0;
            }
            left -= count;
        }
        if (command[0] == 'w')
            write_all(port, (const uint8_t *)"!", 1);
    }
}
