/* The request of an EXEC, taken apart. There is one at a time: it is used up before the next frame is read. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdint.h>

#include "frames.h"
#include "protocol.h"

struct limit {
    uint8_t resource;
    uint64_t soft, hard;
};

struct exec_request {
    uint16_t flags;
    uint32_t user, group;
    /* `user[:group]` in place of the numbers, or 0. */
    const char *user_name;
    uint16_t columns, rows;
    int8_t nice;
    uint8_t limit_count;
    struct limit limits[MAX_LIMITS];
    const char *directory;
    char *arguments[MAX_ARGUMENTS + 1];
    /* More than the host may send: for PATH, TERM and HOME. */
    char *environment[MAX_ENVIRONMENT + 4];
    const char *search_path;
};

/* Answers 0 with `*request` pointing to static memory, or what is wrong. */
const char *parse_exec_request(const struct frame *frame, struct exec_request **request);

/* Adds a variable, `NAME=value`, where the command has none of the name. Answers its entry. */
char *add_variable(struct exec_request *request, char *entry);

#endif
