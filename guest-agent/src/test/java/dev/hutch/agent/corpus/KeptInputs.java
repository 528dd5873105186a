package dev.hutch.agent.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that fuzzing has found worth keeping, {@code src/test/corpus/NAME}. */
public final class KeptInputs {
  private KeptInputs() {}

  /** What is given an input and must not fail. */
  public interface Target {
    void take(byte[] input) throws Exception;
  }

  /** Gives a target all inputs of its corpus. */
  public static void give(String corpus, Target target) throws Exception {
    List<Path> files = files(corpus);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      try {
        target.take(Files.readAllBytes(file));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("with " + file, e);
      }
    }
  }

  /** The corpus's files. */
  public static List<Path> files(String corpus) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/corpus", corpus))) {
      return files.sorted().toList();
    }
  }
}
