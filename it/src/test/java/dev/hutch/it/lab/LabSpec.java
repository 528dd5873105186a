package dev.hutch.it.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lab to boot.
 *
 * @param clock what its clock follows
 * @param cpus its CPUs; more than one helps only what is parallel, and costs the host a core each
 * @param memoryMib its memory in MiB, taken from the host as it is touched
 * @param shares host directories by name, seen read-only as {@code /lab/<name>}; they must not
 *     change while the lab runs
 */
public record LabSpec(LabClock clock, int cpus, int memoryMib, Map<String, Path> shares) {
  /** Validates and copies. */
  public LabSpec {
    if (cpus < 1 || (clock == LabClock.INSTRUCTIONS && cpus > 1)) {
      throw new IllegalArgumentException(
          "a lab with the " + clock + " clock cannot have " + cpus + " CPUs");
    }
    if (memoryMib < 512) {
      throw new IllegalArgumentException("a lab needs 512 MiB at least, not " + memoryMib);
    }
    shares.forEach(LabSpec::checkShare);
    shares = Map.copyOf(shares);
  }

  /** A lab on the host's clock: one CPU, 2 GiB, no shares. */
  public static LabSpec wall() {
    return new LabSpec(LabClock.WALL, 1, 2048, Map.of());
  }

  /** A lab on the instruction clock: one CPU, 2 GiB, no shares. */
  public static LabSpec instructions() {
    return new LabSpec(LabClock.INSTRUCTIONS, 1, 2048, Map.of());
  }

  /** The same lab with that many CPUs. */
  public LabSpec withCpus(int count) {
    return new LabSpec(clock, count, memoryMib, shares);
  }

  /** The same lab with that much memory. */
  public LabSpec withMemoryMib(int mebibytes) {
    return new LabSpec(clock, cpus, mebibytes, shares);
  }

  /** The same lab, which also sees {@code directory} read-only as {@code /lab/<name>}. */
  public LabSpec withShare(String name, Path directory) {
    Map<String, Path> more = new TreeMap<>(shares);
    more.put(name, directory.toAbsolutePath());
    return new LabSpec(clock, cpus, memoryMib, more);
  }

  private static void checkShare(String name, Path directory) {
    if (!name.matches("[a-z][a-z0-9-]{0,29}")
        || name.equals("exchange")
        || name.equals("modules")) {
      throw new IllegalArgumentException("not a name for a share: " + name);
    }
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException("the share " + name + " is no directory: " + directory);
    }
    if (directory.toString().contains(",")) {
      throw new IllegalArgumentException("QEMU takes no path with a comma: " + directory);
    }
  }
}
