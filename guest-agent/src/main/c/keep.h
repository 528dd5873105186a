/* Commands whose client lets them go on without it. */
#ifndef KEEP_H
#define KEEP_H

#include "channel.h"

/* From now on the channel is but a client of its command, which is kept; or says why that cannot be. */
void keep_command(struct channel *channel);

#endif
