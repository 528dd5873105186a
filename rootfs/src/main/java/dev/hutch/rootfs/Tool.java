package dev.hutch.rootfs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the host that makes a file system, found once and run with a bound on its time. */
record Tool(Path program) {
  private static final File NOTHING = new File("/dev/null");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Finds {@code name} in PATH, then where administrators' programs live, or names its package. */
  static Tool find(String name, String debianPackage) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(Arrays.stream(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(Tool::new)
        .orElseThrow(
            () ->
                new RootfsException(
                    name
                        + " was not found in PATH, /usr/sbin or /sbin; install it with: apt-get"
                        + " install "
                        + debianPackage));
  }

  record Outcome(int exitCode, String output) {}

  /** Runs it to its end; a non-zero exit becomes an exception with what it printed. */
  String run(List<String> arguments) {
    Outcome outcome = outcome(arguments);
    if (outcome.exitCode() != 0) {
      throw failure(arguments, outcome);
    }
    return outcome.output();
  }

  RootfsException failure(List<String> arguments, Outcome outcome) {
    String printed = outcome.output().strip();
    String remedy = RootfsException.remedy(printed).map(what -> "; " + what).orElse("");
    return new RootfsException(
        "%s failed with exit code %d: %s%s"
            .formatted(command(arguments), outcome.exitCode(), printed, remedy));
  }

  /** Runs it to its end; standard output and error together, no environment but a few settings. */
  Outcome outcome(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(NOTHING);
    builder.environment().clear();
    // The host's mke2fs.conf must not change what a template looks like.
    builder.environment().putAll(Map.of("LC_ALL", "C", "MKE2FS_CONFIG", "/dev/null"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new RootfsException("cannot run " + program + ": " + e.getMessage(), e);
    }
    try (InputStream printed = process.getInputStream()) {
      // These tools print a few lines: what they say fits the pipe, so waiting first is safe.
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RootfsException(command(arguments) + " did not end within " + LIMIT);
      }
      String output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.exitValue(), output);
    } catch (IOException e) {
      throw new RootfsException("cannot talk to " + program + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RootfsException("interrupted while waiting for " + program, e);
    } finally {
      process.destroyForcibly();
    }
  }

  private String command(List<String> arguments) {
    return program + " " + String.join(" ", arguments);
  }
}
