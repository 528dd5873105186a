#include "output.h"

#include <errno.h>

#include "attach.h"
#include "link.h"

/* With its header one write to a virtio-console port, which takes 32 KiB at a time. */
#define CHUNK (32768 - HEADER_BYTES)

void output_begin(struct output *output) { *output = (struct output){.credit = WINDOW}; }

void output_give_credit(struct channel *channel, uint8_t stream, uint32_t bytes) {
    struct output *output = &channel->outputs[stream - STDOUT];
    if (bytes == 0 || bytes > WINDOW - output->credit)
        channel_fail(channel, STEP_STREAM, EPROTO, "more credit than the window", 0);
    else
        output->credit += bytes;
}

bool output_wants_poll(const struct channel *channel, uint8_t stream) {
    int i = stream - STDOUT;
    if (channel->kept)
        return false;
    return channel->command.sources[i].pipe >= 0 && channel->outputs[i].credit > HEADER_BYTES;
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

void output_pull(struct channel *channel, uint8_t stream) {
    struct output *output = &channel->outputs[stream - STDOUT];
    struct source *source = &channel->command.sources[stream - STDOUT];
    size_t most = smaller(smaller(CHUNK, link_room()), output->credit - HEADER_BYTES);
    if (!most)
        return;
    size_t got = source_read(source, link_payload(), most);
    if (got) {
        link_commit(DATA, channel_id(channel), stream, got);
        output->credit -= HEADER_BYTES + (uint32_t)got;
    }
    output_settle(channel);
}

void output_settle(struct channel *channel) {
    for (int i = 0; i < 2 && channel->state == CHANNEL_OPEN; i++) {
        struct output *output = &channel->outputs[i];
        bool ended = channel->kept ? attach_output_ended(channel, i) : channel->command.sources[i].pipe < 0;
        if (output->ended || !ended || channel->connecting >= 0)
            continue;
        if (channel->command.sources[i].error) {
            channel_fail(channel, STEP_CONNECT, (int)channel->command.sources[i].error, "the connection broke", 0);
            return;
        }
        output->ended = true;
        output->owes_end = true;
    }
    channel_finish_if_done(channel);
}
