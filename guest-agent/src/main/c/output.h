/* Standard output and standard error of a command. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "channel.h"

void output_begin(struct output *output);
void output_give_credit(struct channel *channel, uint8_t stream, uint32_t bytes);

/* May bytes of this output be sent now, as far as its credit goes? */
bool output_wants_poll(const struct channel *channel, uint8_t stream);

/* Passes on one frame of what is there, or its end. */
void output_pull(struct channel *channel, uint8_t stream);

/* Notes the end of those whose sources have ended. */
void output_settle(struct channel *channel);

#endif
