package dev.hutch;

import java.time.Instant;

/**
 * Why a box failed, as it was recorded, or is unknown.
 *
 * @param when when that was seen, to the millisecond
 * @param phase the phase of its start, as in {@link StartTimeline}, or {@code running}; empty where
 *     nobody saw it
 * @param message what failed, for a person
 * @param consoleTail the end of what the guest wrote to its console, at most 4 KiB
 */
public record BoxFailure(Instant when, String phase, String message, String consoleTail) {}
