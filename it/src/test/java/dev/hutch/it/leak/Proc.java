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
public record Proc(long pid) {
  private static final Path ROOT = Path.of("/proc");

  /** All that can be seen. */
  public static List<Proc> all() {
    List<Proc> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      entries.forEach(entry -> all.add(new Proc(Long.parseLong(entry.getFileName().toString()))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all;
  }

  /** This JVM. */
  public static Proc self() {
    return new Proc(ProcessHandle.current().pid());
  }

  /** Its arguments; none for a zombie or a process that is gone. */
  public List<String> arguments() {
    String all = read("cmdline");
    return all.isEmpty() ? List.of() : List.of(all.split("\0", -1));
  }

  /** What it says it runs; empty for a zombie or a process that is gone. */
  String program() {
    return arguments().stream().findFirst().orElse("");
  }

  String mountInfo() {
    return read("mountinfo");
  }

  Optional<String> mountNamespace() {
    return namespace("mnt");
  }

  /** The pid namespace it lives in; empty if it has ended. */
  public Optional<String> pidNamespace() {
    return namespace("pid");
  }

  /** Its group in the v2 hierarchy, from that hierarchy's root; empty if there is none. */
  public String cgroup() {
    return read("cgroup")
        .lines()
        .filter(line -> line.startsWith("0::"))
        .map(line -> line.substring(3))
        .findFirst()
        .orElse("");
  }

  /** Its parent's id; 0 if it is gone. */
  public long parent() {
    String[] fields = stat();
    return fields.length > 1 ? Long.parseLong(fields[1]) : 0;
  }

  /** Whether it is there and has not ended. */
  public boolean isAlive() {
    String[] fields = stat();
    return fields.length > 1 && !"ZX".contains(fields[0]);
  }

  /** When it began, in clock ticks after boot: together with its id it means one process. */
  public long startTicks() {
    String[] fields = stat();
    return fields.length > 19 ? Long.parseLong(fields[19]) : -1;
  }

  /** Whether it has ended and its parent, this one, has not asked how. */
  boolean isZombieOf(Proc parent) {
    String[] fields = stat();
    return fields.length > 1 && fields[0].equals("Z") && Long.parseLong(fields[1]) == parent.pid;
  }

  /** Its command's name, 15 bytes of it. */
  public String name() {
    return read("comm").strip();
  }

  /** From the state, field 3, on; one empty field if it is gone. */
  private String[] stat() {
    String stat = read("stat");
    return stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 2)).split(" ", -1);
  }

  private Optional<String> namespace(String kind) {
    try {
      return Optional.of(Files.readSymbolicLink(path("ns/" + kind)).toString());
    } catch (IOException e) {
      return Optional.empty(); // gone, or a zombie
    }
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
