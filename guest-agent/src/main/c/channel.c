#include "channel.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "attach.h"
#include "clock.h"
#include "connect.h"
#include "exec.h"
#include "hangup.h"
#include "input.h"
#include "keep.h"
#include "output.h"
#include "session.h"
#include "shutdown.h"
#include "terminal.h"
#include "wire.h"

struct channel channels[MAX_CHANNELS + 1];
uint32_t highest_channel;

void channel_release(struct channel *channel) {
    input_release(&channel->input);
    command_release(&channel->command);
    attach_leave(channel);
    if (channel->connecting >= 0)
        close(channel->connecting);
    channel->connecting = -1;
}

void channel_kill(struct channel *channel) {
    if (channel->state == CHANNEL_OPEN && channel->command.process > 0)
        session_kill(channel->command.process);
}

void channel_fail(struct channel *channel, enum step step, int error, const char *what, const char *on) {
    channel_kill(channel);
    channel_release(channel);
    channel->state = CHANNEL_FINAL;
    /* It is the last word. */
    channel->owes_opened = channel->owes_answer = channel->owes_kept = channel->input.owes_end = false;
    channel->outputs[0].owes_end = channel->outputs[1].owes_end = false;
    channel->owes_failed = true;
    channel->step = step;
    channel->error = (uint32_t)error;
    channel->message.length = 0;
    text_add(&channel->message, what);
    if (on) {
        text_add(&channel->message, " ");
        text_add(&channel->message, on);
    }
    if (error)
        text_add_errno(&channel->message, error);
}

/* For operations whose answer is made when there is room for it. */
static void answer_begin(struct channel *channel, const struct frame *frame) {
    if (frame->length != 4 || get16(frame->payload + 2)) {
        channel_fail(channel, STEP_REQUEST, EINVAL, "the request is malformed", 0);
        return;
    }
    channel->input.ended = true;
    channel->owes_opened = true;
    channel->owes_answer = true;
    channel->command.started = channel->received;
}

static void begin(struct channel *channel, const struct frame *frame) {
    *channel = (struct channel){.state = CHANNEL_OPEN, .connecting = -1, .received = boottime()};
    if (channel_id(channel) > highest_channel)
        highest_channel = channel_id(channel);
    command_begin(&channel->command);
    input_begin(&channel->input);
    output_begin(&channel->outputs[0]);
    output_begin(&channel->outputs[1]);
    channel->operation = frame->payload[1];
    if (frame->payload[0] != PROTOCOL_VERSION)
        channel_fail(channel, STEP_REQUEST, EPROTONOSUPPORT, "the request's protocol version is not 1", 0);
    else if (shutdown_begun())
        channel_fail(channel, STEP_RESOURCES, ESHUTDOWN, "the box is shutting down", 0);
    else if (channel->operation == EXEC)
        exec_begin(channel, frame);
    else if (channel->operation == SHUTDOWN)
        shutdown_begin(channel, frame);
    else if (channel->operation == ATTACH)
        attach_begin(channel, frame);
    else if (channel->operation == COMMANDS || channel->operation == STATS)
        answer_begin(channel, frame);
    else if (channel->operation == CONNECT)
        connect_begin(channel, frame);
    else
        channel_fail(channel, STEP_REQUEST, ENOSYS, "this agent does not know the operation", 0);
}

static void handle_signal(struct channel *channel, uint8_t number) {
    const struct command *command = channel_command(channel);
    if (number < 1 || number > MAX_SIGNAL)
        channel_fail(channel, STEP_STREAM, EPROTO, "a signal number outside 1 to 64", 0);
    else if (command->process > 0 && !command->ended)
        kill(-command->process, number);
}

static void handle_resize(struct channel *channel, const uint8_t *size) {
    const struct command *command = channel_command(channel);
    if (!channel->input.terminal)
        channel_fail(channel, STEP_STREAM, EPROTO, "RESIZE where there is no terminal", 0);
    else if (!command->ended)
        terminal_resize(command->terminal, get16(size), get16(size + 2));
}

static void handle_keep(struct channel *channel) {
    if (channel->operation == EXEC || channel->operation == ATTACH)
        keep_command(channel);
    else
        channel_fail(channel, STEP_STREAM, EPROTO, "KEEP where there is no command", 0);
}

void channel_free(struct channel *channel) {
    channel->state = CHANNEL_FREE;
    while (highest_channel && channels[highest_channel].state == CHANNEL_FREE)
        highest_channel--;
}

/* A terminal's command is hung up, so that it can save what was edited in it; any other is killed. */
static void reset(struct channel *channel) {
    if (channel->state == CHANNEL_FINAL && !channel->owes_failed && !channel->owes_exit) {
        channel_free(channel);
        return;
    }
    bool hang_up = channel->state == CHANNEL_OPEN && channel->command.terminal >= 0;
    if (!hang_up)
        channel_kill(channel);
    channel_release(channel);
    if (hang_up)
        hangup(channel->command.process);
    channel->state = CHANNEL_CLOSING;
}

static void handle_open_channel(struct channel *channel, const struct frame *frame) {
    switch (frame->type) {
    case DATA: input_receive(channel, frame->payload, frame->length); break;
    case END: input_end(channel); break;
    case CREDIT: output_give_credit(channel, frame->stream, get32(frame->payload)); break;
    case SIGNAL: handle_signal(channel, frame->payload[0]); break;
    case RESIZE: handle_resize(channel, frame->payload); break;
    case KEEP: handle_keep(channel); break;
    }
}

const char *channel_handle(const struct frame *frame) {
    struct channel *channel = &channels[frame->channel];
    if (channel->state == CHANNEL_CLOSING)
        return "a frame between RESET and CLOSED";
    if ((frame->type == OPEN) != (channel->state == CHANNEL_FREE))
        return frame->type == OPEN ? "OPEN on a channel that is not free" : "a frame on a channel that is not open";
    if (frame->type == OPEN)
        begin(channel, frame);
    else if (frame->type == RESET)
        reset(channel);
    else if (channel->state == CHANNEL_OPEN)
        handle_open_channel(channel, frame);
    return 0;
}

void channel_process_ended(pid_t process, int status, const struct rusage *usage) {
    hangup_process_ended(process);
    if (kept_process_ended(process, status, usage))
        return;
    for (struct channel *channel = channels + 1; channel <= channels + highest_channel; channel++) {
        if (channel->state != CHANNEL_OPEN || channel->command.process != process || channel->command.ended)
            continue;
        command_ended(&channel->command, status, usage);
        channel_finish_if_done(channel);
        return;
    }
}

void channel_finish_if_done(struct channel *channel) {
    if (channel->state != CHANNEL_OPEN)
        return;
    if (channel->operation == CONNECT)
        connect_end_if_done(channel);
    if (channel->kept ? !attach_is_done(channel) : !command_is_done(&channel->command))
        return;
    input_release(&channel->input);
    channel->owes_exit = true;
    channel->state = CHANNEL_FINAL;
}
