#include "connect.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "input.h"
#include "wire.h"

static void fail(struct channel *channel, int error) {
    struct text port = {0};
    text_add_number(&port, channel->port);
    channel_fail(channel, STEP_CONNECT, error, "cannot connect to port", port.bytes);
}

static int start(int family, uint16_t port) {
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int error, made = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0)
        return -1;
    if (family == AF_INET)
        error = connect(made, (struct sockaddr *)&v4, sizeof v4);
    else
        error = connect(made, (struct sockaddr *)&v6, sizeof v6);
    if (!error || errno == EINPROGRESS)
        return made;
    error = errno;
    close(made);
    errno = error;
    return -1;
}

/* Some servers listen on one of the two only. */
static void try_other_family(struct channel *channel, int error) {
    bool again = error == ECONNREFUSED && !channel->second_try;
    int other = again ? start(AF_INET6, channel->port) : -1;
    if (other < 0)
        fail(channel, channel->second_try ? ECONNREFUSED : error);
    channel->second_try = true;
    channel->connecting = other;
}

static void established(struct channel *channel) {
    int made = channel->connecting, at_once = 1;
    channel->connecting = -1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    channel->input.pipe = made;
    channel->input.awaited = false;
    channel->command.sources[0].pipe = fcntl(made, F_DUPFD_CLOEXEC, 0);
    if (channel->command.sources[0].pipe < 0) {
        fail(channel, errno);
        return;
    }
    channel->command.started = boottime();
    channel->owes_opened = true;
    /* What came before. */
    input_ready(channel, false);
}

void connect_begin(struct channel *channel, const struct frame *frame) {
    channel->port = frame->length == CONNECT_BYTES ? get16(frame->payload + 4) : 0;
    if (!channel->port || get16(frame->payload + 2) || get16(frame->payload + 6)) {
        channel_fail(channel, STEP_REQUEST, EINVAL, "the request to connect is malformed", 0);
        return;
    }
    channel->outputs[1].ended = true;
    channel->input.socket = true;
    channel->input.awaited = true;
    channel->connecting = start(AF_INET, channel->port);
    if (channel->connecting < 0)
        try_other_family(channel, errno);
}

void connect_ready(struct channel *channel) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(channel->connecting, SOL_SOCKET, SO_ERROR, &error, &length))
        error = errno;
    if (!error) {
        established(channel);
        return;
    }
    close(channel->connecting);
    channel->connecting = -1;
    try_other_family(channel, error);
}

void connect_end_if_done(struct channel *channel) {
    bool over = channel->connecting < 0 && channel->input.pipe < 0 && channel->outputs[0].ended;
    if (!over || channel->command.ended)
        return;
    channel->command.ended = true;
    channel->command.finished = boottime();
}
