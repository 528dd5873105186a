/* The orderly end of the guest. */
#ifndef SHUTDOWN_H
#define SHUTDOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "channel.h"

/* The operation SHUTDOWN: SIGTERM now, the rest by shutdown_step. */
void shutdown_begin(struct channel *channel, const struct frame *frame);
bool shutdown_begun(void);

/* Goes on with a shutdown that was begun. Does not return once all has ended. */
void shutdown_step(void);

/* When shutdown_step must be called next, by boottime(); UINT64_MAX for never. */
uint64_t shutdown_due(void);

/* The descriptor that keeps the box's mounts alive, -1 for none (tests). */
void shutdown_closes_namespace(int descriptor);

/* The link is gone or broken: says so to console and host, kills all at once, unmounts, ends. */
_Noreturn void shutdown_by_fault(const char *message, const char *detail);

#endif
