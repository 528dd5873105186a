package dev.hutch.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks into what was made with the file systems' own tools. */
final class ReadBack {
  private ReadBack() {}

  static Path erofs(Path image, Path into) {
    new Tool(Tool.find("fsck.erofs", "erofs-utils").program())
        .run(List.of("--extract=" + into, image.toString()));
    return into;
  }

  static String ext4(Path disk) {
    Tool.find("e2fsck", "e2fsprogs").run(List.of("-f", "-n", disk.toString()));
    return Tool.find("dumpe2fs", "e2fsprogs").run(List.of("-h", disk.toString()));
  }

  static long allocatedBytes(Path file) {
    String blocks = Tool.find("stat", "coreutils").run(List.of("-c", "%b", file.toString()));
    return Long.parseLong(blocks.strip()) * 512;
  }

  static void assertNothingPartialIn(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> found = Files.walk(directory)) {
        assertThat(found).noneMatch(path -> path.toString().contains(".partial-"));
      }
    }
  }
}
