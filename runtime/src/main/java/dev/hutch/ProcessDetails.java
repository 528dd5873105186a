package dev.hutch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a command in a box, as the JDK tells it of a process.
 *
 * @param line its program and arguments in one line, maybe cut
 * @param argv its program and arguments; empty where only the line is known
 * @param started when, by the host's clock
 * @param account who runs it; empty where that is not known
 * @param cpu the CPU time it took with its children; empty as long as it runs
 */
record ProcessDetails(
    String line,
    List<String> argv,
    Instant started,
    Optional<String> account,
    Optional<Duration> cpu)
    implements ProcessHandle.Info {
  static ProcessDetails of(Command command, Instant started) {
    String user = command.user().isEmpty() ? "root" : command.user();
    return new ProcessDetails(
        String.join(" ", command.arguments()),
        command.arguments(),
        started,
        Optional.of(user),
        Optional.empty());
  }

  static ProcessDetails of(BoxCommand kept) {
    return new ProcessDetails(
        kept.line(),
        List.of(),
        Instant.now().minus(kept.age()),
        Optional.empty(),
        Optional.empty());
  }

  ProcessDetails ended(Duration took) {
    return new ProcessDetails(line, argv, started, account, Optional.of(took));
  }

  @Override
  public Optional<String> command() {
    return argv.stream().findFirst();
  }

  @Override
  public Optional<String> commandLine() {
    return Optional.of(line);
  }

  @Override
  public Optional<String[]> arguments() {
    return argv.isEmpty()
        ? Optional.empty()
        : Optional.of(argv.subList(1, argv.size()).toArray(String[]::new));
  }

  @Override
  public Optional<Instant> startInstant() {
    return Optional.of(started);
  }

  @Override
  public Optional<Duration> totalCpuDuration() {
    return cpu;
  }

  @Override
  public Optional<String> user() {
    return account;
  }
}
