package dev.hutch.it.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Runs one script in a lab from the command line: {@code [--instructions] [--cpus N] [--memory MIB]
 * [--share NAME=DIRECTORY]... [--timeout SECONDS] SCRIPT}.
 */
final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Deque<String> words = new ArrayDeque<>(List.of(arguments));
    LabSpec spec = LabSpec.wall();
    Duration timeout = Duration.ofMinutes(5);
    while (words.size() > 1) {
      String option = words.remove();
      switch (option) {
        case "--instructions" ->
            spec = new LabSpec(LabClock.INSTRUCTIONS, 1, spec.memoryMib(), spec.shares());
        case "--cpus" -> spec = spec.withCpus(Integer.parseInt(words.remove()));
        case "--memory" -> spec = spec.withMemoryMib(Integer.parseInt(words.remove()));
        case "--timeout" -> timeout = Duration.ofSeconds(Long.parseLong(words.remove()));
        case "--share" -> {
          String[] share = words.remove().split("=", 2);
          spec = spec.withShare(share[0], Path.of(share[1]));
        }
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    System.exit(run(spec, timeout, words.remove()));
  }

  private static int run(LabSpec spec, Duration timeout, String script) throws IOException {
    try (Lab lab = Lab.start(spec)) {
      LabResult result = lab.exec(timeout, script);
      System.out.write(result.outBytes());
      System.out.flush();
      System.err.print(result.err());
      return result.exitCode();
    }
  }
}
