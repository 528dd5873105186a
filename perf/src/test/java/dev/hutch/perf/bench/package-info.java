/**
 * The benchmarks behind {@code perf/run}: each prints a table, none asserts. They run on the class
 * path and look behind the public API, which the profiler beside them does not.
 */
@NullMarked
package dev.hutch.perf.bench;

import org.jspecify.annotations.NullMarked;
