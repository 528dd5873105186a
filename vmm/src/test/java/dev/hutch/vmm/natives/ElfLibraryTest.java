package dev.hutch.vmm.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfLibraryTest {
  @TempDir Path directory;

  @Test
  void tellsWhatItDefinesAndWhatItNeeds() throws IOException {
    Path file =
        StubLibrary.make(directory.resolve("x.so"), List.of("one", "two"), "-Wl,--no-as-needed");
    ElfLibrary library = ElfLibrary.read(file);
    assertThat(library.functions()).contains("one", "two").doesNotContain("__cxa_finalize");
    assertThat(library.needed()).containsExactly("libc.so.6");
  }

  @Test
  void spoiledAnywhereIsReadOrRefusedWithAnIoException() throws IOException {
    byte[] good = Files.readAllBytes(StubLibrary.make(directory.resolve("x.so"), List.of("one")));
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] spoiled = Arrays.copyOf(good, i % 3 == 0 ? random.nextInt(good.length) : good.length);
      for (int n = random.nextInt(8); n >= 0 && spoiled.length > 0; n--) {
        int within = random.nextBoolean() ? Math.min(64, spoiled.length) : spoiled.length;
        spoiled[random.nextInt(within)] = (byte) random.nextInt();
      }
      Path file = Files.write(directory.resolve("spoiled.so"), spoiled);
      try {
        ElfLibrary.read(file);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
