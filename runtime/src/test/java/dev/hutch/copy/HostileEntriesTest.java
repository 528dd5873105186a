package dev.hutch.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import dev.hutch.agent.archive.HandMadeArchive;
import dev.hutch.agent.archive.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Archives of a guest with entries that nobody asked for, or that no honest program makes. */
class HostileEntriesTest extends WithHostileArchives {
  @Test
  void devicesAndWhatIsUnknownAreRefused() {
    for (char type : new char[] {'3', '4', 'S', 'M', 'V', 'D', 'N', '7', 'Z', '\7'}) {
      refused(archive -> archive.header(type, "x/odd", "", 0));
      assertThat(target.resolve("name/odd")).doesNotExist();
    }
    refused(archive -> archive.pax("GNU.sparse.map", "0,1,4000000000,1").file("x/s", "xx"));
    refused(
        archive ->
            archive
                .pax("GNU.sparse.major", "1")
                .pax("GNU.sparse.minor", "0")
                .pax("GNU.sparse.realsize", "9000000000000")
                .file("x/s", "1\n0\n512\n"));
  }

  @Test
  void whatIsInTheWayAndIsNoFileStays() throws Exception {
    Files.createDirectories(target.resolve("name/d/in"));
    Trees.run(target.resolve("name"), "mknod", "null", "c", "1", "3");

    refused(archive -> archive.file("x/d", "x"));
    refused(archive -> archive.link("x/d", outside.toString()));
    refused(archive -> archive.file("x/null", "x"));
    refused(archive -> archive.file("x/f", "x").directory("x/f"));

    assertThat(target.resolve("name/d/in")).isDirectory();
    assertThat(Trees.run(target.resolve("name"), "stat", "-c", "%F", "null"))
        .asString(UTF_8)
        .startsWith("character special");
  }

  @Test
  void moreThanWasAskedForIsRefused() {
    assertThatThrownBy(
            () -> receive(new HandMadeArchive().file("x", "1").file("x", "2"), CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
    assertThatThrownBy(
            () ->
                receive(new HandMadeArchive().file("x", "1").file("x/y", "2"), CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
    assertThatThrownBy(() -> receive(new HandMadeArchive().file("x/y", "2"), CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
    refused(archive -> archive.directory("x"));
    refused(archive -> archive.file("x/no/directory", "x"));
  }

  @Test
  void specialBitsAreDroppedAndOwnersAreOurs() throws Exception {
    receive(
        new HandMadeArchive()
            .header('5', "x", "", 0, 07777)
            .header('0', "x/f", "", 0, 07777)
            .header('6', "x/p", "", 0, 07777),
        CopyOptions.DEFAULT);

    Path tree = target.resolve("name");
    assertThat(Files.getAttribute(tree, "unix:mode")).isEqualTo(041777);
    assertThat(Files.getAttribute(tree.resolve("f"), "unix:mode")).isEqualTo(0101777);
    assertThat((int) Files.getAttribute(tree.resolve("p"), "unix:mode") & 06000).isZero();
    assertThat(Files.getAttribute(tree.resolve("f"), "unix:uid"))
        .isEqualTo(Files.getAttribute(directory, "unix:uid"));
  }

  @Test
  void sizesThatAreLiesAreNoticed() {
    HandMadeArchive directory = new HandMadeArchive().directory("x");
    byte[] longer = directory.header('0', "x/f", "", 100_000).contents("short").finished();
    assertThatThrownBy(() -> receive(new ByteArrayInputStream(longer), CopyOptions.DEFAULT))
        .isInstanceOf(IOException.class);

    refused(archive -> archive.header('0', "x/f", "", 1).contents("x".repeat(513)));
    refused(archive -> archive.pax("size", "-1").file("x/f", "x"));
    refused(archive -> archive.pax("size", "99999999999999999999").file("x/f", "x"));
    refused(archive -> archive.header('2', "x/l", "t", 512).contents("x".repeat(512)));
    refused(archive -> archive.header('5', "x/d", "", 512).contents("x".repeat(512)));
    refused(archive -> archive.pax("size", "9000000000").directory("x/d"));
  }

  @Test
  void anArchiveWithRandomDamageNeverTouchesAnythingElse() throws Exception {
    byte[] whole =
        new HandMadeArchive()
            .directory("x")
            .file("x/f", "contents")
            .pax("path", "x/long")
            .file("x/plain", "x")
            .link("x/l", "../../outside")
            .directory("x/d")
            .hardLink("x/d/h", "x/f")
            .finished();
    Random random = new Random(4);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(damaged.length);
        damaged[at] = (byte) random.nextInt(256);
        seal(damaged, at / 512 * 512);
      }
      try {
        receive(new ByteArrayInputStream(damaged), CopyOptions.DEFAULT.maxEntries(100));
      } catch (CopyException | IOException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
    Trees.run(target, "rm", "-rf", target + "/name");
  }

  /** So that damage to a header is not noticed by its sum. */
  private static void seal(byte[] archive, int block) {
    int sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? 0 : archive[block + i] & 0xff;
    }
    byte[] text = String.format("%06o\0 ", sum).getBytes(UTF_8);
    boolean isHeader = archive[block + 257] == 'u' && archive[block + 258] == 's';
    System.arraycopy(text, 0, archive, block + 148, isHeader ? text.length : 0);
  }
}
