package dev.hutch.vmm.relay;

import dev.hutch.vmm.control.Phases;

/**
 * Why a relay has come to its end.
 *
 * @param cause what kind of end
 * @param phase the point that was not reached, or {@link dev.hutch.vmm.control.Phases#RUNNING}
 * @param message what happened, and the console's last lines unless the owner has gone
 */
public record RelayEnd(Cause cause, String phase, String message) {
  /** The kinds of end. */
  public enum Cause {
    /** The owner's end of the control socket is closed and the box is not detached. */
    OWNER_GONE,
    /** The machine has ended after its agent had greeted. */
    MACHINE_ENDED,
    /** The guest did not start, or broke the protocol. */
    FAILED
  }

  static RelayEnd ownerGone(String phase) {
    return new RelayEnd(Cause.OWNER_GONE, phase, "its owner has gone");
  }

  static RelayEnd machineEnded(String message) {
    return new RelayEnd(Cause.MACHINE_ENDED, Phases.RUNNING, message);
  }

  static RelayEnd failed(String phase, String message) {
    return new RelayEnd(Cause.FAILED, phase, message);
  }
}
