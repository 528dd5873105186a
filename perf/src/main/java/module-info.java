/** The boot profiler. */
module dev.hutch.perf {
  requires static org.jspecify;
  requires transitive dev.hutch.runtime;

  exports dev.hutch.perf;
}
