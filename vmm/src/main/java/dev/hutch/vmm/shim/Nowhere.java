package dev.hutch.vmm.shim;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.vmm.engine.Course;
import dev.hutch.vmm.relay.RelayEnd;
import org.jspecify.annotations.Nullable;

/** The course of a machine that never starts. */
final class Nowhere implements Course {
  @Override
  public void started() {}

  @Override
  public RelayEnd relay(@Nullable Fd machine) {
    throw new IllegalStateException("no machine was to be started");
  }

  @Override
  public void end(RelayEnd end) {}
}
