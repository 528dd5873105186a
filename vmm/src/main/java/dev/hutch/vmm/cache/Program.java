package dev.hutch.vmm.cache;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the host, run to its end with a bound on its time.
 *
 * @param path where it is
 */
public record Program(Path path) {
  private static final int TAIL = 2000;

  /**
   * Finds a program in PATH, then where administrators' programs live.
   *
   * @param name its file name
   * @param environment the environment that PATH is taken from
   * @return the program, empty if there is none
   */
  public static Optional<Program> find(String name, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Stream.concat(Arrays.stream(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(Program::new);
  }

  /**
   * Runs it in a directory. Standard output and error go to a file there, so that it can print what
   * it likes without anybody reading, and none of it appears on the caller's own output.
   *
   * @param arguments its arguments
   * @param environment its whole environment; nothing of the caller's is added
   * @param directory its working directory, which gets the file {@code output}
   * @param limit how long it may take; then it is killed
   * @throws PreparationException if it cannot be started, exits other than 0 or takes too long,
   *     with the end of what it printed; or if this thread is interrupted (the interrupt stays set)
   */
  public void run(
      List<String> arguments, Map<String, String> environment, Path directory, Duration limit) {
    List<String> command = new ArrayList<>();
    command.add(path.toString());
    command.addAll(arguments);
    File output = directory.resolve("output").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().clear();
    builder.environment().putAll(environment);
    String line = String.join(" ", command);
    try {
      Process process = builder.start();
      boolean ended = false;
      try {
        ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      }
      if (!ended) {
        throw new PreparationException(
            line + " did not end within " + limit.toSeconds() + " s: " + tail(output));
      }
      if (process.exitValue() != 0) {
        throw new PreparationException(
            line + " failed with exit code " + process.exitValue() + ": " + tail(output));
      }
    } catch (IOException e) {
      throw new PreparationException("cannot run " + line + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PreparationException("interrupted while waiting for " + line, e);
    }
  }

  private static String tail(File output) throws IOException {
    String printed = PartialFile.read(output.toPath()).orElse("").strip();
    return printed.substring(Math.max(0, printed.length() - TAIL));
  }
}
