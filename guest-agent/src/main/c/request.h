/* The request of an EXEC, taken apart. There is one at a time: it is used up before the next frame is read. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdint.h>

#include "frames.h"
#include "protocol.h"

struct exec_request {
    uint16_t flags;
    uint32_t user, group;
    const char *directory;
    char *arguments[MAX_ARGUMENTS + 1];
    /* One more than the host may send: for PATH. */
    char *environment[MAX_ENVIRONMENT + 2];
    const char *search_path;
};

/* Answers 0 with `*request` pointing to static memory, or what is wrong. */
const char *parse_exec_request(const struct frame *frame, struct exec_request **request);

#endif
