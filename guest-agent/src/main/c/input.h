/* Standard input of a command. */
#ifndef INPUT_H
#define INPUT_H

#include "channel.h"

void input_begin(struct input *input);
void input_receive(struct channel *channel, const uint8_t *bytes, uint32_t length);
void input_end(struct channel *channel);

/* The pipe has room, or its reader is gone. */
void input_ready(struct channel *channel, bool reader_gone);

/* The credit to give back now, 0 for none. */
uint32_t input_credit_due(const struct input *input);
void input_release(struct input *input);

#endif
