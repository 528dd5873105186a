#include "emit.h"

#include <string.h>
#include <sys/wait.h>

#include "channel.h"
#include "input.h"
#include "link.h"
#include "wire.h"

/* The largest frame a channel can owe. */
#define ENOUGH_ROOM (FAILED_BYTES + sizeof((struct text *)0)->bytes)

static void emit_opened(struct channel *channel) {
    uint8_t *payload = link_payload();
    put32(payload, (uint32_t)channel->command.process);
    put32(payload + 4, 0);
    put64(payload + 8, channel->received);
    put64(payload + 16, channel->command.started);
    link_commit(OPENED, channel_id(channel), 0, OPENED_BYTES);
    channel->owes_opened = false;
}

static void emit_credit(struct channel *channel, uint32_t due) {
    put32(link_payload(), due);
    link_commit(CREDIT, channel_id(channel), STDIN, 4);
    channel->input.allowed += due;
    channel->input.consumed -= due;
}

static void emit_end(struct channel *channel, uint8_t stream, bool *owed) {
    link_commit(END, channel_id(channel), stream, 0);
    *owed = false;
}

static void emit_failed(struct channel *channel) {
    uint8_t *payload = link_payload();
    put32(payload, channel->error);
    payload[4] = (uint8_t)channel->step;
    payload[5] = 0;
    put16(payload + 6, (uint16_t)channel->message.length);
    memcpy(payload + FAILED_BYTES, channel->message.bytes, channel->message.length);
    link_commit(FAILED, channel_id(channel), 0, FAILED_BYTES + channel->message.length);
    channel->owes_failed = false;
}

static uint64_t micros(struct timeval time) { return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec; }

static void emit_exit(struct channel *channel) {
    uint8_t *payload = link_payload();
    bool signaled = WIFSIGNALED(channel->command.status);
    payload[0] = signaled ? SIGNALED : EXITED;
    payload[1] = command_was_cut(&channel->command) ? EXIT_OUTPUT_CUT : 0;
    put16(payload + 2, 0);
    put32(payload + 4, (uint32_t)(signaled ? WTERMSIG(channel->command.status) : WEXITSTATUS(channel->command.status)));
    put64(payload + 8, channel->command.finished - channel->command.started);
    put64(payload + 16, micros(channel->command.usage.ru_utime));
    put64(payload + 24, micros(channel->command.usage.ru_stime));
    put64(payload + 32, (uint64_t)channel->command.usage.ru_maxrss);
    link_commit(EXIT, channel_id(channel), 0, EXIT_BYTES);
    channel->owes_exit = false;
}

static void emit_streams(struct channel *channel) {
    if (channel->owes_opened)
        emit_opened(channel);
    uint32_t due = channel->state == CHANNEL_OPEN ? input_credit_due(&channel->input) : 0;
    if (due)
        emit_credit(channel, due);
    if (channel->input.owes_end)
        emit_end(channel, STDIN, &channel->input.owes_end);
    for (uint8_t i = 0; i < 2; i++) {
        if (channel->outputs[i].owes_end)
            emit_end(channel, STDOUT + i, &channel->outputs[i].owes_end);
    }
}

static void emit_for(struct channel *channel) {
    if (channel->state == CHANNEL_CLOSING) {
        link_commit(CLOSED, channel_id(channel), 0, 0);
        channel->state = CHANNEL_FREE;
        return;
    }
    if (!channel->owes_failed)
        emit_streams(channel);
    if (channel->owes_failed)
        emit_failed(channel);
    if (channel->owes_exit)
        emit_exit(channel);
}

void emit_owed(void) {
    for (struct channel *channel = channels + 1; channel <= channels + MAX_CHANNELS; channel++) {
        /* A channel says at most seven things, the rest of them of a few bytes. */
        if (link_room() < ENOUGH_ROOM * 2)
            return;
        if (channel->state != CHANNEL_FREE)
            emit_for(channel);
    }
}
