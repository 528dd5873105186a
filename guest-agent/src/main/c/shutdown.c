#include "shutdown.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "console.h"
#include "emit.h"
#include "hangup.h"
#include "kept.h"
#include "link.h"
#include "mounts.h"
#include "reaper.h"
#include "terminal.h"
#include "wire.h"

#define MILLI 1000000ull
/* After SIGKILL: for what sits in the kernel, and for the last outputs to be read. */
#define KILL_PATIENCE (2000 * MILLI)
#define FLUSH_MILLIS 1000

enum phase { NONE, TERMINATING, KILLING };

static enum phase phase;
static uint64_t due = UINT64_MAX;
static struct channel *asker;
static int box_namespace = -1;

void shutdown_closes_namespace(int descriptor) { box_namespace = descriptor; }

bool shutdown_begun(void) { return phase != NONE; }

uint64_t shutdown_due(void) { return due; }

/* Only init may signal all there is. In a test we are one process among many. */
static void signal_all(int number) {
    if (is_init()) {
        kill(-1, number);
        return;
    }
    if (number == SIGKILL)
        hangup_kill();
    for (struct channel *channel = channels + 1; channel <= channels + MAX_CHANNELS; channel++) {
        if (channel->state == CHANNEL_OPEN && channel->command.process > 0)
            kill(-channel->command.process, number);
    }
    for (struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (kept->command.process > 0 && !kept->command.ended)
            kill(-kept->command.process, number);
    }
}

static void hang_up(const struct command *command) {
    if (command->terminal >= 0)
        kill(-command->process, SIGHUP);
}

/* Shells on a terminal ignore SIGTERM, and what is stopped heeds no signal but one. */
static void hang_up_terminals(void) {
    for (struct channel *channel = channels + 1; channel <= channels + MAX_CHANNELS; channel++) {
        if (channel->state == CHANNEL_OPEN)
            hang_up(&channel->command);
    }
    for (struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (kept->id)
            hang_up(&kept->command);
    }
    signal_all(SIGCONT);
}

void shutdown_begin(struct channel *channel, const struct frame *frame) {
    uint32_t grace = frame->length == 8 ? get32(frame->payload + 4) : UINT32_MAX;
    if (grace > MAX_GRACE_MILLIS || get16(frame->payload + 2)) {
        channel_fail(channel, STEP_REQUEST, EINVAL, "the request for a shutdown is malformed", 0);
        return;
    }
    asker = channel;
    channel->input.ended = true;
    channel->owes_opened = true;
    channel->command.started = channel->received;
    phase = TERMINATING;
    due = boottime() + grace * MILLI;
    signal_all(SIGTERM);
    hang_up_terminals();
}

static void unmount_all(void) {
    if (box_namespace < 0)
        return;
    close(box_namespace);
    terminals_end();
    int error = unmount_box();
    if (asker)
        asker->command.status = (error & 0xff) << 8;
}

static _Noreturn void finish(void) {
    emit_owed();
    link_drain(FLUSH_MILLIS);
    unmount_all();
    if (asker && asker->state == CHANNEL_OPEN) {
        asker->command.ended = true;
        asker->command.finished = boottime();
        channel_finish_if_done(asker);
    }
    emit_owed();
    link_drain(FLUSH_MILLIS);
    end_guest(0);
}

static bool outputs_are_open(void) {
    for (struct channel *channel = channels + 1; channel <= channels + MAX_CHANNELS; channel++) {
        /* A connection whose server is gone has nothing more to say. */
        bool said_all = channel->operation == CONNECT && channel->outputs[0].ended;
        if (channel != asker && channel->state == CHANNEL_OPEN && !said_all)
            return true;
    }
    return false;
}

void shutdown_step(void) {
    if (phase == NONE)
        return;
    bool alone = nobody_is_left();
    if (alone && !outputs_are_open())
        finish();
    if (boottime() < due)
        return;
    if (phase == KILLING)
        finish();
    phase = KILLING;
    due = boottime() + KILL_PATIENCE;
    signal_all(SIGKILL);
}

void shutdown_by_fault(const char *message, const char *detail) {
    struct text line = {0};
    text_add(&line, message);
    if (detail) {
        text_add(&line, ": ");
        text_add(&line, detail);
    }
    say(line.bytes);
    if (link_room() >= line.length) {
        memcpy(link_payload(), line.bytes, line.length);
        link_commit(FAULT, 0, 0, line.length);
    }
    link_drain(FLUSH_MILLIS / 10);
    signal_all(SIGKILL);
    for (uint64_t until = boottime() + KILL_PATIENCE; !nobody_is_left() && boottime() < until;)
        poll(0, 0, 5);
    asker = 0;
    unmount_all();
    end_guest(1);
}
