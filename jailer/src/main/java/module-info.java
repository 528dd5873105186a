/** Confinement, spawn, identity and teardown of a shim. */
module dev.hutch.jailer {
  requires static org.jspecify;
  requires dev.hutch.bindings;
}
