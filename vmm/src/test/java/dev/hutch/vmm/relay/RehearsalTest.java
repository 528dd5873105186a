package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void leavesNothingOpen() throws IOException {
    Rehearsal.run();
    long before = openDescriptors();
    Rehearsal.run();
    assertThat(openDescriptors()).isEqualTo(before);
  }

  private static long openDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
