/* Where a command's output comes from: a pipe's end, or the terminal's. */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "bulk.h"

struct source {
    /* -1 once it has ended. */
    int pipe;
    bool terminal;
    struct bulk bulk;
    /* Once the grace after the command's end is over: how much is left to pass on. */
    bool limited, cut;
    uint32_t left;
    /* Why it ended, 0 for the usual end. */
    int error;
};

void source_begin(struct source *source);

/* Reads what is there into these places, which it may shorten; 0 for nothing. It has ended if it is closed afterwards. */
size_t source_read(struct source *source, struct iovec *places, int count);

/* Only what waits now will still be passed on; where that is nothing, the source ends. */
void source_limit(struct source *source);
void source_release(struct source *source);

#endif
