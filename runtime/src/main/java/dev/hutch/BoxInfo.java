package dev.hutch;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A box at one moment.
 *
 * @param id its id
 * @param name its name, empty if it has none
 * @param state what it is doing
 * @param spec what was asked for; the defaults where the box's record cannot be read, which {@code
 *     failure} then says
 * @param created when it was created, to the millisecond
 * @param started when its newest start began; empty if it was never started
 * @param failure why it failed or is unknown; empty in every other state
 * @param pid the shim's process id on this host; empty if none runs
 */
public record BoxInfo(
    String id,
    String name,
    BoxState state,
    BoxSpec spec,
    Instant created,
    Optional<Instant> started,
    Optional<BoxFailure> failure,
    OptionalInt pid) {}
