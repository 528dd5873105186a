/* Standard output and standard error of a command. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "channel.h"

void output_begin(struct output *output);
void output_give_credit(struct channel *channel, uint8_t stream, uint32_t bytes);

/* May bytes of this output be sent now, as far as its credit goes? */
bool output_wants_poll(const struct output *output);

/* Passes on one frame of what is in the pipe, or its end. */
void output_pull(struct channel *channel, uint8_t stream);

/* The grace after the command's end is over: only what is in the pipes now will still be passed on. */
void output_limit(struct channel *channel);
void output_release(struct output *output);

#endif
