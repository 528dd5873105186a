package dev.hutch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command to run in a box. Immutable; each {@code with...} method returns a changed copy.
 *
 * @param arguments the program and its arguments; a program without a slash is looked up in the
 *     box's PATH. No shell is involved
 * @param environment the command's whole environment; PATH is added where it is missing
 * @param workdir an absolute directory in the box
 * @param stdin what {@link Box#run(Command)} writes to the command's standard input
 * @param timeout how long {@link Box#run(Command)} lets the command run before it kills it
 * @param outputLimit how many bytes {@link Box#run(Command)} keeps of each of stdout and stderr;
 *     what is beyond is read and dropped, and the result says so
 */
public record Command(
    List<String> arguments,
    Map<String, String> environment,
    String workdir,
    Stdin stdin,
    Duration timeout,
    MemorySize outputLimit) {
  private static final MemorySize DEFAULT_LIMIT = MemorySize.mib(16);

  /**
   * Checks the command.
   *
   * @throws InvalidSpecException if it names no program, or text has a NUL, or the workdir is not
   *     absolute, or the timeout is not positive, or the limit cannot be held in an array
   */
  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new InvalidSpecException("the command names no program");
    }
    for (String argument : arguments) {
      requireNoNul("an argument", argument);
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      requireNoNul("a variable's name", variable.getKey());
      requireNoNul("the variable " + variable.getKey(), variable.getValue());
      if (variable.getKey().isEmpty() || variable.getKey().indexOf('=') >= 0) {
        throw new InvalidSpecException(
            "'" + Printable.text(variable.getKey()) + "' cannot be the name of a variable");
      }
    }
    requireNoNul("the working directory", workdir);
    if (!workdir.startsWith("/")) {
      throw new InvalidSpecException(
          "the working directory '" + Printable.text(workdir) + "' is not absolute");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new InvalidSpecException("the timeout is " + timeout + ", but must be positive");
    }
    if (outputLimit.compareTo(MemorySize.gib(1)) > 0) {
      throw new InvalidSpecException(
          "the output limit is " + outputLimit + ", but must be at most 1 GiB; stream it instead");
    }
  }

  /**
   * A command with an empty standard input and environment, in {@code /}, with no time limit, of
   * whose output 16 MiB are kept.
   *
   * @param arguments the program and its arguments
   */
  public static Command of(String... arguments) {
    return of(List.of(arguments));
  }

  /**
   * Like {@link #of(String...)}.
   *
   * @param arguments the program and its arguments
   */
  public static Command of(List<String> arguments) {
    return new Command(
        arguments, Map.of(), "/", Stdin.EMPTY, Duration.ofDays(365_000), DEFAULT_LIMIT);
  }

  /** A copy with one more variable in its environment. */
  public Command env(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(arguments, more, workdir, stdin, timeout, outputLimit);
  }

  /** A copy that runs in another directory of the box. */
  public Command workdir(String directory) {
    return new Command(arguments, environment, directory, stdin, timeout, outputLimit);
  }

  /** A copy that gets these bytes on its standard input. */
  public Command stdin(byte[] bytes) {
    return new Command(arguments, environment, workdir, Stdin.of(bytes), timeout, outputLimit);
  }

  /** A copy that is killed if it runs longer. */
  public Command timeout(Duration limit) {
    return new Command(arguments, environment, workdir, stdin, limit, outputLimit);
  }

  /** A copy of whose stdout and stderr this much is kept each, at most 1 GiB. */
  public Command outputLimit(MemorySize limit) {
    return new Command(arguments, environment, workdir, stdin, timeout, limit);
  }

  private static void requireNoNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidSpecException(what + " has a NUL character: '" + Printable.text(text) + "'");
    }
  }
}
