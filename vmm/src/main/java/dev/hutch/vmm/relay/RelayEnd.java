package dev.hutch.vmm.relay;

/**
 * Why a relay has come to its end.
 *
 * @param cause what kind of end
 * @param phase for {@link Cause#FAILED} the point that was not reached, one of {@link
 *     dev.hutch.vmm.control.Phases}; else empty
 * @param message for {@link Cause#FAILED} what failed and the console's last lines; else empty
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

  static RelayEnd ownerGone() {
    return new RelayEnd(Cause.OWNER_GONE, "", "");
  }

  static RelayEnd machineEnded() {
    return new RelayEnd(Cause.MACHINE_ENDED, "", "");
  }

  static RelayEnd failed(String phase, String message) {
    return new RelayEnd(Cause.FAILED, phase, message);
  }
}
