package dev.hutch.bindings.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdTest {
  @TempDir Path folder = Path.of("");

  @Test
  void createsAFileWithExactlyTheModeGiven() throws IOException {
    Path path = folder.resolve("new");
    int mask = Posix.umask(0);
    try (Fd fd = Fd.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0640)) {
      fd.writeAll("content".getBytes(UTF_8));
      fd.fsync();
      assertThat(fd.size()).isEqualTo(7);
      assertThat(OpenDescriptors.isCloseOnExec(fd)).isTrue();
    } finally {
      Posix.umask(mask);
    }
    assertThat(path).hasContent("content");
    assertThat(Files.getPosixFilePermissions(path))
        .hasToString("[OWNER_READ, OWNER_WRITE, GROUP_READ]");
  }

  @Test
  void saysWhichFileCouldNotBeOpenedAndWhy() {
    assertThatThrownBy(() -> Fd.open(folder.resolve("missing"), OpenFlags.O_RDONLY, 0))
        .isInstanceOfSatisfying(
            PosixException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.ENOENT);
              assertThat(e.function()).isEqualTo("open");
            })
        .hasMessageContaining("missing")
        .hasMessageContaining("ENOENT (2, No such file or directory)");
  }

  @Test
  void closesOnceAndRefusesToBeUsedAfterwards() {
    long before = OpenDescriptors.count();
    Fd fd = MemFd.create("short-lived");
    fd.close();
    try (Fd heir = MemFd.create("takes the number over")) {
      fd.close();
      assertThat(heir.size()).isZero();
    }
    assertThat(OpenDescriptors.count()).isEqualTo(before);
    assertThatThrownBy(fd::number).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givesItsDescriptorAwayUnclosed() {
    Fd fd = MemFd.create("given away");
    int number = fd.release();
    fd.close();
    try (Fd again = Fd.adopt(number)) {
      assertThat(again.size()).isZero();
    }
  }

  @Test
  void duplicatesShareTheFileAndOutliveTheOriginal() {
    Fd original = MemFd.create("original");
    try (Fd twin = original.dup()) {
      original.truncate(5);
      original.close();
      assertThat(twin.size()).isEqualTo(5);
    }
  }

  @Test
  void procPathOpensTheSameFile() throws IOException {
    try (Fd fd = MemFd.create("by path")) {
      fd.writeAll(new byte[] {1, 2, 3});
      assertThat(Files.readAllBytes(Path.of(fd.procPath()))).containsExactly(1, 2, 3);
    }
  }

  @Test
  void nonBlockingReadReportsEmptinessAsANumber() {
    try (Pipe pipe = Pipe.create();
        Arena arena = Arena.ofConfined()) {
      pipe.reader().setNonBlocking(true);
      var buffer = arena.allocate(8);

      assertThat(pipe.reader().tryRead(buffer, 0, 8)).isEqualTo(-Errno.EAGAIN);
      assertThatThrownBy(() -> pipe.reader().read(buffer, 0, 8)).hasMessageContaining("EAGAIN");
      pipe.writer().writeAll(new byte[] {9});
      assertThat(pipe.reader().tryRead(buffer, 0, 8)).isEqualTo(1);
      pipe.writer().close();
      assertThat(pipe.reader().tryRead(buffer, 0, 8)).isZero();
    }
  }

  @Test
  void neverReadsBeyondTheBufferItWasGiven() {
    try (Fd fd = MemFd.create("long");
        Arena arena = Arena.ofConfined()) {
      var buffer = arena.allocate(4);
      assertThatThrownBy(() -> fd.tryRead(buffer, 2, 4))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
