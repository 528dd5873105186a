package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDirectoryTest {
  @TempDir private Path path;
  private OpenDirectory directory;

  @BeforeEach
  void open() {
    directory = OpenDirectory.open(path);
  }

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void makesFilesThatAreNotThereAndNoOthers() throws IOException {
    try (Fd file = directory.createFile("f")) {
      file.writeAll(new byte[] {'x'});
      OpenDirectory.setMode(file, "f", 0640);
    }
    assertThat(path.resolve("f")).content().isEqualTo("x");
    assertThat((int) Files.getAttribute(path.resolve("f"), "unix:mode") & 07777).isEqualTo(0640);

    assertRefused(() -> directory.createFile("f").close(), Errno.EEXIST);
    Files.createSymbolicLink(path.resolve("l"), path.resolve("new"));
    assertRefused(() -> directory.createFile("l").close(), Errno.EEXIST);
  }

  @Test
  void knowsWhatIsAtANameWithoutFollowingIt() throws IOException {
    directory.createFile("f").close();
    directory.makeDirectory("d", 0700);
    directory.makeSymbolicLink("l", "d");
    directory.makeFifo("p", 0600);

    assertThat(directory.kind("none")).isEqualTo(FileKind.ABSENT);
    assertThat(directory.kind("f")).isEqualTo(FileKind.FILE);
    assertThat(directory.kind("d")).isEqualTo(FileKind.DIRECTORY);
    assertThat(directory.kind("l")).isEqualTo(FileKind.SYMBOLIC_LINK);
    assertThat(directory.kind("p")).isEqualTo(FileKind.FIFO);
    try (OpenDirectory dev = OpenDirectory.open(Path.of("/dev"))) {
      assertThat(dev.kind("null")).isEqualTo(FileKind.OTHER);
    }
  }

  @Test
  void entersDirectoriesButNoLinkToOne() throws IOException {
    directory.makeDirectory("d", 0700);
    directory.makeSymbolicLink("l", "d");
    try (OpenDirectory below = directory.open("d")) {
      below.createFile("f").close();
    }
    assertThat(path.resolve("d/f")).exists();

    assertRefused(() -> directory.open("l").close(), Errno.ENOTDIR);
    assertRefused(() -> directory.setDirectoryMode("l", 0777), Errno.ENOTDIR);
  }

  @Test
  void goesOnAtItsPlaceWhereItsPathBecomesAnother() throws IOException {
    directory.makeDirectory("d", 0700);
    try (OpenDirectory below = directory.open("d")) {
      Files.move(path.resolve("d"), path.resolve("moved"));
      Files.createSymbolicLink(path.resolve("d"), Files.createDirectory(path.resolve("other")));
      below.createFile("f").close();
    }
    assertThat(path.resolve("moved/f")).exists();
  }

  @Test
  void linksWhatIsThereAndNotWhatThatPointsTo() throws IOException {
    directory.createFile("f").close();
    directory.makeSymbolicLink("l", "f");
    directory.makeHardLink("second", directory, "f");
    directory.makeHardLink("link", directory, "l");

    assertThat(Files.getAttribute(path.resolve("f"), "unix:nlink")).isEqualTo(2);
    assertThat(Files.readSymbolicLink(path.resolve("link"))).hasToString("f");
    directory.remove("second");
    assertThat(path.resolve("second")).doesNotExist();
    assertThat(path.resolve("f")).exists();
  }

  @Test
  void setsTimesOfALinkItself() throws IOException {
    Instant time = Instant.parse("1960-01-02T03:04:05.123456789Z");
    directory.createFile("f").close();
    FileTime before = Files.getLastModifiedTime(path.resolve("f"));
    directory.makeSymbolicLink("l", "f");
    directory.setModified("l", time);

    assertThat(Files.getLastModifiedTime(path.resolve("f"))).isEqualTo(before);
    assertThat(
            Files.getLastModifiedTime(path.resolve("l"), java.nio.file.LinkOption.NOFOLLOW_LINKS)
                .toInstant())
        .isEqualTo(time);
  }

  private static void assertRefused(Runnable call, int errno) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(PosixException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }
}
