/** Confinement, spawn, identity and teardown of a shim. */
module dev.hutch.jailer {
  requires static org.jspecify;
  requires transitive dev.hutch.bindings;

  exports dev.hutch.jailer;
  exports dev.hutch.jailer.bwrap;
  exports dev.hutch.jailer.cgroup;
  exports dev.hutch.jailer.durable;
  exports dev.hutch.jailer.host;
  exports dev.hutch.jailer.identity;
  exports dev.hutch.jailer.lock;
  exports dev.hutch.jailer.process;
  exports dev.hutch.jailer.supervisor;
  exports dev.hutch.jailer.teardown;
}
