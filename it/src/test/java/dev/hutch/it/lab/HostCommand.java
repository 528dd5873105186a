package dev.hutch.it.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One command on the host that builds a piece of the lab: bounded, and loud when it fails. */
record HostCommand(Path directory, List<String> command) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  static HostCommand of(Path directory, String... command) {
    return new HostCommand(directory, List.of(command));
  }

  /** Runs it and returns what it printed; its standard error counts as output if it fails. */
  String run() {
    Outcome outcome = attempt();
    if (outcome.exitCode() != 0) {
      throw new LabException(
          "building the lab: %s exited %d:%n%s"
              .formatted(String.join(" ", command), outcome.exitCode(), outcome.output()));
    }
    return outcome.output();
  }

  /** Runs it, whatever its exit code. */
  Outcome attempt() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
        String text = output.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return new Outcome(process.waitFor(), text);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new LabException("building the lab: cannot run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + String.join(" ", command), e);
    }
  }

  private static String read(Process process) {
    try (var reader = process.inputReader()) {
      return reader.readAllAsString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** How it ended and what it printed on both streams. */
  record Outcome(int exitCode, String output) {}
}
