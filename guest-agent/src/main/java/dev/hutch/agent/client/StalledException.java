package dev.hutch.agent.client;

import java.io.IOException;
import java.time.Duration;

/**
 * A read or write has waited for the guest as long as it may; see {@link AgentExec#limitStalls}.
 */
public final class StalledException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param nanos how long it has waited
   */
  StalledException(long nanos) {
    super("the guest has not moved a byte for " + Duration.ofNanos(nanos));
  }
}
