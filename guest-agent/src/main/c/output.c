#include "output.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "link.h"

/* With its header one write to a virtio-console port, which takes 32 KiB at a time. */
#define CHUNK (32768 - HEADER_BYTES)

void output_begin(struct output *output) { *output = (struct output){.pipe = -1, .credit = WINDOW}; }

void output_release(struct output *output) {
    if (output->pipe >= 0)
        close(output->pipe);
    output->pipe = -1;
}

static void end(struct channel *channel, struct output *output) {
    output_release(output);
    output->owes_end = true;
    channel_finish_if_done(channel);
}

static void cut(struct channel *channel, struct output *output) {
    channel->output_cut = true;
    end(channel, output);
}

void output_give_credit(struct channel *channel, uint8_t stream, uint32_t bytes) {
    struct output *output = &channel->outputs[stream - STDOUT];
    if (bytes == 0 || bytes > WINDOW - output->credit)
        channel_fail(channel, STEP_STREAM, EPROTO, "more credit than the window", 0);
    else
        output->credit += bytes;
}

bool output_wants_poll(const struct output *output) { return output->pipe >= 0 && output->credit > HEADER_BYTES; }

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

void output_pull(struct channel *channel, uint8_t stream) {
    struct output *output = &channel->outputs[stream - STDOUT];
    size_t most = smaller(smaller(CHUNK, link_room()), output->credit - HEADER_BYTES);
    if (output->limited)
        most = smaller(most, output->left);
    if (!most)
        return;
    ssize_t got = read(output->pipe, link_payload(), most);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        end(channel, output);
        return;
    }
    link_commit(DATA, channel_id(channel), stream, (size_t)got);
    output->credit -= HEADER_BYTES + (uint32_t)got;
    output->left -= output->limited ? (uint32_t)got : 0;
    if (output->limited && !output->left)
        cut(channel, output);
}

void output_limit(struct channel *channel) {
    for (int i = 0; i < 2; i++) {
        struct output *output = &channel->outputs[i];
        int waiting = 0;
        if (output->pipe < 0 || output->limited)
            continue;
        if (ioctl(output->pipe, FIONREAD, &waiting) || waiting <= 0) {
            cut(channel, output);
            continue;
        }
        output->limited = true;
        output->left = (uint32_t)waiting;
    }
}
