package dev.hutch.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseImageTest {
  @TempDir Path home;

  @Test
  void holdsBusyboxALinkPerAppletAndTheFilesProgramsLookFor() throws IOException {
    Path root = ReadBack.erofs(new BaseImage(home).image(), home.resolve("out"));
    assertThat(root.resolve("bin/busybox")).isExecutable();
    assertThat(Files.readSymbolicLink(root.resolve("bin/sh"))).hasToString("/bin/busybox");
    assertThat(Files.readSymbolicLink(root.resolve("usr/bin/awk"))).hasToString("/bin/busybox");
    assertThat(root.resolve("etc/passwd")).content().startsWith("root:x:0:0:root:/root:/bin/sh\n");
    assertThat(root.resolve("etc/group")).content().startsWith("root:x:0:\n");
    assertThat(root.resolve("etc/hosts")).content().contains("127.0.0.1 localhost");
    assertThat(root.resolve("etc/resolv.conf")).exists();
    assertThat((int) Files.getAttribute(root.resolve("tmp"), "unix:mode") & 07777).isEqualTo(01777);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("root"))))
        .isEqualTo("rwx------");
  }

  @Test
  void isTheSameByteForByteInAnyHome() {
    Path one = new BaseImage(home.resolve("one")).image();
    Path other = new BaseImage(home.resolve("other")).image();
    assertThat(one).hasSameBinaryContentAs(other);
    assertThat(one.getFileName()).isEqualTo(other.getFileName());
  }

  @Test
  void isMadeOnce() throws IOException {
    Path image = new BaseImage(home).image();
    FileTime made = Files.getLastModifiedTime(image);
    assertThat(new BaseImage(home).image()).isEqualTo(image);
    assertThat(Files.getLastModifiedTime(image)).isEqualTo(made);
  }

  @Test
  void isAnotherForAnotherBusyboxUnderTheSameNameEvenWithTheOldTimes() throws IOException {
    Path busybox = home.resolve("busybox");
    Files.copy(Tool.find("busybox", "busybox-static").program(), busybox);
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(busybox, time);
    Path before = new BaseImage(home, busybox).image();
    byte[] changed = Files.readAllBytes(busybox);
    changed[changed.length - 1] ^= 1;
    Files.write(busybox, changed);
    Files.setLastModifiedTime(busybox, time);
    assertThat(new BaseImage(home, busybox).image()).isNotEqualTo(before);
  }

  @Test
  void isMadeAgainAfterTheImageWasDeletedOrTheNoteAboutItSpoiled() throws IOException {
    Path image = new BaseImage(home).image();
    Files.delete(image);
    assertThat(new BaseImage(home).image()).isEqualTo(image).exists();
    try (var files = Files.newDirectoryStream(home.resolve("base"), "*.memo")) {
      for (Path memo : files) {
        Files.writeString(memo, "../\0" + image);
      }
    }
    assertThat(new BaseImage(home).image()).isEqualTo(image);
  }

  @Test
  void refusesABusyboxThatNeedsLibraries() throws IOException {
    Path dynamic = Tool.find("stat", "coreutils").program();
    assertThatThrownBy(() -> new BaseImage(home, dynamic).image())
        .isInstanceOf(RootfsException.class)
        .hasMessageContaining(dynamic.toString())
        .hasMessageContaining("apt-get install busybox-static");
    ReadBack.assertNothingPartialIn(home);
  }
}
