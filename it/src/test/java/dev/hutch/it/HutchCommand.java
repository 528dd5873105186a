package dev.hutch.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of this checkout's {@code ./hutch}, as a process of its own. Immutable; each method with
 * a parameter returns a changed copy.
 *
 * @param prefix a program that runs the launcher, with its arguments; empty for none
 * @param arguments what is typed behind {@code hutch}
 * @param environment variables beside those of {@link #BASE}
 * @param stdin what it reads
 * @param timeout how long it may take
 */
public record HutchCommand(
    List<String> prefix,
    List<String> arguments,
    Map<String, String> environment,
    Stdin stdin,
    Duration timeout) {
  /**
   * A build in the background (nohup, {@code &} in a script) ignores signals that its children then
   * ignore, too: these tests are about a command typed at a terminal.
   */
  private static final List<String> DEFAULT_SIGNALS =
      List.of("/usr/bin/env", "--default-signal=HUP,INT,TERM");

  /** Generous: the first call in an empty home fetches and trains. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** All that a call inherits: nothing of the developer's own settings of Hutch. */
  private static final List<String> BASE = List.of("PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR");

  /** Writes a command's standard input and closes nothing. */
  @FunctionalInterface
  public interface Stdin {
    /** Writes it all. */
    void writeTo(java.io.OutputStream stream) throws IOException;
  }

  /**
   * A call in the tests' home, on the emulated engine, with an empty standard input.
   *
   * @param arguments what is typed behind {@code hutch}
   */
  public static HutchCommand of(String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HUTCH_HOME", Checkout.home().toString());
    environment.put("HUTCH_ENGINE", "emulated");
    return new HutchCommand(List.of(), List.of(arguments), environment, stream -> {}, PATIENCE);
  }

  /** A call of {@code hutch run -- program argument...}. */
  public static HutchCommand running(String... words) {
    List<String> arguments = new ArrayList<>(List.of("run", "--"));
    arguments.addAll(List.of(words));
    return of(arguments.toArray(String[]::new));
  }

  /** A copy that another program runs. */
  public HutchCommand under(String... program) {
    return new HutchCommand(List.of(program), arguments, environment, stdin, timeout);
  }

  /** A copy with another variable in its environment; an empty value leaves it unset. */
  public HutchCommand env(String name, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(name, value);
    return new HutchCommand(prefix, arguments, changed, stdin, timeout);
  }

  /** A copy that reads this. */
  public HutchCommand stdin(Stdin input) {
    return new HutchCommand(prefix, arguments, environment, input, timeout);
  }

  /** Runs it to its end. */
  public Ended run() {
    try (RunningHutch running = start()) {
      return running.awaitEnd();
    }
  }

  /** Starts it. */
  public RunningHutch start() {
    Path cache = Checkout.distribution().resolve("hutch.aot");
    if (!Files.exists(cache)) {
      throw new AssertionError(cache + " is missing: build module cli first (mvn verify does)");
    }
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.addAll(prefix);
    command.add(Checkout.launcher().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(BASE);
    builder.environment().putAll(environment);
    builder.environment().values().removeIf(String::isEmpty);
    try {
      return new RunningHutch(builder.start(), stdin, timeout, String.join(" ", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
