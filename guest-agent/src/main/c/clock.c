#include "clock.h"

#include <time.h>

#define NANOS 1000000000ull

static uint64_t now(clockid_t clock) {
    struct timespec time = {0};
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * NANOS + (uint64_t)time.tv_nsec;
}

uint64_t boottime(void) { return now(CLOCK_BOOTTIME); }

uint64_t realtime(void) { return now(CLOCK_REALTIME); }

/* A time the kernel refuses leaves the clock as it was; nothing depends on it. */
void set_realtime(uint64_t nanos) {
    struct timespec time = {.tv_sec = (time_t)(nanos / NANOS), .tv_nsec = (long)(nanos % NANOS)};
    if (nanos)
        clock_settime(CLOCK_REALTIME, &time);
}

#if defined(__x86_64__)
#include <cpuid.h>

#define LEAF_TSC 0x15
#define LEAF_HYPERVISOR 0x40000000u
#define LEAF_HYPERVISOR_TIMING 0x40000010u

uint64_t ticks(void) { return __builtin_ia32_rdtsc(); }

uint64_t ticks_per_second(void) {
    unsigned denominator, numerator, crystal, unused;
    if (__get_cpuid(LEAF_TSC, &denominator, &numerator, &crystal, &unused) && denominator && numerator && crystal)
        return (uint64_t)crystal * numerator / denominator;
    unsigned highest, kilohertz;
    __cpuid(LEAF_HYPERVISOR, highest, numerator, crystal, unused);
    if (highest < LEAF_HYPERVISOR_TIMING || highest > LEAF_HYPERVISOR + 0xffff)
        return 0;
    __cpuid(LEAF_HYPERVISOR_TIMING, kilohertz, numerator, crystal, unused);
    return (uint64_t)kilohertz * 1000;
}
#else
uint64_t ticks(void) { return 0; }

uint64_t ticks_per_second(void) { return 0; }
#endif
