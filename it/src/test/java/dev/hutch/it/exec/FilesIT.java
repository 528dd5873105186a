package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The files of a box by {@code java.nio.file}. */
@ExtendWith({LeakGuard.class, OneBox.class})
class FilesIT {
  private static final int MANY = 1_000;

  @TempDir private Path onHost;

  @Test
  void aFileGoesInIsWorkedOnAndComesOut(Box box) throws IOException {
    try (FileSystem files = box.fileSystem()) {
      Path data = Files.createDirectories(files.getPath("/data/deep"));
      byte[] content = new byte[3_000_000];
      new Random(1).nextBytes(content);
      Path source = Files.write(onHost.resolve("in"), content);
      Files.copy(source, data.resolve("in"), StandardCopyOption.COPY_ATTRIBUTES);
      box.sh("cd /data/deep && cat in in > out && ln -s out link && chmod 640 out").orThrow();
      assertThat(Files.size(data.resolve("link"))).isEqualTo(6_000_000);
      assertThat(Files.getPosixFilePermissions(data.resolve("out")))
          .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
      assertThat(Files.getOwner(data.resolve("out")).getName()).isEqualTo("root");
      assertThat(Files.getLastModifiedTime(data.resolve("in")))
          .isEqualTo(Files.getLastModifiedTime(source));
      Files.move(data.resolve("out"), onHost.resolve("out"));
      assertThat(Files.mismatch(onHost.resolve("out"), source)).isEqualTo(3_000_000);
      assertThat(Files.exists(data.resolve("link"))).isFalse();
    }
  }

  @Test
  void aThousandSmallFilesGoInAreWalkedAndComeOut(Box box) throws IOException {
    try (FileSystem files = box.fileSystem()) {
      Path many = Files.createDirectory(files.getPath("/many"));
      Path back = Files.createDirectory(onHost.resolve("back"));
      for (int i = 0; i < MANY; i++) {
        Path file = Files.writeString(onHost.resolve("f" + i), "content " + i);
        Files.copy(file, many.resolve("f" + i));
      }
      List<Path> found;
      try (Stream<Path> walked = Files.walk(many)) {
        found = walked.filter(Files::isRegularFile).toList();
      }
      assertThat(found).hasSize(MANY);
      for (Path file : found) {
        Files.copy(file, back.resolve(file.getFileName().toString()));
      }
      for (int i = 0; i < MANY; i++) {
        assertThat(back.resolve("f" + i)).hasContent("content " + i);
      }
    }
  }

  /** The example of docs/files.md. */
  @Test
  void anExampleForUsersRuns(Box box) throws IOException {
    try (FileSystem files = box.fileSystem()) {
      Path input = Files.writeString(onHost.resolve("input.csv"), "b\na\n");
      Path data = Files.createDirectories(box.path("/example"));
      Files.copy(input, data.resolve("input.csv"));
      Files.writeString(data.resolve("run.sh"), "sort input.csv > output.csv\n");
      box.sh("cd /example && sh run.sh").orThrow();
      try (Stream<String> lines = Files.lines(data.resolve("output.csv"))) {
        assertThat(lines.limit(10)).containsExactly("a", "b");
      }
      Files.move(data.resolve("output.csv"), onHost.resolve("output.csv"));
      assertThat(onHost.resolve("output.csv")).hasContent("a\nb\n");
      assertThat(Path.of(data.toUri())).isEqualTo(files.getPath("/example"));
    }
  }

  @Test
  void theBoxHasItsOwnDiskUsersAndDevices(Box box) throws IOException {
    try (FileSystem files = box.fileSystem()) {
      FileStore store = Files.getFileStore(files.getPath("/root"));
      assertThat(store.getTotalSpace()).isEqualTo(box.stats().diskBytes());
      assertThat(files.getFileStores()).contains(store);
      assertThat(Files.getAttribute(files.getPath("/dev/null"), "unix:rdev")).isEqualTo(0x103L);
      try (InputStream zero = Files.newInputStream(files.getPath("/dev/zero"))) {
        assertThat(zero.readNBytes(100_000)).containsOnly(0);
      }
      assertThat(Files.readString(files.getPath("/proc/version"))).startsWith("Linux version");
    }
  }

  @Test
  void theDeathOfTheBoxEndsWhoWaitsWithAnIoException() throws Exception {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      box.sh("mkfifo /fifo").orThrow();
      Path fifo = box.path("/fifo");
      FutureTask<Integer> reading = new FutureTask<>(() -> Files.newInputStream(fifo).read());
      Thread.ofVirtual().start(reading);
      assertThat(Files.exists(fifo)).isTrue();
      box.kill();
      assertThatThrownBy(() -> reading.get(1, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
      assertThatThrownBy(() -> Files.size(fifo))
          .isInstanceOf(IOException.class)
          .hasCauseInstanceOf(BoxGoneException.class);
      box.start();
      assertThat(Files.isDirectory(box.path("/etc"))).isTrue();
    }
  }
}
