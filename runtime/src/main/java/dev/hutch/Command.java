package dev.hutch;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A command to run in a box. Immutable; each method that sets something returns a changed copy.
 *
 * @param arguments the program and its arguments; a program without a slash is looked up in the
 *     box's PATH. No shell is involved
 * @param environment the command's environment; PATH, on a terminal TERM, and HOME are added where
 *     they are missing
 * @param cleanEnvironment whether HOME is not added, unless a user is named
 * @param workdir an absolute directory in the box
 * @param user who runs it, {@code name[:group]}; empty for root without supplementary groups
 * @param terminal the size of its terminal; empty if it gets none
 * @param limits what each of its processes may take; one limit for a resource
 * @param nice its niceness, -20 (first served) to 19
 * @param mergeStderr whether its standard error goes into its standard output, in order
 * @param detach whether {@link Box#exec(Command)} gives it to the box: it goes on, and is kept with
 *     its last output, when the process that started it is closed or ends
 * @param stdin what {@link Box#run(Command)} writes to the command's standard input
 * @param timeout how long {@link Box#run(Command)} lets the command run before it sends SIGTERM
 * @param grace how long after SIGTERM it sends SIGKILL
 * @param outputLimit how many bytes {@link Box#run(Command)} keeps of each of stdout and stderr;
 *     what is beyond is read and dropped, and the result says so
 */
public record Command(
    List<String> arguments,
    Map<String, String> environment,
    boolean cleanEnvironment,
    String workdir,
    String user,
    Optional<TerminalSize> terminal,
    List<Rlimit> limits,
    int nice,
    boolean mergeStderr,
    boolean detach,
    Stdin stdin,
    Duration timeout,
    Duration grace,
    MemorySize outputLimit) {
  private static final MemorySize DEFAULT_LIMIT = MemorySize.mib(16);
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  /**
   * Checks the command.
   *
   * @throws InvalidSpecException if it names no program, or text has a NUL, or the workdir is not
   *     absolute, or the user is not {@code name[:group]}, or there are two limits of a resource,
   *     or the niceness is out of range, or the timeout is not positive, or the grace is negative,
   *     or the output limit is above 1 GiB
   */
  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    limits = List.copyOf(limits);
    CommandRules.checkArguments(arguments);
    CommandRules.checkEnvironment(environment);
    CommandRules.checkWorkdir(workdir);
    CommandRules.checkUser(user);
    CommandRules.checkLimits(limits);
    CommandRules.checkNice(nice);
    CommandRules.checkTimes(timeout, grace);
    CommandRules.checkOutputLimit(outputLimit);
  }

  /**
   * A command of root with an empty standard input and environment, in {@code /}, without terminal,
   * with no time limit, of whose output 16 MiB are kept.
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
        arguments,
        Map.of(),
        false,
        "/",
        "",
        Optional.empty(),
        List.of(),
        0,
        false,
        false,
        Stdin.EMPTY,
        Duration.ofDays(365_000),
        DEFAULT_GRACE,
        DEFAULT_LIMIT);
  }

  /**
   * A line for the box's shell, otherwise like {@link #of(String...)}.
   *
   * @param line as behind {@code sh -c}
   */
  public static Command shell(String line) {
    return of("sh", "-c", line);
  }

  /** A copy with one more variable in its environment, or another value of one. */
  public Command env(String name, String value) {
    return env(Map.of(name, value));
  }

  /** A copy with more variables in its environment, or other values. */
  public Command env(Map<String, String> variables) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.putAll(variables);
    return with(draft -> draft.environment = more);
  }

  /**
   * A copy whose environment has only what is added afterwards, and what no command is without:
   * PATH, on a terminal TERM, and of a user that is named HOME.
   */
  public Command clearEnv() {
    return with(
        draft -> {
          draft.environment = Map.of();
          draft.cleanEnvironment = true;
        });
  }

  /** A copy that runs in another directory of the box. */
  public Command workdir(String directory) {
    return with(draft -> draft.workdir = directory);
  }

  /**
   * A copy that runs as another user.
   *
   * @param name {@code name[:group]}, each a name or number of the box's {@code /etc/passwd} and
   *     {@code /etc/group}, as for Docker: without a group the user's own and, as supplementary
   *     ones, those that list it; with one that alone. A number that is not in the file is taken as
   *     it is. HOME is the user's. Empty for root without looking
   */
  public Command user(String name) {
    return with(draft -> draft.user = name);
  }

  /**
   * A copy that runs on a terminal: job control works, {@code isatty} says so, and its standard
   * error comes with its standard output. Closing its input types the end-of-file character.
   */
  public Command tty(TerminalSize size) {
    return with(draft -> draft.terminal = Optional.of(size));
  }

  /** A copy with this limit, in place of one it may have had of the same resource. */
  public Command rlimit(Rlimit limit) {
    List<Rlimit> changed = new ArrayList<>(limits);
    changed.removeIf(old -> old.resource() == limit.resource());
    changed.add(limit);
    return with(draft -> draft.limits = changed);
  }

  /**
   * A copy with a limit that the command cannot raise, see {@link #rlimit(Rlimit)}.
   *
   * @param value in the resource's unit; {@link Rlimit#UNLIMITED} for none
   */
  public Command rlimit(Rlimit.Resource resource, long value) {
    return rlimit(Rlimit.of(resource, value));
  }

  /** A copy of this niceness, -20 to 19. */
  public Command nice(int niceness) {
    return with(draft -> draft.nice = niceness);
  }

  /** A copy whose standard error goes into its standard output, or does not. */
  public Command mergeStderr(boolean merged) {
    return with(draft -> draft.mergeStderr = merged);
  }

  /**
   * A copy that goes on in the box without its client, or does not. It is found again by {@link
   * Box#commands()}; the box keeps the last 64 KiB of each of its outputs, and up to 32 such
   * commands.
   */
  public Command detach(boolean goesOn) {
    return with(draft -> draft.detach = goesOn);
  }

  /** A copy that gets these bytes on its standard input. */
  public Command stdin(byte[] bytes) {
    return stdin(Stdin.of(bytes));
  }

  /** A copy that gets a file of the host on its standard input. */
  public Command stdin(Path file) {
    return stdin(Stdin.of(file));
  }

  /** A copy that gets what a stream gives; for one run, see {@link Stdin#of(InputStream)}. */
  public Command stdin(InputStream stream) {
    return stdin(Stdin.of(stream));
  }

  /** A copy with another standard input. */
  public Command stdin(Stdin input) {
    return with(draft -> draft.stdin = input);
  }

  /**
   * A copy that is ended if it runs longer: SIGTERM, and SIGKILL after its grace. {@link
   * Box#run(Command)} returns at most 10 s after that, whatever the guest does.
   */
  public Command timeout(Duration limit) {
    return with(draft -> draft.timeout = limit);
  }

  /** A copy that gets so long between SIGTERM and SIGKILL; 10 s unless set, 0 for SIGKILL alone. */
  public Command grace(Duration time) {
    return with(draft -> draft.grace = time);
  }

  /** A copy of whose stdout and stderr this much is kept each, at most 1 GiB. */
  public Command outputLimit(MemorySize limit) {
    return with(draft -> draft.outputLimit = limit);
  }

  private Command with(Consumer<CommandDraft> change) {
    CommandDraft draft = new CommandDraft(this);
    change.accept(draft);
    return draft.done();
  }
}
