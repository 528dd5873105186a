/* Streams to TCP ports of the guest's own loopback. */
#ifndef CONNECT_H
#define CONNECT_H

#include "channel.h"

/* The operation CONNECT. */
void connect_begin(struct channel *channel, const struct frame *frame);

/* A connection that was under way is made, or has failed. */
void connect_ready(struct channel *channel);

/* Both directions have ended: so has the operation. */
void connect_end_if_done(struct channel *channel);

#endif
