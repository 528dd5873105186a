/*
 * One operation. Nothing is queued for the host: a channel remembers what it owes, and says it when the link has room, so a
 * host that asks much and reads little costs no memory.
 */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "command.h"
#include "frames.h"
#include "kept.h"
#include "protocol.h"
#include "text.h"

enum channel_state {
    CHANNEL_FREE,
    CHANNEL_OPEN,
    /* EXIT or FAILED is owed or said; the host's RESET is awaited. */
    CHANNEL_FINAL,
    /* RESET came before EXIT or FAILED was said: CLOSED is owed in their place. */
    CHANNEL_CLOSING,
};

/* The command's standard input: host -> ring -> pipe or terminal. */
struct input {
    int pipe;
    struct bulk bulk;
    bool terminal, socket, ended;
    /* There is no pipe yet; what comes waits in the ring. */
    bool awaited;
    bool reader_gone, owes_end;
    /* The last byte for a terminal: is a line begun? */
    uint8_t last;
    /* What the host may still send; what of the rest was consumed but not yet given back. */
    uint32_t allowed, consumed;
    uint8_t *ring;
    uint32_t head, length;
};

/* One of the command's outputs, as far as the host is concerned. */
struct output {
    uint32_t credit;
    /* Nothing more will come; the host is still to be told so. */
    bool ended, owes_end;
    /* Of a kept command's: what the host gets next, and where it stops. */
    uint64_t position, until;
};

struct channel {
    enum channel_state state;
    enum operation operation;
    bool owes_opened, owes_answer, owes_kept, owes_failed, owes_exit;
    uint64_t received;
    struct command command;
    /* The command of which the channel is but a client, or 0; its id even after it was left. */
    struct kept *kept;
    uint32_t kept_id, keep_error;
    uint16_t attach_flags;
    /* The client did not get all of what is kept no longer. */
    bool lost;
    /* Of a CONNECT: the socket until it is connected, or -1. */
    int connecting;
    uint16_t port;
    bool second_try;
    struct input input;
    struct output outputs[2];
    uint32_t error;
    enum step step;
    /* What the command is called; of an operation that failed, why. */
    struct text message;
};

extern struct channel channels[MAX_CHANNELS + 1];

/* The highest that is not free; 0 where all are. Each round of the loop looks at all up to here. */
extern uint32_t highest_channel;

/* Handles a frame on a channel. Answers 0, or how it breaks the link. */
const char *channel_handle(const struct frame *frame);

/* Ends the operation by FAILED: kills what runs, closes what is open. `on` may be 0. */
void channel_fail(struct channel *channel, enum step step, int error, const char *what, const char *on);

/* Closes and frees all that the operation holds, but does not touch its processes. */
void channel_release(struct channel *channel);

/* Its id may be used again. */
void channel_free(struct channel *channel);

/* Kills the command if it may still run. */
void channel_kill(struct channel *channel);

/* A process ended; if it is a channel's command, the channel learns so. */
void channel_process_ended(pid_t process, int status, const struct rusage *usage);

/* Once command and both outputs have ended: the end of the operation. */
void channel_finish_if_done(struct channel *channel);

/* Its own command, or the kept one it is a client of. */
static inline struct command *channel_command(struct channel *channel) {
    return channel->kept ? &channel->kept->command : &channel->command;
}

static inline uint32_t channel_id(const struct channel *channel) { return (uint32_t)(channel - channels); }

#endif
