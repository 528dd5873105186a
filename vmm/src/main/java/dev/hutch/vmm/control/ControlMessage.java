package dev.hutch.vmm.control;

import dev.hutch.vmm.spec.VmSpec;

/**
 * One datagram on the control socket. The order is: the shim sends {@link Warm}; the supervisor
 * answers {@link Config}, with the descriptors it names; the shim sends {@link Phase} as it goes
 * and one {@link Hello} once the guest is ready and {@code agent.sock} is served. From then on the
 * supervisor may send {@link Leave}, which the shim answers by {@link Left}. {@link Failed} may
 * come at any point instead; the shim then ends. The end of the shim's process is the only other
 * sign that the machine has ended.
 */
public sealed interface ControlMessage {

  /** Shim to supervisor: linked, and waiting for {@link Config}. */
  record Warm() implements ControlMessage {}

  /**
   * Shim to supervisor: a point in time was reached.
   *
   * @param name the point, one of {@link Phases}
   * @param nanos {@link System#nanoTime()} of the shim: CLOCK_MONOTONIC, the same in every process
   *     of the host
   */
  record Phase(String name, long nanos) implements ControlMessage {}

  /**
   * Shim to supervisor: the agent has greeted, commands can be run.
   *
   * @param nanos when the greeting was read, {@link System#nanoTime()} of the shim
   * @param guest what the guest said of its own start
   */
  record Hello(long nanos, GuestStart guest) implements ControlMessage {}

  /**
   * Shim to supervisor: the machine could not be started or had to be ended; the shim ends next.
   *
   * @param phase the point that was not reached, one of {@link Phases}
   * @param message what failed, with which value, and what to look at; several lines at most
   */
  record Failed(String phase, String message) implements ControlMessage {}

  /**
   * Supervisor to shim: what to run. The descriptors travel with this datagram.
   *
   * @param spec the machine
   */
  record Config(VmSpec spec) implements ControlMessage {}

  /**
   * Supervisor to shim, once the guest is ready: from now on the machine goes on without its owner.
   */
  record Leave() implements ControlMessage {}

  /** Shim to supervisor, the answer to {@link Leave}: the supervisor may close its end. */
  record Left() implements ControlMessage {}
}
