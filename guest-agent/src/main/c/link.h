/* The one connection to the host: a buffer in, a buffer out, never blocking. */
#ifndef LINK_H
#define LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "frames.h"

/* As many of the largest fit the buffer of either direction: a stream's window. */
#define LINK_FRAMES 4

void link_open(int descriptor);
int link_descriptor(void);

/* Reads what is there. False: the host is gone. */
bool link_fill(void);

/* The next whole frame; its payload lives until the next link_fill. False: none. `*error` is set for a broken one. */
bool link_next(struct frame *frame, const char **error);

/* Bytes of payload that one more frame could have now. */
size_t link_room(void);

/* Where the payload of the next frame goes, for up to link_room() bytes. */
uint8_t *link_payload(void);

/*
 * Where the payloads of the next frames go, each but the last of them of the largest size, for `most` bytes in all with their
 * headers. Answers how many there are, at most LINK_FRAMES. Filled from the first on, they are committed one after the other.
 */
int link_slots(struct iovec *slots, size_t most);

/* Sends the frame whose payload lies at link_payload(). */
void link_commit(uint8_t type, uint32_t channel, uint8_t stream, size_t length);

/* Writes as much as the port takes. False: the host is gone. */
bool link_flush(void);
bool link_has_output(void);

/* Flushes, waiting for the port up to so long. */
void link_drain(int millis);

#endif
