package dev.hutch.bindings.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel says about this process's descriptors. */
final class OpenDescriptors {
  private OpenDescriptors() {}

  static long count() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isCloseOnExec(Fd fd) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/fdinfo/" + fd.number()))) {
      String flags = lines.filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
      return (Long.parseLong(flags.substring(6).strip(), 8) & 02000000) != 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
