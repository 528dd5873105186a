/* Clients of kept commands. */
#ifndef ATTACH_H
#define ATTACH_H

#include "channel.h"

/* The operation ATTACH. */
void attach_begin(struct channel *channel, const struct frame *frame);

/* Makes the channel a client of the command. `replay`: of each output, how many bytes of the past it gets at most. */
void attach(struct channel *channel, struct kept *kept, uint16_t flags, uint32_t replay);

/* As attach, with the standard input that it has. */
void attach_join(struct channel *channel, struct kept *kept, uint16_t flags, uint32_t replay);

/* The channel leaves its command, if it has one; the command goes on. */
void attach_leave(struct channel *channel);

/* What its command's outputs may read without overwriting what a client wants to have all of. */
size_t attach_room(const struct kept *kept, int output);

/* Is there something of the stream to pass on to the client, as far as its credit goes? */
bool attach_wants_copy(const struct channel *channel, uint8_t stream);

/* Passes on one frame of it. */
void attach_copy(struct channel *channel, uint8_t stream);

/* Has the client got all that it will get of this output? */
bool attach_output_ended(const struct channel *channel, int output);

/* If it has got all, and its command has ended or is not to be waited for: takes over how it ended, and leaves. */
bool attach_is_done(struct channel *channel);

#endif
