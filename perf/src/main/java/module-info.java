/** The boot profiler and the benchmarks. */
module dev.hutch.perf {
  requires static org.jspecify;
  requires dev.hutch.runtime;
}
