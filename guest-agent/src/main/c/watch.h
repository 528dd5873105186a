/* What the loop waits for. */
#ifndef WATCH_H
#define WATCH_H

#include <stdint.h>

#include "channel.h"

/* Below this the outputs wait, so that channels can still say what they owe. */
#define OUTPUT_ROOM 16384

/* In place of a stream's number. */
#define CONNECTING 3

struct watched {
    /* One of the two. */
    struct channel *channel;
    struct kept *kept;
    uint8_t stream;
    /* As poll has it. */
    short events;
};

/* Waits until something can be done; answers what the link is ready for. */
short watch_round(void);

/* The next that is ready after this one, 0 for the first one. Answers 0 at the end. */
struct watched *watch_next(struct watched *previous);

/* Channel number i of this round, which starts at another one each time so that none is always served first. */
struct channel *watch_in_turn(uint32_t i);

#endif
