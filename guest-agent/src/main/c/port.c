#include "port.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "console.h"
#include "protocol.h"
#include "text.h"

#define PORTS "/sys/class/virtio-ports"
#define PATIENCE_NANOS 10000000000ull
#define PAUSE_NANOS 250000

static bool has_our_name(const char *port) {
    static const char wanted[] = PROTOCOL_PORT_NAME "\n";
    struct text path = {0};
    char name[sizeof wanted] = {0};
    text_add(&path, PORTS "/");
    text_add(&path, port);
    text_add(&path, "/name");
    int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t got = read(file, name, sizeof name);
    close(file);
    return got == sizeof wanted - 1 && !memcmp(name, wanted, sizeof wanted - 1);
}

static int open_device(const char *port) {
    struct text path = {0};
    text_add(&path, "/dev/");
    text_add(&path, port);
    int descriptor = open(path.bytes, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        die("cannot open the agent's port", path.bytes, errno);
    return descriptor;
}

static int find_port(void) {
    int descriptor = -1;
    DIR *ports = opendir(PORTS);
    if (!ports)
        return -1;
    for (struct dirent *entry; descriptor < 0 && (entry = readdir(ports));) {
        if (entry->d_name[0] != '.' && has_our_name(entry->d_name))
            descriptor = open_device(entry->d_name);
    }
    closedir(ports);
    return descriptor;
}

/* The device tells the names of its ports by messages that the kernel handles in the background, maybe after our start. */
int open_port(void) {
    uint64_t give_up = boottime() + PATIENCE_NANOS;
    for (;;) {
        int descriptor = find_port();
        if (descriptor >= 0)
            return descriptor;
        if (boottime() > give_up)
            die("no virtio-console port is named", PROTOCOL_PORT_NAME, 0);
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOS}, 0);
    }
}

int open_test_socket(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        die("too long for a socket:", path, 0);
    strcpy(address.sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address))
        die("cannot connect to", path, errno);
    fcntl(descriptor, F_SETFL, O_NONBLOCK);
    return descriptor;
}
