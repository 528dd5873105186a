/**
 * The JMH benchmarks behind {@code perf/run jmh}: what one call costs, where nothing else has to
 * run by turns with it. Those in {@code bench} beside them are measured against C programs.
 */
@NullMarked
package dev.hutch.perf.jmh;

import org.jspecify.annotations.NullMarked;
