package dev.hutch.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The guest agent: a static ELF program for x86-64 that goes onto the agent disk as {@code
 * /sbin/hutch-agent} and is the guest's init.
 */
public final class AgentBinary {
  private static final String RESOURCE = "/dev/hutch/agent/hutch-agent-x86_64";

  private AgentBinary() {}

  /**
   * The program.
   *
   * @return a new array of its bytes, some tens of kilobytes
   * @throws UncheckedIOException if the resource cannot be read
   */
  public static byte[] bytes() {
    try (InputStream in = AgentBinary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            RESOURCE + " is missing: this hutch-guest-agent was built without its C part");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /** SHA-256 of {@link #bytes}, in lower-case hexadecimal; names whatever is made from it. */
  public static String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
