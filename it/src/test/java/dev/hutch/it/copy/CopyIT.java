package dev.hutch.it.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.Copied;
import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files between the host and a real box. */
@ExtendWith({LeakGuard.class, OneBox.class})
class CopyIT {
  private static final Instant TIME = Instant.parse("2001-02-03T04:05:06.123456789Z");

  @Test
  void aTreeGoesInAndComesBackWithModesTimesAndLinks(Box box, @TempDir Path directory)
      throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.createDirectory(tree.resolve("sub"));
    Path script = Files.writeString(tree.resolve("sub/script"), "#!/bin/sh\necho ran\n");
    Files.setAttribute(script, "unix:mode", 0751);
    Files.setLastModifiedTime(script, FileTime.from(TIME));
    Files.createLink(tree.resolve("hard"), script);
    Files.createSymbolicLink(tree.resolve("soft"), Path.of("sub/script"));
    Files.setLastModifiedTime(tree.resolve("sub"), FileTime.from(TIME));

    Copied in = box.copyIn(tree, "/srv-copy");

    assertThat(in).isEqualTo(new Copied(5, 19));
    assertThat(box.sh("/srv-copy/soft && stat -c '%a %h %u:%g %n' /srv-copy/hard").stdout().text())
        .isEqualTo("ran\n751 2 0:0 /srv-copy/hard\n");
    assertThat(box.sh("stat -c %y /srv-copy/sub/script /srv-copy/sub").stdout().text())
        .isEqualTo("2001-02-03 04:05:06.123456789 +0000\n".repeat(2));

    Copied out = box.copyOut("/srv-copy/.", directory.resolve("back"));

    Path back = directory.resolve("back");
    assertThat(out).isEqualTo(in);
    assertThat(back.resolve("sub/script")).hasSameBinaryContentAs(script);
    assertThat(Files.getAttribute(back.resolve("sub/script"), "unix:mode")).isEqualTo(0100751);
    assertThat(Files.getAttribute(back.resolve("hard"), "unix:nlink")).isEqualTo(2);
    assertThat(Files.readSymbolicLink(back.resolve("soft"))).hasToString("sub/script");
    assertThat(Files.getLastModifiedTime(back.resolve("sub")).toInstant()).isEqualTo(TIME);
    assertThat(Files.getLastModifiedTime(back.resolve("hard")).toInstant()).isEqualTo(TIME);
  }

  @Test
  void aLargeFileComesBackByteForByte(Box box, @TempDir Path directory) throws IOException {
    byte[] bytes = new byte[(32 << 20) + 17];
    new Random(7).nextBytes(bytes);
    Path large = Files.write(directory.resolve("large"), bytes);

    box.copyIn(large, "/large-copy");
    box.copyOut("/large-copy", directory.resolve("back"));

    assertThat(directory.resolve("back")).hasSameBinaryContentAs(large);
    box.run("rm", "/large-copy");
  }

  @Test
  void aThousandSmallFilesGoIn(Box box, @TempDir Path directory) throws IOException {
    Path tree = Files.createDirectory(directory.resolve("small"));
    for (int i = 0; i < 1_000; i++) {
      Files.writeString(tree.resolve("f" + i), "x".repeat(1024));
    }

    assertThat(box.copyIn(tree, "/")).isEqualTo(new Copied(1_001, 1_024_000));

    assertThat(box.sh("ls /small | wc -l; cat /small/* | wc -c").stdout().text())
        .isEqualTo("1000\n1024000\n");
  }

  @Test
  void archivesGoInAndComeOut(Box box) throws IOException {
    box.sh("mkdir -p /pack/in /unpacked; echo here >/pack/in/file");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();

    box.copyOut("/pack", archive);
    box.copyIn(new ByteArrayInputStream(archive.toByteArray()), "/unpacked");

    assertThat(box.run("cat", "/unpacked/pack/in/file").stdout().text()).isEqualTo("here\n");
  }

  @Test
  void theRootIsAPlaceLikeAnyAndTheKernelsTreesStayOut(Box box, @TempDir Path directory)
      throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    long bytes = box.copyOut("/", archive);

    assertThat(bytes).isGreaterThan(100_000).isEqualTo(archive.size());

    box.copyOut("/proc/cpuinfo", directory);
    assertThat(directory.resolve("cpuinfo")).content().contains("processor");
  }

  @Test
  void aLinkOfTheBoxIsNotFollowedUnlessAsked(Box box, @TempDir Path directory) throws IOException {
    box.sh("mkdir /linked-to; echo x >/linked-to/file; ln -s linked-to /linked");

    box.copyOut("/linked", directory);
    box.copyOut("/linked", directory.resolve("followed"), CopyOptions.DEFAULT.followLink(true));

    assertThat(Files.readSymbolicLink(directory.resolve("linked"))).hasToString("linked-to");
    assertThat(directory.resolve("followed/file")).content().isEqualTo("x\n");
  }

  @Test
  void whatCannotBeCopiedIsSaidWithItsPath(Box box, @TempDir Path directory) {
    assertThatThrownBy(() -> box.copyOut("/no/such", directory))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("/no/such")
        .hasMessageContaining("No such file or directory");
    assertThatThrownBy(() -> box.copyOut("/dev/null", directory))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("device");
    assertThatThrownBy(() -> box.copyIn(directory, "/dev/null"))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("/dev/null");
    assertThat(Files.exists(directory.resolve("null"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void aFullDiskIsSaid(Box box, @TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[1 << 20]);
    box.sh("mkdir /full && mount -t tmpfs -o size=64k none /full");

    assertThatThrownBy(() -> box.copyIn(file, "/full"))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("file: cannot be written: No space left on device");
    box.sh("umount /full");
  }
}
