#include "watch.h"

#include <poll.h>
#include <signal.h>
#include <time.h>

#include "attach.h"
#include "clock.h"
#include "hangup.h"
#include "link.h"
#include "output.h"
#include "shutdown.h"

#define MAX_POLLS (1 + 3 * MAX_CHANNELS + 2 * MAX_KEPT)

static struct pollfd polls[MAX_POLLS];
static struct watched watched[MAX_POLLS];
static nfds_t poll_count;
static uint32_t turn;

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
    for (uint32_t i = 0; i < highest_channel; i++) {
        struct channel *channel = watch_in_turn(i);
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

short watch_round(void) {
    wait_until(gather());
    return polls[0].revents;
}

struct watched *watch_next(struct watched *previous) {
    nfds_t i = previous ? (nfds_t)(previous - watched) + 1 : 1;
    for (; i < poll_count; i++) {
        if (!polls[i].revents)
            continue;
        watched[i].events = polls[i].revents;
        return &watched[i];
    }
    return 0;
}

struct channel *watch_in_turn(uint32_t i) { return channels + 1 + (turn + i) % highest_channel; }
