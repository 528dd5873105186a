/* The guest's TCP servers: for each connection the other end of a socket pair. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "world.h"

#define MAX_SERVERS 512

int world_socket(int family, int type, int protocol);
int world_connect(int socket, const struct sockaddr *to, socklen_t size);
int world_getsockopt(int socket, int level, int option, void *value, socklen_t *size);

static int servers[MAX_SERVERS], count;

int world_socket(int family, int type, int protocol) {
    int ends[2];
    (void)family, (void)protocol;
    if (count == MAX_SERVERS) {
        errno = EMFILE;
        return -1;
    }
    if (socketpair(AF_UNIX, type, 0, ends))
        return -1;
    servers[count++] = ends[1];
    return ends[0];
}

int world_connect(int socket, const struct sockaddr *to, socklen_t size) {
    (void)socket, (void)to, (void)size;
    static const int errors[] = {0, 0, EINPROGRESS, EINPROGRESS, ECONNREFUSED, ENETUNREACH};
    errno = errors[chance(sizeof errors / sizeof *errors)];
    return errno ? -1 : 0;
}

int world_getsockopt(int socket, int level, int option, void *value, socklen_t *size) {
    (void)socket, (void)level, (void)option;
    static const int errors[] = {0, 0, 0, ECONNREFUSED, ETIMEDOUT};
    if (*size != sizeof(int))
        broken("an option of another size");
    *(int *)value = errors[chance(sizeof errors / sizeof *errors)];
    return 0;
}

static void act(int *server) {
    static uint8_t bytes[16384];
    ssize_t done = 0;
    switch (chance(10)) {
    case 0: case 1: done = write(*server, bytes, 1 + chance(sizeof bytes)); break;
    case 2: case 3: done = read(*server, bytes, 1 + chance(sizeof bytes)); break;
    case 4: shutdown(*server, SHUT_WR); break;
    case 5:
        close(*server);
        *server = -1;
        break;
    }
    (void)done;
}

void servers_act(void) {
    for (int i = 0; i < count; i++) {
        if (servers[i] >= 0)
            act(&servers[i]);
    }
}

void servers_finish(void) {
    for (int i = 0; i < count; i++) {
        if (servers[i] >= 0)
            close(servers[i]);
    }
    count = 0;
}
