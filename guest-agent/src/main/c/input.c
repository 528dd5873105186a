#include "input.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "terminal.h"

void input_begin(struct input *input) { *input = (struct input){.pipe = -1, .last = '\n', .allowed = WINDOW}; }

static void close_pipe(struct input *input) {
    if (input->pipe >= 0)
        close(input->pipe);
    input->pipe = -1;
}

void input_release(struct input *input) {
    close_pipe(input);
    if (input->ring)
        munmap(input->ring, WINDOW);
    input->ring = 0;
    input->length = 0;
}

/* The command closed its end: what is held and what still comes is consumed unseen, and the host learns why. */
static void reader_is_gone(struct input *input) {
    input->consumed += input->length;
    input->reader_gone = true;
    input->owes_end = true;
    input_release(input);
}

/* How much the pipe took. */
static uint32_t write_pipe(struct channel *channel, const uint8_t *bytes, uint32_t length) {
    bulk_passes(&channel->input.bulk, channel->input.pipe, length);
    ssize_t put = write(channel->input.pipe, bytes, length);
    if (put >= 0)
        return (uint32_t)put;
    if (errno == EAGAIN || errno == EINTR)
        return 0;
    /* A socket tells its error once: its reading side will have to say what it was. EIO: a terminal without its command. */
    if (channel->input.socket && errno != EPIPE)
        channel->command.sources[0].error = errno;
    reader_is_gone(&channel->input);
    return 0;
}

static void keep(struct channel *channel, const uint8_t *bytes, uint32_t length) {
    struct input *input = &channel->input;
    if (!input->ring) {
        void *ring = mmap(0, WINDOW, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (ring == MAP_FAILED) {
            channel_fail(channel, STEP_RESOURCES, errno, "no memory for standard input", 0);
            return;
        }
        input->ring = ring;
    }
    /* Credit keeps the sum within the ring. */
    uint32_t tail = (input->head + input->length) % WINDOW;
    uint32_t first = length < WINDOW - tail ? length : WINDOW - tail;
    memcpy(input->ring + tail, bytes, first);
    memcpy(input->ring, bytes + first, length - first);
    input->length += length;
}

/* To the pipe, and what it does not take into the ring. */
static void pass_on(struct channel *channel, const uint8_t *bytes, uint32_t length) {
    struct input *input = &channel->input;
    input->last = bytes[length - 1];
    if (input->pipe >= 0 && !input->length) {
        uint32_t put = write_pipe(channel, bytes, length);
        input->consumed += put;
        bytes += put;
        length -= put;
    }
    if (input->pipe < 0 && !input->awaited)
        input->consumed += length;
    else if (length)
        keep(channel, bytes, length);
}

void input_receive(struct channel *channel, const uint8_t *bytes, uint32_t length) {
    struct input *input = &channel->input;
    if (input->ended || HEADER_BYTES + length > input->allowed) {
        channel_fail(channel, STEP_STREAM, EPROTO, input->ended ? "DATA after END" : "DATA without credit", 0);
        return;
    }
    input->allowed -= HEADER_BYTES + length;
    input->consumed += HEADER_BYTES;
    pass_on(channel, bytes, length);
    channel_finish_if_done(channel);
}

/* A terminal goes on after its end of input; a kept command's pipe would stay open by the hold on it. */
static void finish(struct channel *channel) {
    if (channel->input.socket && channel->input.pipe >= 0)
        shutdown(channel->input.pipe, SHUT_WR);
    close_pipe(&channel->input);
    if (channel->kept && !channel->input.terminal)
        kept_close_input(channel->kept);
    channel_finish_if_done(channel);
}

void input_end(struct channel *channel) {
    struct input *input = &channel->input;
    uint8_t typed[2];
    if (input->ended) {
        channel_fail(channel, STEP_STREAM, EPROTO, "END twice", 0);
        return;
    }
    input->ended = true;
    uint32_t count = input->terminal && input->pipe >= 0 ? terminal_end_of_input(input->pipe, input->last, typed) : 0;
    if (count)
        pass_on(channel, typed, count);
    if (!input->length && !input->awaited)
        finish(channel);
}

void input_ready(struct channel *channel, bool reader_gone) {
    struct input *input = &channel->input;
    if (reader_gone && input->pipe >= 0)
        reader_is_gone(input);
    while (input->pipe >= 0 && input->length) {
        uint32_t run = WINDOW - input->head;
        uint32_t put = write_pipe(channel, input->ring + input->head, input->length < run ? input->length : run);
        if (!put)
            break;
        input->head = (input->head + put) % WINDOW;
        input->length -= put;
        input->consumed += put;
    }
    if (input->ended && !input->length)
        finish(channel);
    channel_finish_if_done(channel);
}

uint32_t input_credit_due(const struct input *input) {
    return !input->ended && input->consumed >= CREDIT_QUANTUM ? input->consumed : 0;
}
