package dev.hutch.it.bad;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A PATH with the programs that Hutch runs, but one. */
final class SearchPath implements AutoCloseable {
  private static final List<String> NEEDED =
      List.of("bash", "readlink", "bwrap", "qemu-system-x86_64", "mke2fs", "mkfs.erofs", "busybox");

  private final Path links;

  private SearchPath(Path links) {
    this.links = links;
  }

  static SearchPath without(String missing) throws IOException {
    Path links = Files.createTempDirectory("search-path");
    for (String program : NEEDED) {
      if (!program.equals(missing)) {
        Files.createSymbolicLink(links.resolve(program), find(program));
      }
    }
    return new SearchPath(links);
  }

  /** The value of the variable. */
  @Override
  public String toString() {
    return links.toString();
  }

  @Override
  public void close() throws IOException {
    for (String program : NEEDED) {
      Files.deleteIfExists(links.resolve(program));
    }
    Files.delete(links);
  }

  private static Path find(String program) {
    String directories = System.getenv("PATH") + File.pathSeparator + "/usr/sbin:/sbin";
    return Stream.of(directories.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + program + " in " + directories));
  }
}
