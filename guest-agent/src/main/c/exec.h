#ifndef EXEC_H
#define EXEC_H

#include "channel.h"

/* Where commands run: the descriptor of the box's mount namespace, or -1 for the agent's own (tests). */
void exec_in_namespace(int descriptor);

/* Starts the command that an OPEN asks for, or fails the channel. */
void exec_begin(struct channel *channel, const struct frame *frame);

#endif
