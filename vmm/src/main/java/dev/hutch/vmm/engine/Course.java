package dev.hutch.vmm.engine;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.vmm.relay.RelayEnd;
import org.jspecify.annotations.Nullable;

/** What an engine calls back while it runs a machine. */
public interface Course {
  /** The machine starts now. */
  void started();

  /**
   * Relays until the end; blocks.
   *
   * @param machine becomes readable when the machine has ended; null if the process ends with it
   * @return why it ended
   */
  RelayEnd relay(@Nullable Fd machine);

  /** Reports the end to the owner and ends this process; does not return. */
  void end(RelayEnd end);
}
