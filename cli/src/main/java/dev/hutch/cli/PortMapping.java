package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.PortForward;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A port of the host behind which a port of a box is, as typed: {@code [ADDR:]HOST:GUEST}.
 *
 * @param on where the host listens; port 0 for a free one
 * @param guest the port of the box
 */
record PortMapping(InetSocketAddress on, int guest) {
  private static final int MOST = 65_535;
  private static final String LOOPBACK = "127.0.0.1";

  static OptionSpec option() {
    return Options.texts(
        "[ADDR:]HOST:GUEST",
        "Forward a port of this host (of 127.0.0.1 unless ADDR says otherwise; 0 for a free one) to"
            + " one of the box, as long as the command runs.",
        "-p",
        "--publish");
  }

  /**
   * Reads it.
   *
   * @param text {@code [ADDR:]HOST:GUEST}, or {@code GUEST} for a free port of the host; an IPv6
   *     address in brackets
   */
  static PortMapping parse(String text) {
    int colon = text.lastIndexOf(':');
    String guest = text.substring(colon + 1);
    String host = colon < 0 ? "0" : text.substring(0, colon);
    int address = host.endsWith("]") ? -1 : host.lastIndexOf(':');
    String port = host.substring(address + 1);
    return new PortMapping(
        new InetSocketAddress(
            address(address < 0 ? LOOPBACK : host.substring(0, address), text),
            port(port.isEmpty() ? "0" : port, 0, text)),
        port(guest, 1, text));
  }

  /** Listens. */
  PortForward open(Box box) {
    return box.forward(guest, on);
  }

  /** What to say of one that listens. */
  static String line(PortForward forward, int guest) {
    InetAddress address = forward.address().getAddress();
    String shown = address.getHostAddress();
    return (address instanceof Inet6Address ? "[" + shown + "]" : shown)
        + ":"
        + forward.port()
        + " -> "
        + guest;
  }

  private static InetAddress address(String address, String text) {
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    try {
      return InetAddress.ofLiteral(
          bracketed ? address.substring(1, address.length() - 1) : address);
    } catch (IllegalArgumentException e) {
      throw wrong(text, "'" + address + "' is no address");
    }
  }

  private static int port(String port, int least, String text) {
    try {
      int number = Integer.parseInt(port);
      if (number >= least && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(text, "'" + port + "' is no port");
  }

  private static UsageException wrong(String text, String why) {
    return new UsageException(
        "port '"
            + text
            + "': "
            + why
            + "; write [ADDR:]HOST:GUEST, such as 8080:80, 0.0.0.0:8080:80, [::1]:8080:80 or, for a"
            + " free port, 0:80");
  }
}
