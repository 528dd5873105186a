/*
 * An init that moves bytes through the agent's virtio-console port and does nothing else: what the channel itself can do.
 * Commands from the host: 'r' or 'w', then the number of bytes in 8 bytes, little endian. 'r': it writes them. 'w': it reads
 * them, then answers with one byte. 'R' and 'W': the same, but from and to another process through a pipe, as an agent has to.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
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

static void give(int port, uint64_t left) {
    for (; left; left -= smaller(left, sizeof buffer))
        write_all(port, buffer, smaller(left, sizeof buffer));
}

static void take(int port, uint64_t left) {
    while (left) {
        ssize_t got = read(port, buffer, smaller(left, sizeof buffer));
        left -= got > 0 ? (uint64_t)got : 0;
    }
}

static void move(int from, int to, uint64_t left) {
    while (left) {
        ssize_t got = read(from, buffer, smaller(left, sizeof buffer));
        if (got > 0)
            write_all(to, buffer, (size_t)got);
        left -= got > 0 ? (uint64_t)got : 0;
    }
}

/* The other process gives where the port takes, and the other way round. */
static void pipe_through(int port, bool out, uint64_t count) {
    int ends[2];
    if (pipe(ends))
        die("cannot make", "a pipe", 0);
    pid_t child = fork();
    if (child == 0) {
        (out ? give : take)(ends[out], count);
        _exit(0);
    }
    if (out)
        move(ends[0], port, count);
    else
        move(port, ends[1], count);
    waitpid(child, 0, 0);
    close(ends[0]);
    close(ends[1]);
}

int main(void) {
    mount_own();
    int port = open_port();
    fcntl(port, F_SETFL, 0);
    write_all(port, (const uint8_t *)"!", 1);
    for (;;) {
        uint8_t command[COMMAND_BYTES];
        read_all(port, command, sizeof command);
        uint64_t count = get64(command + 1);
        bool out = command[0] == 'r' || command[0] == 'R';
        if (command[0] == 'R' || command[0] == 'W')
            pipe_through(port, out, count);
        else
            (out ? give : take)(port, count);
        if (!out)
            write_all(port, (const uint8_t *)"!", 1);
    }
}
