/* The body of a request to `files`, taken apart. */
#ifndef FILEREQUEST_H
#define FILEREQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "filestream.h"

struct file_request {
    uint8_t flags;
    /* In the order of the body. */
    uint64_t numbers[4];
    const char *paths[2];
    const uint8_t *bytes;
    uint32_t byte_count;
};

/*
 * Takes a body apart as its format says: `4` and `8` a number of so many bytes, `p` a path, `b` bytes to the end. False where
 * it is not of that format to the byte. Paths are made strings where they are, so this can be done once.
 */
bool filerequest_parse(struct file_message *message, const char *format, struct file_request *request);

#endif
