#include "attach.h"

#include <errno.h>
#include <fcntl.h>

#include "kept.h"
#include "link.h"
#include "wire.h"

#define ATTACH_FLAGS (ATTACH_NO_STDIN | ATTACH_NO_FOLLOW | ATTACH_FORGET | ATTACH_HOLD)

static uint64_t start(const struct kept *kept, int output, uint32_t replay) {
    uint64_t total = kept->outputs[output].total, oldest = kept_oldest(kept, output);
    return total - oldest > replay ? total - replay : oldest;
}

void attach_join(struct channel *channel, struct kept *kept, uint16_t flags, uint32_t replay) {
    channel->kept = kept;
    channel->kept_id = kept->id;
    channel->attach_flags = flags;
    kept->attached++;
    for (int i = 0; i < 2; i++) {
        channel->outputs[i].position = start(kept, i, replay);
        channel->outputs[i].until = flags & ATTACH_NO_FOLLOW ? kept->outputs[i].total : UINT64_MAX;
    }
}

void attach(struct channel *channel, struct kept *kept, uint16_t flags, uint32_t replay) {
    struct input *input = &channel->input;
    input->terminal = kept->on_terminal;
    input->ended = flags & ATTACH_NO_STDIN || kept->input < 0;
    if (!input->ended) {
        input->pipe = fcntl(kept->input, F_DUPFD_CLOEXEC, 0);
        if (input->pipe < 0) {
            channel_fail(channel, STEP_RESOURCES, errno, "no descriptor for the command's standard input", 0);
            return;
        }
    }
    attach_join(channel, kept, flags, replay);
    channel->owes_opened = true;
}

void attach_begin(struct channel *channel, const struct frame *frame) {
    uint16_t flags = get16(frame->payload + 2);
    if (frame->length != ATTACH_BYTES || flags & ~ATTACH_FLAGS) {
        channel_fail(channel, STEP_REQUEST, EINVAL, "the request to attach is malformed", 0);
        return;
    }
    struct kept *kept = kept_find(get32(frame->payload + 4));
    if (kept)
        attach(channel, kept, flags, get32(frame->payload + 8));
    else
        channel_fail(channel, STEP_REQUEST, ESRCH, "no command is kept under this id", 0);
}

void attach_leave(struct channel *channel) {
    struct kept *kept = channel->kept;
    channel->kept = 0;
    if (kept)
        kept_leave(kept);
}

size_t attach_room(const struct kept *kept, int output) {
    uint64_t oldest = kept->outputs[output].total;
    if (!kept->attached)
        return KEPT_BYTES;
    for (const struct channel *channel = channels + 1; channel <= channels + highest_channel; channel++) {
        bool holds = channel->kept == kept && channel->attach_flags & ATTACH_HOLD;
        if (holds && channel->outputs[output].position < oldest)
            oldest = channel->outputs[output].position;
    }
    return (size_t)(KEPT_BYTES - (kept->outputs[output].total - oldest));
}

static uint64_t end_of(const struct channel *channel, int output) {
    uint64_t total = channel->kept->outputs[output].total, until = channel->outputs[output].until;
    return total < until ? total : until;
}

bool attach_wants_copy(const struct channel *channel, uint8_t stream) {
    const struct output *output = &channel->outputs[stream - STDOUT];
    return channel->kept && !channel->owes_opened && output->credit > HEADER_BYTES
           && output->position < end_of(channel, stream - STDOUT);
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

void attach_copy(struct channel *channel, uint8_t stream) {
    int i = stream - STDOUT;
    struct output *output = &channel->outputs[i];
    uint64_t oldest = kept_oldest(channel->kept, i), end = end_of(channel, i);
    if (output->position < oldest) {
        channel->lost = true;
        output->position = oldest;
    }
    if (output->position >= end)
        return;
    size_t most = smaller(link_room(), output->credit - HEADER_BYTES);
    most = smaller(most, (size_t)(end - output->position));
    size_t got = kept_copy(channel->kept, i, output->position, link_payload(), most);
    if (!got)
        return;
    link_commit(DATA, channel_id(channel), stream, got);
    output->credit -= HEADER_BYTES + (uint32_t)got;
    output->position += got;
}

bool attach_output_ended(const struct channel *channel, int output) {
    uint64_t position = channel->outputs[output].position;
    bool closed = channel->kept->command.sources[output].pipe < 0;
    return position >= channel->outputs[output].until || (closed && position >= channel->kept->outputs[output].total);
}

/* Without its descriptors, which stay the kept command's. */
static void take_result(struct channel *channel) {
    const struct command *from = &channel->kept->command;
    channel->command = *from;
    channel->command.terminal = -1;
    for (int i = 0; i < 2; i++)
        channel->command.sources[i].pipe = -1;
}

bool attach_is_done(struct channel *channel) {
    bool follows = !(channel->attach_flags & ATTACH_NO_FOLLOW);
    if (!channel->outputs[0].ended || !channel->outputs[1].ended || (follows && !channel->kept->command.ended))
        return false;
    take_result(channel);
    if (channel->attach_flags & ATTACH_FORGET && command_is_done(&channel->kept->command))
        channel->kept->forget = true;
    attach_leave(channel);
    return true;
}
