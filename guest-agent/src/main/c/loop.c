#include "loop.h"

#include <poll.h>

#include "attach.h"
#include "channel.h"
#include "clock.h"
#include "connect.h"
#include "console.h"
#include "emit.h"
#include "hangup.h"
#include "hello.h"
#include "input.h"
#include "link.h"
#include "output.h"
#include "reaper.h"
#include "shutdown.h"
#include "watch.h"

#define MILLI 1000000ull
#define WELCOME_PATIENCE (60000 * MILLI)
#define UNCONNECTED_PAUSE 5

void await_welcome(void) {
    uint64_t give_up = boottime() + WELCOME_PATIENCE;
    struct frame frame;
    const char *wrong = 0;
    for (;;) {
        struct pollfd wait = {.fd = link_descriptor(), .events = POLLIN | (link_has_output() ? POLLOUT : 0)};
        poll(&wait, 1, 1000);
        link_flush();
        /* A port nobody has connected to yet reads as ended. */
        if (!link_fill()) {
            if (!is_init())
                die("the host is gone before its WELCOME", 0, 0);
            poll(0, 0, UNCONNECTED_PAUSE);
        }
        if (link_next(&frame, &wrong))
            break;
        if (wrong)
            shutdown_by_fault("broken frame from the host", wrong);
        if (boottime() > give_up)
            die("the host did not answer HELLO within 60 s", 0, 0);
    }
    wrong = frame.type == WELCOME ? accept_welcome(&frame) : "another frame than WELCOME";
    if (wrong)
        shutdown_by_fault("no welcome", wrong);
}

static void handle_frames(void) {
    struct frame frame;
    const char *wrong;
    while (link_next(&frame, &wrong)) {
        if (frame.type == FAULT)
            shutdown_by_fault("the host ended the link", 0);
        if (frame.type == CLOCK)
            accept_clock(&frame);
        else
            wrong = frame.channel ? channel_handle(&frame) : "WELCOME twice";
        if (wrong)
            break;
    }
    if (wrong)
        shutdown_by_fault("broken frame from the host", wrong);
}

static void pull_kept(struct kept *kept, int output) {
    size_t room = attach_room(kept, output);
    /* A frame read in this round may have had it forgotten, or another client hold it. */
    if (kept->id && kept->command.sources[output].pipe >= 0 && room)
        kept_pull(kept, output, room);
}

static void move_stream(struct channel *channel, const struct watched *ready) {
    /* A frame read in this round may have ended the channel. */
    if (channel->state != CHANNEL_OPEN)
        return;
    if (ready->stream == CONNECTING)
        connect_ready(channel);
    else if (ready->stream == STDIN)
        input_ready(channel, ready->events & (POLLERR | POLLHUP));
    else if (link_room() >= OUTPUT_ROOM && output_wants_poll(channel, ready->stream))
        output_pull(channel, ready->stream);
}

static void move_streams(void) {
    for (struct watched *ready = 0; (ready = watch_next(ready));) {
        if (ready->channel)
            move_stream(ready->channel, ready);
        else
            pull_kept(ready->kept, ready->stream - STDOUT);
    }
}

static void copy_kept(void) {
    for (uint32_t i = 0; i < highest_channel; i++) {
        struct channel *channel = watch_in_turn(i);
        if (channel->state != CHANNEL_OPEN || !channel->kept)
            continue;
        for (uint8_t stream = STDOUT; stream <= STDERR; stream++) {
            if (link_room() >= OUTPUT_ROOM && attach_wants_copy(channel, stream))
                attach_copy(channel, stream);
        }
        output_settle(channel);
    }
}

static void cut_outputs(void) {
    for (struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (kept->id && kept->command.ended)
            command_cut(&kept->command);
    }
    for (struct channel *channel = channels + 1; channel <= channels + highest_channel; channel++) {
        if (channel->state != CHANNEL_OPEN || !channel->command.ended)
            continue;
        command_cut(&channel->command);
        output_settle(channel);
    }
}

void serve(void) {
    /* They may have come along with WELCOME. */
    handle_frames();
    emit_owed();
    for (;;) {
        short link_events = watch_round();
        reap();
        if (link_events & (POLLIN | POLLHUP | POLLERR) && !link_fill())
            shutdown_by_fault("the host is gone", 0);
        handle_frames();
        /* Before the outputs take the room: what is owed must not wait for ever. */
        emit_owed();
        move_streams();
        cut_outputs();
        copy_kept();
        hangup_step();
        emit_owed();
        if (!link_flush())
            shutdown_by_fault("the host is gone", 0);
        shutdown_step();
    }
}
