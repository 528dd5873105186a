/**
 * Carries the agent's frames between one guest and many clients, in one thread and one {@code poll}
 * loop. Guest and clients are hostile to each other and to the relay: what each may make it hold is
 * bounded by credit.
 */
@NullMarked
package dev.hutch.vmm.relay;

import org.jspecify.annotations.NullMarked;
