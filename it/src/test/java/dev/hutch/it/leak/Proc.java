package dev.hutch.it.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process as proc(5) shows it. Read with nothing of the product, so that the two cannot share a
 * mistake.
 *
 * @param pid its id
 */
record Proc(long pid) {
  private static final Path ROOT = Path.of("/proc");

  static List<Proc> all() {
    List<Proc> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      entries.forEach(entry -> all.add(new Proc(Long.parseLong(entry.getFileName().toString()))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  static Proc self() {
    return new Proc(ProcessHandle.current().pid());
  }

  /** Its arguments; none for a zombie or a process that is gone. */
  List<String> arguments() {
    String all = read("cmdline");
    return all.isEmpty() ? List.of() : List.of(all.split("\0", -1));
  }

  String mountInfo() {
    return read("mountinfo");
  }

  Optional<String> mountNamespace() {
    try {
      return Optional.of(Files.readSymbolicLink(path("ns/mnt")).toString());
    } catch (IOException e) {
      return Optional.empty(); // gone, or a zombie
    }
  }

  /** Whether it has ended and its parent, this one, has not asked how. */
  boolean isZombieOf(Proc parent) {
    String stat = read("stat");
    if (stat.isEmpty()) {
      return false;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields[0].equals("Z") && Long.parseLong(fields[1]) == parent.pid;
  }

  String name() {
    return read("comm").strip();
  }

  private String read(String file) {
    try {
      return new String(Files.readAllBytes(path(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // it is gone
    }
  }

  private Path path(String file) {
    return ROOT.resolve(Long.toString(pid)).resolve(file);
  }
}
