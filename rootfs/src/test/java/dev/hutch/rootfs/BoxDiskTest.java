package dev.hutch.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxDiskTest {
  private static final long MIB = 1L << 20;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(longs = {32, 33, 100, 129, 1000, 8 << 10, 100 << 10})
  void isAnEmptyExt4WithoutAFault(long mebibytes) {
    Path disk = home.resolve("disk.ext4");
    new BoxDisk(home).create(disk, mebibytes * MIB);
    assertThat(disk).hasSize(mebibytes * MIB);
    assertThat(ReadBack.ext4(disk))
        .containsPattern("Filesystem state: +clean")
        .containsPattern("Reserved block count: +0\n")
        .contains("has_journal");
  }

  @Test
  void takesLittleOfTheHostAndIsPrivate() throws IOException {
    Path disk = home.resolve("disk.ext4");
    new BoxDisk(home).create(disk, BoxDisk.DEFAULT_BYTES);
    assertThat(ReadBack.allocatedBytes(disk)).isLessThan(MIB);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(disk)))
        .isEqualTo("rw-------");
    assertThat(ReadBack.allocatedBytes(home.resolve("template"))).isLessThan(MIB);
    ReadBack.assertNothingPartialIn(home);
  }

  @Test
  void isTheSameMadeFromAKeptTemplate() {
    new BoxDisk(home).create(home.resolve("first"), 64 * MIB);
    new BoxDisk(home).create(home.resolve("second"), 64 * MIB);
    assertThat(home.resolve("second")).hasSameBinaryContentAs(home.resolve("first"));
  }

  @Test
  void isMadeFromANewTemplateWhenTheKeptOneIsSpoiled() throws IOException {
    new BoxDisk(home).prepare(64 * MIB);
    for (byte[] spoiled : new byte[][] {{}, new byte[28], spoiled()}) {
      Files.write(template(), spoiled);
      Path disk = home.resolve("disk" + spoiled.length);
      new BoxDisk(home).create(disk, 64 * MIB);
      assertThat(ReadBack.ext4(disk)).containsPattern("Filesystem state: +clean");
      assertThat(template())
          .satisfies(file -> assertThat(Files.readAllBytes(file)).isNotEqualTo(spoiled));
    }
  }

  @Test
  void keepsTheSpareSuperblocks() {
    Path disk = home.resolve("disk.ext4");
    new BoxDisk(home).create(disk, 1000 * MIB);
    for (int group : new int[] {1, 3, 5, 7}) {
      String spare = "superblock=" + group * 32768;
      assertThat(
              Tool.find("dumpe2fs", "e2fsprogs")
                  .run(List.of("-h", "-o", spare, "-o", "blocksize=4096", disk.toString())))
          .contains("Filesystem UUID");
    }
  }

  @Test
  void neverOverwritesADisk() throws IOException {
    Path disk = Files.writeString(home.resolve("disk.ext4"), "precious");
    assertThatThrownBy(() -> new BoxDisk(home).create(disk, 64 * MIB))
        .isInstanceOf(RootfsException.class)
        .hasMessageContaining(disk + " exists");
    assertThat(disk).hasContent("precious");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 31 * MIB, 64 * MIB + 1, (4L << 40) + MIB, Long.MAX_VALUE})
  void refusesAnImpossibleSizeNamingItAndTheRange(long bytes) {
    assertThatThrownBy(() -> new BoxDisk(home).create(home.resolve("disk"), bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(bytes + " bytes")
        .hasMessageContaining("from 32 MiB to 4 TiB");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void namesTheDirectoryThatIsNotThere() {
    Path disk = home.resolve("file/disk.ext4");
    assertThatThrownBy(
            () -> {
              Files.writeString(home.resolve("file"), "");
              new BoxDisk(home).create(disk, 64 * MIB);
            })
        .isInstanceOf(RootfsException.class)
        .hasMessageContaining(disk.toString());
  }

  private Path template() throws IOException {
    try (var files = Files.newDirectoryStream(home.resolve("template"))) {
      return files.iterator().next();
    }
  }

  private byte[] spoiled() throws IOException {
    byte[] bytes = Files.readAllBytes(template());
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }
}
