/**
 * The boot profiler: where the milliseconds of a box's start go, over many starts.
 *
 * <p>Begin with {@link dev.hutch.perf.BootProfiler}.
 */
@NullMarked
package dev.hutch.perf;

import org.jspecify.annotations.NullMarked;
