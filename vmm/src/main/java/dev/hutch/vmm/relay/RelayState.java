package dev.hutch.vmm.relay;

/** What the relay's parts have come to, as far as waiting depends on it. */
interface RelayState {
  GuestLink link();

  ConsoleLog console();

  /** Whether clients are read. */
  boolean isServing();

  /** Whether one more connection may be accepted. */
  boolean isAccepting();
}
