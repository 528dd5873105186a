#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/* Nanoseconds since the guest's kernel started. */
uint64_t boottime(void);
uint64_t realtime(void);
/* 0 leaves it alone. */
void set_realtime(uint64_t nanos);

/* The time-stamp counter, and its frequency where the (virtual) processor tells it; else 0. */
uint64_t ticks(void);
uint64_t ticks_per_second(void);

#endif
