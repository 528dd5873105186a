package dev.hutch.vmm.control;

/**
 * What the guest's agent reports of its own start; unproven, as everything a guest says.
 *
 * @param kernelRelease {@code uname -r} of the guest, control characters removed
 * @param realtimeNanos the guest's CLOCK_REALTIME at its greeting, in ns
 * @param mainNanos guest CLOCK_BOOTTIME at the agent's first instruction, in ns
 * @param mountedNanos guest CLOCK_BOOTTIME when all mounts were made, in ns
 * @param helloNanos guest CLOCK_BOOTTIME at the greeting, in ns
 * @param mainTsc time-stamp counter at the agent's first instruction, 0 if unknown
 * @param helloTsc time-stamp counter at the greeting, 0 if unknown
 * @param tscHertz ticks of the time-stamp counter per second, 0 if unknown
 */
public record GuestStart(
    String kernelRelease,
    long realtimeNanos,
    long mainNanos,
    long mountedNanos,
    long helloNanos,
    long mainTsc,
    long helloTsc,
    long tscHertz) {}
