package dev.hutch.jailer.durable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.jailer.JailerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("file");
  }

  @Test
  void makesAndReplacesAFileThatOnlyItsOwnerMayRead() throws Exception {
    AtomicFile.replace(file, "one".getBytes(UTF_8));
    AtomicFile.replace(file, "2".getBytes(UTF_8));

    assertThat(file).hasContent("2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertNothingElse();
  }

  @Test
  void aReaderSeesOneWholeContentOrTheOther() throws Exception {
    byte[] zeros = new byte[100_000];
    byte[] ones = new byte[60_000];
    Arrays.fill(ones, (byte) 1);
    AtomicFile.replace(file, zeros);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    AtomicFile.replace(file, i % 2 == 0 ? ones : zeros);
                  }
                  done.set(true);
                });
    while (!done.get() && writer.isAlive()) {
      byte[] seen = Files.readAllBytes(file);
      assertThat(Arrays.equals(seen, ones) || Arrays.equals(seen, zeros)).isTrue();
    }
    writer.join();
    assertThat(done).isTrue();
  }

  @Test
  void aFailureLeavesTheOldContentAndNoTemporaryFile() throws Exception {
    Files.createDirectories(file.resolve("in the way"));

    assertThatThrownBy(() -> AtomicFile.replace(file, new byte[1]))
        .isInstanceOf(JailerException.class)
        .hasMessageContaining(file.toString());
    assertNothingElse();
  }

  private void assertNothingElse() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }
}
