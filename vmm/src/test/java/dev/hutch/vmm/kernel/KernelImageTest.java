package dev.hutch.vmm.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Program;
import dev.hutch.vmm.natives.NativeKind;
import dev.hutch.vmm.natives.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the kernel out of the real libkrunfw and boots it. */
class KernelImageTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir static Path fetched;
  private static Path libkrunfw = Path.of("");

  @TempDir Path home;

  @BeforeAll
  static void findOrFetch() {
    libkrunfw =
        new NativeLibraries(fetched, System.getenv(), line -> {})
            .require(NativeKind.LIBKRUNFW, Optional.empty())
            .path();
  }

  @Test
  void bootsUnderQemu() throws IOException {
    Path elf = new KernelImage(home).elf(libkrunfw);
    // No root disk: the kernel says so and panics, which ends the machine.
    Program.find("qemu-system-x86_64", System.getenv())
        .orElseThrow()
        .run(
            List.of(
                "-M",
                "microvm,acpi=off,x-option-roms=off,isa-serial=off",
                "-accel",
                "tcg",
                "-cpu",
                "max",
                "-m",
                "256",
                "-nodefaults",
                "-no-user-config",
                "-nographic",
                "-no-reboot",
                "-kernel",
                elf.toString(),
                "-append",
                "console=hvc0 reboot=t panic=-1 root=/dev/vda",
                "-chardev",
                "file,id=c,path=" + home.resolve("console"),
                "-device",
                "virtio-serial-device",
                "-device",
                "virtconsole,chardev=c"),
            System.getenv(),
            home,
            Duration.ofMinutes(2));
    assertThat(Files.readString(home.resolve("console"), UTF_8).replace("\r", ""))
        .contains("Kernel panic - not syncing: VFS: Unable to mount root fs")
        .as("the file systems of our disks")
        .contains(" ext4\n", " erofs\n");
  }

  @Test
  void isWrittenOnceAndNamedByItsContent() throws IOException {
    Path first = new KernelImage(home).elf(libkrunfw);
    assertThat(first.getFileName().toString()).matches("[0-9a-f]{64}\\.elf");
    FileTime written = Files.getLastModifiedTime(first);
    assertThat(new KernelImage(home).elf(libkrunfw)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
    try (Stream<Path> files = Files.list(home.resolve("kernel"))) {
      assertThat(files).hasSize(3).noneMatch(file -> file.toString().contains(".partial-"));
    }
  }

  @Test
  void isTheSameFileForACopyOfTheLibrary() throws IOException {
    Path copy = Files.copy(libkrunfw, home.resolve("copy.so"));
    assertThat(new KernelImage(home).elf(copy)).isEqualTo(new KernelImage(home).elf(libkrunfw));
  }

  @Test
  void isWrittenAgainWhenSpoiledOrWhenTheNoteAboutItIs() throws IOException {
    Path elf = new KernelImage(home).elf(libkrunfw);
    byte[] good = Files.readAllBytes(elf);
    byte[] spoiled = good.clone();
    spoiled[spoiled.length / 2] ^= 1;
    FileTime modified = Files.getLastModifiedTime(elf);
    Files.write(elf, spoiled);
    Files.setLastModifiedTime(elf, modified);
    assertThat(new KernelImage(home).elf(libkrunfw)).hasBinaryContent(good);
    Files.delete(elf);
    assertThat(new KernelImage(home).elf(libkrunfw)).hasBinaryContent(good);
    try (var notes = Files.newDirectoryStream(home.resolve("kernel"), "*.memo")) {
      for (Path note : notes) {
        Files.write(note, new byte[] {-1, 0});
        Files.setLastModifiedTime(note, FileTime.from(LONG_AGO));
      }
    }
    assertThat(new KernelImage(home).elf(libkrunfw)).isEqualTo(elf);
  }

  @Test
  void ofNoLibraryIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> new KernelImage(home).elf(home.resolve("none.so")))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining(home.resolve("none.so").toString());
  }
}
