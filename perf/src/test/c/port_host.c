/*
 * The host's side of port_guest.c: port_host SOCKET. For each line of standard input, "r BYTES" or "w BYTES" (or "R", "W", "P"), it lets so
 * many bytes pass and prints how long that took, in ns.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "../../../../guest-agent/src/main/c/wire.h"

#define MAX_TRIES 30000

static uint8_t buffer[131072];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static size_t smaller(uint64_t a, size_t b) { return a < b ? (size_t)a : b; }

static void receive(int socket, uint64_t count) {
    while (count) {
        ssize_t got = read(socket, buffer, smaller(count, sizeof buffer));
        if (got <= 0)
            fail("read");
        count -= (uint64_t)got;
    }
}

static void send_all(int socket, uint64_t count) {
    while (count) {
        ssize_t put = write(socket, buffer, smaller(count, sizeof buffer));
        if (put <= 0)
            fail("write");
        count -= (uint64_t)put;
    }
}

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int made = socket(AF_UNIX, SOCK_STREAM, 0);
    strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    /* The machine is only just being started. */
    for (int tries = 0; connect(made, (struct sockaddr *)&address, sizeof address); tries++) {
        if (tries == MAX_TRIES)
            fail(path);
        usleep(1000);
    }
    return made;
}

int main(int count, char **arguments) {
    char direction;
    unsigned long long bytes;
    if (count != 2)
        return 2;
    int socket = connect_to(arguments[1]);
    receive(socket, 1);
    printf("ready\n");
    fflush(stdout);
    while (scanf(" %c %llu", &direction, &bytes) == 2) {
        uint8_t command[9] = {(uint8_t)direction};
        put64(command + 1, bytes);
        uint64_t begun = now();
        if (write(socket, command, sizeof command) != sizeof command)
            fail("write");
        if (direction == 'r' || direction == 'R') {
            receive(socket, bytes);
        } else {
            if (direction != 'P')
                send_all(socket, bytes);
            receive(socket, 1);
        }
        printf("%llu\n", (unsigned long long)(now() - begun));
        fflush(stdout);
    }
    return 0;
}
