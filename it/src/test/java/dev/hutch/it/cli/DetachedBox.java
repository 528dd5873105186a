package dev.hutch.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * A box that {@code hutch run -d} or {@code hutch create} made and {@code hutch rm -f} removes.
 *
 * @param id as printed
 */
record DetachedBox(String id) implements AutoCloseable {
  private static final String PATIENT = "--start-timeout=120";

  /** One that runs. */
  static DetachedBox running(String... options) {
    return of(List.of("run", "-d", PATIENT), options);
  }

  /** One that was never started. */
  static DetachedBox created(String... options) {
    return of(List.of("create", PATIENT), options);
  }

  private static DetachedBox of(List<String> verb, String... options) {
    List<String> words = new ArrayList<>(verb);
    words.addAll(List.of(options));
    Ended ended = HutchCommand.of(words.toArray(String[]::new)).run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.stdout()).as("the id and nothing else").matches("[a-z][a-z2-7]{19}\n");
    return new DetachedBox(ended.stdout().strip());
  }

  /** {@code hutch exec} of a command in it. */
  HutchCommand exec(String... command) {
    List<String> words = new ArrayList<>(List.of("exec", "-i", id, "--"));
    words.addAll(List.of(command));
    return HutchCommand.of(words.toArray(String[]::new));
  }

  /** What {@code hutch ps -a} says of its state. */
  String state() {
    return HutchCommand.of("ps", "-a").run().lines().stream()
        .filter(line -> line.startsWith(id))
        .map(line -> line.split(" +", -1)[2])
        .findFirst()
        .orElse("gone");
  }

  @Override
  public void close() {
    Ended ended = HutchCommand.of("rm", "-f", id).run();
    assertThat(ended.exit()).as(ended::toString).isZero();
  }
}
