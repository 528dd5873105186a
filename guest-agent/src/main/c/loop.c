#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

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

#define MILLI 1000000ull
#define WELCOME_PATIENCE (60000 * MILLI)
#define UNCONNECTED_PAUSE 5
/* Below this the outputs wait, so that channels can still say what they owe. */
#define OUTPUT_ROOM 16384
#define MAX_POLLS (1 + 3 * MAX_CHANNELS + 2 * MAX_KEPT)

struct watched {
    /* One of the two, or none for the link. */
    struct channel *channel;
    struct kept *kept;
    uint8_t stream;
};

/* In place of a stream's number. */
#define CONNECTING 3

static struct pollfd polls[MAX_POLLS];
static struct watched watched[MAX_POLLS];
static nfds_t poll_count;
/* Where the round over the channels starts, so that none is served first always. */
static uint32_t turn;

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

static void watch(int descriptor, short events, struct channel *channel, uint8_t stream) {
    polls[poll_count] = (struct pollfd){.fd = descriptor, .events = events};
    watched[poll_count++] = (struct watched){.channel = channel, .stream = stream};
}

static void watch_kept(struct kept *kept) {
    for (uint8_t i = 0; i < 2; i++) {
        if (kept->command.sources[i].pipe < 0 || !attach_room(kept, i))
            continue;
        polls[poll_count] = (struct pollfd){.fd = kept->command.sources[i].pipe, .events = POLLIN};
        watched[poll_count++] = (struct watched){.kept = kept, .stream = STDOUT + i};
    }
}

static void watch_channel(struct channel *channel, bool room) {
    if (channel->connecting >= 0)
        watch(channel->connecting, POLLOUT, channel, CONNECTING);
    /* Without bytes to write still for POLLERR: the reader may go. */
    if (channel->input.pipe >= 0)
        watch(channel->input.pipe, channel->input.length ? POLLOUT : 0, channel, STDIN);
    /* OPENED comes before any output. */
    for (uint8_t i = 0; i < 2 && room && !channel->owes_opened; i++) {
        if (output_wants_poll(channel, STDOUT + i))
            watch(channel->command.sources[i].pipe, POLLIN, channel, STDOUT + i);
    }
}

static uint64_t earlier(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* Gathers what to wait for; answers until when. */
static uint64_t gather(void) {
    uint64_t until = earlier(shutdown_due(), hangup_due());
    bool room = link_room() >= OUTPUT_ROOM;
    poll_count = 0;
    watch(link_descriptor(), POLLIN | (link_has_output() ? POLLOUT : 0), 0, 0);
    for (uint32_t i = 0; i < MAX_CHANNELS; i++) {
        struct channel *channel = channels + 1 + (turn + i) % MAX_CHANNELS;
        if (channel->state != CHANNEL_OPEN)
            continue;
        watch_channel(channel, room);
        until = earlier(until, command_cut_due(&channel->command));
        /* These are copied from memory: there is nothing to wait for but room. */
        if (room && (attach_wants_copy(channel, STDOUT) || attach_wants_copy(channel, STDERR)))
            until = 0;
    }
    for (struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (!kept->id)
            continue;
        watch_kept(kept);
        until = earlier(until, command_cut_due(&kept->command));
    }
    turn++;
    return until;
}

static void wait_until(uint64_t until) {
    sigset_t none;
    struct timespec pause;
    uint64_t now = boottime(), nanos = until > now ? until - now : 0;
    sigemptyset(&none);
    pause.tv_sec = (time_t)(nanos / 1000000000);
    pause.tv_nsec = (long)(nanos % 1000000000);
    if (ppoll(polls, poll_count, until == UINT64_MAX ? 0 : &pause, &none) < 0) {
        for (nfds_t i = 0; i < poll_count; i++)
            polls[i].revents = 0;
    }
}

static void handle_frames(void) {
    struct frame frame;
    const char *wrong;
    while (link_next(&frame, &wrong)) {
        if (frame.type == FAULT)
            shutdown_by_fault("the host ended the link", 0);
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

static void move_streams(void) {
    for (nfds_t i = 1; i < poll_count; i++) {
        struct channel *channel = watched[i].channel;
        if (!channel) {
            if (polls[i].revents)
                pull_kept(watched[i].kept, watched[i].stream - STDOUT);
            continue;
        }
        /* A frame read in this round may have ended the channel. */
        if (!polls[i].revents || channel->state != CHANNEL_OPEN)
            continue;
        if (watched[i].stream == CONNECTING)
            connect_ready(channel);
        else if (watched[i].stream == STDIN)
            input_ready(channel, polls[i].revents & (POLLERR | POLLHUP));
        else if (link_room() >= OUTPUT_ROOM && output_wants_poll(channel, watched[i].stream))
            output_pull(channel, watched[i].stream);
    }
}

static void copy_kept(void) {
    for (uint32_t i = 0; i < MAX_CHANNELS; i++) {
        struct channel *channel = channels + 1 + (turn + i) % MAX_CHANNELS;
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

    for (struct channel *channel = channels + 1; channel <= channels + MAX_CHANNELS; channel++) {
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
        wait_until(gather());
        reap();
        if (polls[0].revents & (POLLIN | POLLHUP | POLLERR) && !link_fill())
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
