#include "emit.h"

#include <string.h>

#include "channel.h"
#include "clock.h"
#include "input.h"
#include "link.h"
#include "stats.h"
#include "wire.h"

/* The largest answer, and what a channel says before and after it. */
#define ANSWER_ROOM (KEPT_LIST_BYTES + 1024)
/* The largest frame a channel can owe without being asked. */
#define ENOUGH_ROOM (FAILED_BYTES + sizeof((struct text *)0)->bytes)

static void emit_opened(struct channel *channel) {
    uint8_t *payload = link_payload();
    const struct command *command = channel_command(channel);
    put32(payload, (uint32_t)command->process);
    put32(payload + 4, channel->kept_id);
    put64(payload + 8, channel->received);
    put64(payload + 16, command->started);
    link_commit(OPENED, channel_id(channel), 0, OPENED_BYTES);
    channel->owes_opened = false;
}

static void emit_kept(struct channel *channel) {
    uint8_t *payload = link_payload();
    put32(payload, channel->kept_id);
    put32(payload + 4, channel->keep_error);
    link_commit(KEPT, channel_id(channel), 0, KEPT_ANSWER_BYTES);
    channel->owes_kept = false;
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
    payload[0] = command_kind(&channel->command);
    payload[1] = channel->lost || command_was_cut(&channel->command) ? EXIT_OUTPUT_CUT : 0;
    put16(payload + 2, 0);
    put32(payload + 4, command_value(&channel->command));
    uint64_t end = channel->command.ended ? channel->command.finished : boottime();
    put64(payload + 8, end - channel->command.started);
    put64(payload + 16, micros(channel->command.usage.ru_utime));
    put64(payload + 24, micros(channel->command.usage.ru_stime));
    put64(payload + 32, (uint64_t)channel->command.usage.ru_maxrss);
    link_commit(EXIT, channel_id(channel), 0, EXIT_BYTES);
    channel->owes_exit = false;
    /* RESET may be long in coming: nothing is held until then. */
    channel_release(channel);
}

/* A frame of what was asked for, and its end. */
static void emit_answer(struct channel *channel) {
    size_t length = channel->operation == STATS ? stats_write(link_payload()) : kept_list(link_payload());
    if (length)
        link_commit(DATA, channel_id(channel), STDOUT, length);
    emit_end(channel, STDOUT, &channel->owes_answer);
    channel->command.ended = true;
    channel->command.finished = boottime();
    channel_finish_if_done(channel);
}

static void emit_streams(struct channel *channel) {
    if (channel->owes_opened)
        emit_opened(channel);
    if (channel->owes_kept)
        emit_kept(channel);
    if (channel->owes_answer && link_room() >= ANSWER_ROOM)
        emit_answer(channel);
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
        channel_free(channel);
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
    for (struct channel *channel = channels + 1; channel <= channels + highest_channel; channel++) {
        /* A channel says at most eight things, the rest of them of a few bytes. */
        if (link_room() < ENOUGH_ROOM * 2)
            return;
        if (channel->state != CHANNEL_FREE)
            emit_for(channel);
    }
}
