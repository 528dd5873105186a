#include "output.h"

#include <errno.h>

#include "attach.h"
#include "link.h"

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

/* By copying: splice(2) to a virtio-console port breaks it where the pipe holds an empty buffer, as a failed write leaves one. */
void output_pull(struct channel *channel, uint8_t stream) {
    struct output *output = &channel->outputs[stream - STDOUT];
    struct source *source = &channel->command.sources[stream - STDOUT];
    struct iovec slots[LINK_FRAMES];
    int count = link_slots(slots, output->credit);
    if (!count)
        return;
    for (size_t left = source_read(source, slots, count), length; left; left -= length) {
        length = smaller(left, MAX_PAYLOAD);
        link_commit(DATA, channel_id(channel), stream, length);
        output->credit -= HEADER_BYTES + (uint32_t)length;
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
