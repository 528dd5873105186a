package dev.hutch.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The payload of an OPEN frame that runs a command.
 *
 * @param arguments program and arguments; the first is looked up in PATH if it has no slash
 * @param environment {@code NAME=value} entries, the whole environment of the command
 * @param directory absolute working directory; empty for {@code /}
 * @param userId user to run as, unless the options name one
 * @param groupId group to run as, unless the options name a user
 * @param stdin whether the command gets standard input from the host; otherwise {@code /dev/null}
 * @param mergeStderr whether standard error goes into the stream of standard output
 * @param options what else is asked for
 */
public record ExecRequest(
    List<String> arguments,
    List<String> environment,
    String directory,
    int userId,
    int groupId,
    boolean stdin,
    boolean mergeStderr,
    ExecOptions options) {

  /** Flag: the command gets no standard input. */
  public static final int FLAG_NO_STDIN = 1;

  /** Flag: standard error goes into standard output. */
  public static final int FLAG_MERGE_STDERR = 2;

  private static final int FIXED_BYTES = 16;

  /**
   * Creates a request.
   *
   * @throws IllegalArgumentException if there is no program, an environment entry is not {@code
   *     NAME=value}, the directory is relative, a string holds NUL, or all do not fit one frame
   */
  public ExecRequest {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
      throw new IllegalArgumentException("no program to run");
    }
    if (arguments.size() > Protocol.MAX_ARGUMENTS
        || environment.size() > Protocol.MAX_ENVIRONMENT) {
      throw new IllegalArgumentException(
          arguments.size()
              + " arguments and "
              + environment.size()
              + " variables; at most "
              + Protocol.MAX_ARGUMENTS
              + " of each");
    }
    if (!directory.isEmpty() && directory.charAt(0) != '/') {
      throw new IllegalArgumentException("working directory is not absolute: " + directory);
    }
    checkBytes(arguments, environment, directory, options);
  }

  /**
   * Creates a request without options.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public ExecRequest(
      List<String> arguments,
      List<String> environment,
      String directory,
      int userId,
      int groupId,
      boolean stdin,
      boolean mergeStderr) {
    this(arguments, environment, directory, userId, groupId, stdin, mergeStderr, ExecOptions.NONE);
  }

  /**
   * The same with these options.
   *
   * @throws IllegalArgumentException if all do not fit one frame
   */
  public ExecRequest with(ExecOptions other) {
    return new ExecRequest(
        arguments, environment, directory, userId, groupId, stdin, mergeStderr, other);
  }

  /** The payload. */
  public byte[] encode() {
    byte[] payload = new byte[encodedBytes()];
    payload[0] = Protocol.VERSION;
    payload[1] = Operation.EXEC;
    int flags =
        (stdin ? 0 : FLAG_NO_STDIN) | (mergeStderr ? FLAG_MERGE_STDERR : 0) | options.flags();
    LittleEndian.put16(payload, 2, flags);
    LittleEndian.put32(payload, 4, userId);
    LittleEndian.put32(payload, 8, groupId);
    LittleEndian.put16(payload, 12, arguments.size());
    LittleEndian.put16(payload, 14, environment.size());
    int at = putString(payload, FIXED_BYTES, directory);
    for (String argument : arguments) {
      at = putString(payload, at, argument);
    }
    for (String entry : environment) {
      at = putString(payload, at, entry);
    }
    options.put(payload, at);
    return payload;
  }

  private int encodedBytes() {
    return FIXED_BYTES
        + bytesOf(directory)
        + bytesOf(arguments)
        + bytesOf(environment)
        + options.encodedBytes();
  }

  private static void checkBytes(
      List<String> arguments, List<String> environment, String directory, ExecOptions options) {
    long total =
        (long) FIXED_BYTES + bytesOf(directory) + bytesOf(arguments) + options.encodedBytes();
    for (String entry : environment) {
      if (entry.indexOf('=') < 1) {
        throw new IllegalArgumentException("not NAME=value: " + entry);
      }
    }
    total += bytesOf(environment);
    if (total > Protocol.MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "arguments and environment take " + total + " bytes; at most " + Protocol.MAX_PAYLOAD);
    }
  }

  private static int bytesOf(List<String> strings) {
    int bytes = 0;
    for (String string : strings) {
      bytes = Math.addExact(bytes, bytesOf(string));
    }
    return bytes;
  }

  private static int bytesOf(String string) {
    if (string.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL character in \"" + Text.printable(string) + '"');
    }
    return 2 + string.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int putString(byte[] to, int at, String string) {
    byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
    LittleEndian.put16(to, at, bytes.length);
    System.arraycopy(bytes, 0, to, at + 2, bytes.length);
    return at + 2 + bytes.length;
  }
}
