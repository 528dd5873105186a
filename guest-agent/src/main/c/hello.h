/* The handshake of the link. */
#ifndef HELLO_H
#define HELLO_H

#include <stdint.h>

#include "frames.h"

struct boot_marks {
    uint64_t main_nanos, main_ticks, mounted_nanos;
};

void send_hello(const struct boot_marks *marks);

/* Takes over clock, host name and entropy. Answers 0, or what is wrong with the frame. */
const char *accept_welcome(const struct frame *frame);

/* Takes over the clock, which the host's has run away from. */
void accept_clock(const struct frame *frame);

#endif
