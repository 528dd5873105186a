package dev.hutch;

/** The number of a TCP port in a box. */
final class GuestPort {
  private static final int MAX = 65_535;

  private GuestPort() {}

  static void check(int port) {
    if (port < 1 || port > MAX) {
      throw new InvalidSpecException("the port is " + port + ", but must be 1 to " + MAX);
    }
  }
}
