package dev.hutch.vmm.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.vmm.cache.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {
  private final byte[] content = new byte[100_001];
  @TempDir Path directory;
  private Path archive = Path.of("");

  @BeforeEach
  void packWithTar() throws IOException {
    new Random(1).nextBytes(content);
    Files.createDirectories(directory.resolve("package/lib"));
    Files.writeString(directory.resolve("package/first"), "first");
    Files.write(directory.resolve("package/lib/x.so"), content);
    Files.createSymbolicLink(directory.resolve("package/link"), Path.of("lib/x.so"));
    archive = directory.resolve("a.tgz");
    Program.find("tar", System.getenv())
        .orElseThrow()
        .run(
            List.of("-czf", archive.toString(), "package"),
            System.getenv(),
            directory,
            Duration.ofMinutes(1));
  }

  @Test
  void givesTheOneFileAskedFor() throws IOException {
    assertThat(extract("package/lib/x.so")).isEqualTo(content);
  }

  @Test
  void doesNotKnowWhatIsNoFileInIt() {
    for (String name : List.of("package/lib", "package/link", "x.so", "package/none", "")) {
      assertThatThrownBy(() -> extract(name))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no file " + name + " in " + archive);
    }
  }

  @Test
  void cutShortAnywhereIsAnErrorAndNeverHalfAFile() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      Files.write(archive, Arrays.copyOf(whole, random.nextInt(whole.length - 1000)));
      assertThatThrownBy(() -> extract("package/lib/x.so")).isInstanceOf(IOException.class);
    }
  }

  private byte[] extract(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarGz.extract(archive, name, out);
    return out.toByteArray();
  }
}
