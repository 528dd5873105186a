package dev.hutch.perf.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The shim's twin in C, compiled from {@code perf/src/test/c/twin.c}. */
final class Twin {
  private Twin() {}

  /** Compiles it into this directory. */
  static Path compile(Path root, Path directory) throws IOException, InterruptedException {
    Path program = directory.resolve("twin");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-O2",
                "-o",
                program.toString(),
                root.resolve("perf/src/test/c/twin.c").toString())
            .inheritIO()
            .start();
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc failed");
    }
    return program;
  }
}
