/*
 * An init that moves bytes through the agent's virtio-console port and does nothing else: what the channel itself can do.
 * Commands from the host: 'r' or 'w', then the number of bytes in 8 bytes, little endian. 'r': it writes them. 'w': it reads
 * them, then answers with one byte. 'R' and 'W': the same, but from and to another process through a pipe, as an agent has to, with
 * as much as a stream's window at a time. 'P': so many bytes go from one process to another through such a pipe, and nothing
 * through the port but one byte at the end.
 */
#include <fcntl.h>
#include <poll.h>
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

/* A stream's window. */
#define WINDOW 262144
/* As much as the kernel's driver takes at a time. */
#define PORT_WRITE 32768
/* What a command writes and reads at a time. */
#define CHUNK 65536

static uint8_t buffer[WINDOW];

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

static void give(int to, uint64_t left, size_t chunk) {
    for (; left; left -= smaller(left, chunk))
        write_all(to, buffer, smaller(left, chunk));
}

static void take(int from, uint64_t left, size_t chunk) {
    while (left) {
        ssize_t got = read(from, buffer, smaller(left, chunk));
        left -= got > 0 ? (uint64_t)got : 0;
    }
}

static void move_out(int pipe, int port, uint64_t left) {
    while (left) {
        ssize_t got = read(pipe, buffer, smaller(left, sizeof buffer));
        if (got > 0)
            write_all(port, buffer, (size_t)got);
        left -= got > 0 ? (uint64_t)got : 0;
    }
}

/* The port gives one of its buffers of 4 KiB at a time. */
static void move_in(int port, int pipe, uint64_t left) {
    fcntl(port, F_SETFL, O_NONBLOCK);
    while (left) {
        struct pollfd wait = {.fd = port, .events = POLLIN};
        size_t have = 0;
        poll(&wait, 1, -1);
        for (ssize_t got = 1; got > 0 && have < sizeof buffer;) {
            got = read(port, buffer + have, smaller(left - have, sizeof buffer - have));
            have += got > 0 ? (size_t)got : 0;
        }
        write_all(pipe, buffer, have);
        left -= have;
    }
    fcntl(port, F_SETFL, 0);
}

/* The other process gives where the port takes, and the other way round. */
static void pipe_through(int port, uint8_t command, uint64_t count) {
    int ends[2];
    bool out = command != 'W';
    if (pipe(ends))
        die("cannot make", "a pipe", 0);
    fcntl(ends[0], F_SETPIPE_SZ, WINDOW);
    pid_t child = fork();
    if (child == 0) {
        (out ? give : take)(ends[out], count, CHUNK);
        _exit(0);
    }
    if (command == 'R')
        move_out(ends[0], port, count);
    else if (command == 'W')
        move_in(port, ends[1], count);
    else
        take(ends[0], count, sizeof buffer);
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
        if (command[0] == 'r')
            give(port, count, PORT_WRITE);
        else if (command[0] == 'w')
            take(port, count, sizeof buffer);
        else
            pipe_through(port, command[0], count);
        if (command[0] != 'r' && command[0] != 'R')
            write_all(port, (const uint8_t *)"!", 1);
    }
}
