package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link ExecRequest} may ask for beside the command itself.
 *
 * @param user who the command runs as, {@code user[:group]}, each a name or number looked up in the
 *     box; empty where the request's numbers count
 * @param terminal the size of the terminal that the command gets for all three streams; null for
 *     none
 * @param nice its niceness, -20 to 19; 0 is that of the agent
 * @param limits limits on its resources, at most {@link Protocol#MAX_LIMITS}
 * @param keep whether the command goes on when its client leaves, to be found again by its {@link
 *     Opened#keptId}
 * @param builtin whether the first argument names a program inside the agent's own binary, in place
 *     of one of the box's
 */
public record ExecOptions(
    String user,
    @Nullable TerminalSize terminal,
    int nice,
    List<ResourceLimit> limits,
    boolean keep,
    boolean builtin) {
  /** Nothing. */
  public static final ExecOptions NONE = new ExecOptions("", null, 0, List.of(), false, false);

  /** Flag: the command gets a terminal. */
  public static final int FLAG_TERMINAL = 4;

  /** Flag: the user is given by name. */
  public static final int FLAG_USER = 8;

  /** Flag: there are limits or a niceness. */
  public static final int FLAG_LIMITS = 16;

  /** Flag: the command goes on without its client. */
  public static final int FLAG_KEEP = 32;

  /** Flag: the program is one of the agent's own. */
  public static final int FLAG_BUILTIN = 64;

  private static final int MIN_NICE = -20;
  private static final int MAX_NICE = 19;

  /**
   * Creates options.
   *
   * @throws IllegalArgumentException if the niceness is out of range, there are too many limits, or
   *     the user holds NUL
   */
  public ExecOptions {
    limits = List.copyOf(limits);
    if (nice < MIN_NICE || nice > MAX_NICE) {
      throw new IllegalArgumentException("niceness " + nice + "; it goes from -20 to 19");
    }
    if (limits.size() > Protocol.MAX_LIMITS) {
      throw new IllegalArgumentException(
          limits.size() + " resource limits; at most " + Protocol.MAX_LIMITS);
    }
    if (user.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL character in \"" + Text.printable(user) + '"');
    }
  }

  /** The same with this user, {@code user[:group]}. */
  public ExecOptions withUser(String name) {
    return new ExecOptions(name, terminal, nice, limits, keep, builtin);
  }

  /** The same with a terminal of this size. */
  public ExecOptions withTerminal(TerminalSize size) {
    return new ExecOptions(user, size, nice, limits, keep, builtin);
  }

  /** The same with this niceness. */
  public ExecOptions withNice(int niceness) {
    return new ExecOptions(user, terminal, niceness, limits, keep, builtin);
  }

  /** The same with these limits. */
  public ExecOptions withLimits(List<ResourceLimit> resourceLimits) {
    return new ExecOptions(user, terminal, nice, resourceLimits, keep, builtin);
  }

  /** The same for a command that goes on when its client leaves, or does not. */
  public ExecOptions withKeep(boolean goesOn) {
    return new ExecOptions(user, terminal, nice, limits, goesOn, builtin);
  }

  /** The same for a program inside the agent's own binary, or one of the box's. */
  public ExecOptions withBuiltin(boolean ofAgent) {
    return new ExecOptions(user, terminal, nice, limits, keep, ofAgent);
  }

  int flags() {
    return (terminal == null ? 0 : FLAG_TERMINAL)
        | (user.isEmpty() ? 0 : FLAG_USER)
        | (hasLimits() ? FLAG_LIMITS : 0)
        | (keep ? FLAG_KEEP : 0)
        | (builtin ? FLAG_BUILTIN : 0);
  }

  private boolean hasLimits() {
    return nice != 0 || !limits.isEmpty();
  }

  int encodedBytes() {
    return (terminal == null ? 0 : TerminalSize.BYTES)
        + (user.isEmpty() ? 0 : 2 + user.getBytes(StandardCharsets.UTF_8).length)
        + (hasLimits() ? 2 + limits.size() * ResourceLimit.BYTES : 0);
  }

  /** Writes what the flags announce, in their order. */
  void put(byte[] to, int start) {
    int at = start;
    if (terminal != null) {
      terminal.put(to, at);
      at += TerminalSize.BYTES;
    }
    if (!user.isEmpty()) {
      byte[] name = user.getBytes(StandardCharsets.UTF_8);
      LittleEndian.put16(to, at, name.length);
      System.arraycopy(name, 0, to, at + 2, name.length);
      at += 2 + name.length;
    }
    if (hasLimits()) {
      to[at] = (byte) nice;
      to[at + 1] = (byte) limits.size();
      at += 2;
      for (ResourceLimit limit : limits) {
        limit.put(to, at);
        at += ResourceLimit.BYTES;
      }
    }
  }
}
