package dev.hutch.bindings.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSweepTest {
  @TempDir Path folder = Path.of("");

  @Test
  void readsOneFileAfterAnother() throws Exception {
    FileSweep sweep = new FileSweep(1000);

    assertThat(read(sweep, "long", "a longer text")).isEqualTo("a longer text");
    assertThat(read(sweep, "kürzer", "kürzer")).isEqualTo("kürzer");
    assertThat(read(sweep, "empty", "")).isEmpty();
  }

  @Test
  void readsWholeFilesUpToItsLimitAndTheBeginningOfLongerOnes() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("big"), bytes);

    FileSweep large = new FileSweep(1 << 20);
    assertThat(large.read(file.toString())).isEqualTo(bytes.length);
    assertThat(Arrays.copyOf(large.content(), bytes.length)).isEqualTo(bytes);

    for (int limit : new int[] {10, 16 * 1024, 50_000, 100_000}) {
      FileSweep small = new FileSweep(limit);
      assertThat(small.read(file.toString())).isEqualTo(limit);
      assertThat(Arrays.copyOf(small.content(), limit)).isEqualTo(Arrays.copyOf(bytes, limit));
    }
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    FileSweep sweep = new FileSweep(10);

    assertThat(sweep.read(folder.resolve("none").toString())).isEqualTo(-Errno.ENOENT);
    assertThat(sweep.read(folder.toString())).isEqualTo(-Errno.EISDIR);
  }

  @Test
  void keepsNoDescriptor() throws Exception {
    FileSweep sweep = new FileSweep(10);
    read(sweep, "one", "1");
    long before = OpenDescriptors.count();
    for (int i = 0; i < 100; i++) {
      sweep.read(folder.resolve("one").toString());
      sweep.read(folder.toString());
    }
    assertThat(OpenDescriptors.count()).isEqualTo(before);
  }

  private String read(FileSweep sweep, String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    int length = sweep.read(file.toString());
    return new String(sweep.content(), 0, length, UTF_8);
  }
}
