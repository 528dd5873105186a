package dev.hutch.it.leak;

import dev.hutch.BoxState;
import dev.hutch.it.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the kernel and the files say of one box, read with nothing of the product.
 *
 * @param id the box's id
 * @param processes those of its tree
 * @param populated whether a live process is in a group of its name
 * @param groups its groups, populated or not
 * @param locked whether anybody holds its lock
 * @param recorded whether it has a record
 * @param events the events of its journal's whole lines, the oldest first
 * @param files its directory, and directories on their way out
 * @param name the name that leads to it; empty if none does
 */
public record BoxLook(
    String id,
    Set<Proc> processes,
    boolean populated,
    Set<Path> groups,
    boolean locked,
    boolean recorded,
    List<String> events,
    Set<Path> files,
    String name) {
  /** Looks at a box of the tests' home. */
  public static BoxLook at(String id) {
    Path boxes = Checkout.home().resolve("boxes");
    Path directory = boxes.resolve(id);
    Set<Path> groups = ControlGroups.named("hutch-" + id);
    return new BoxLook(
        id,
        tree(id),
        groups.stream().anyMatch(group -> text(group.resolve("cgroup.events")).contains("ed 1")),
        groups,
        isLocked(directory.resolve("lock")),
        Files.exists(directory.resolve("box.properties")),
        events(directory.resolve("journal")),
        entries(boxes).stream()
            .filter(entry -> entry.getFileName().toString().contains(id))
            .collect(Collectors.toSet()),
        nameOf(id));
  }

  /** Whether nothing of it is left anywhere. */
  public boolean isNothing() {
    return processes.isEmpty() && groups.isEmpty() && files.isEmpty() && name.isEmpty();
  }

  /** Whether it has a directory under its own id: it is one of the home's boxes. */
  public boolean isThere() {
    return files.stream().anyMatch(file -> file.endsWith(id));
  }

  /** The state that follows from these facts, by the table in docs/lifecycle.md. */
  public BoxState state() {
    boolean runs = populated || !processes.isEmpty();
    BoxState state =
        events.isEmpty()
            ? (locked || !runs ? BoxState.CREATED : BoxState.UNKNOWN)
            : (runs ? living() : ended());
    if (recorded || state == BoxState.UNKNOWN) {
      return state;
    }
    return switch (state) {
      case CREATED -> locked ? BoxState.CREATED : BoxState.FAILED;
      case STARTING, RUNNING -> BoxState.UNKNOWN;
      default -> BoxState.FAILED;
    };
  }

  private BoxState living() {
    if (!locked) {
      return BoxState.UNKNOWN;
    }
    return switch (events.getLast()) {
      case "STARTING" -> BoxState.STARTING;
      case "RUNNING", "STOPPING" -> BoxState.RUNNING;
      case "ENDED", "FAILED" -> isMeantToEnd() ? BoxState.RUNNING : BoxState.UNKNOWN;
      default -> BoxState.UNKNOWN;
    };
  }

  private BoxState ended() {
    String newest = events.getLast();
    if (locked && List.of("STARTING", "RUNNING", "UNPROVEN").contains(newest)) {
      return BoxState.UNKNOWN;
    }
    return isMeantToEnd() || newest.equals("STOPPED") ? BoxState.STOPPED : BoxState.FAILED;
  }

  private boolean isMeantToEnd() {
    return events.contains("STOPPING");
  }

  /** The host pids of its whole tree, the emulator included: all that share its pid namespace. */
  public Set<Proc> wholeTree() {
    Set<String> namespaces =
        processes.stream().flatMap(p -> p.pidNamespace().stream()).collect(Collectors.toSet());
    Proc.self().pidNamespace().ifPresent(namespaces::remove);
    Set<Proc> whole =
        Proc.all().stream()
            .filter(process -> process.pidNamespace().filter(namespaces::contains).isPresent())
            .collect(Collectors.toSet());
    whole.addAll(processes);
    return whole;
  }

  /** A process of the tree, by the part it plays; empty if it is not there (yet). */
  public Optional<Proc> part(Part part) {
    return processes.stream()
        .filter(process -> part == Part.of(process))
        .min((a, b) -> Long.compare(a.pid(), b.pid()));
  }

  /** What a process of a box's tree is. */
  public enum Part {
    /** The owner's child, outside the jail. */
    OUTER_BWRAP,
    /** First in the jail's pid namespace. */
    INNER_BWRAP,
    /** The JVM that becomes the VM. */
    SHIM;

    static Part of(Proc process) {
      if (!process.program().endsWith("bwrap")) {
        return SHIM;
      }
      return process.pidNamespace().equals(Proc.self().pidNamespace()) ? OUTER_BWRAP : INNER_BWRAP;
    }
  }

  /**
   * An element of argv equals the id, and it is a bubblewrap or lives in a jail: who merely names
   * the box, {@code hutch rm ID} for one, is not of it.
   */
  private static Set<Proc> tree(String id) {
    Optional<String> ours = Proc.self().pidNamespace();
    return Proc.all().stream()
        .filter(process -> process.arguments().contains(id))
        .filter(
            process ->
                process.program().endsWith("bwrap")
                    || process
                        .pidNamespace()
                        .filter(ns -> !ours.equals(Optional.of(ns)))
                        .isPresent())
        .filter(Proc::isAlive)
        .collect(Collectors.toSet());
  }

  /** By the kernel's list, see proc_locks(5): looking does not touch the lock. */
  private static boolean isLocked(Path lock) {
    try {
      String inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
      return text(Path.of("/proc/locks")).lines().anyMatch(line -> line.contains(inode));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> events(Path journal) {
    String text = text(journal);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> line.split("\t", -1)[1])
        .toList();
  }

  private static String nameOf(String id) {
    return entries(Checkout.home().resolve("names")).stream()
        .filter(file -> text(file).strip().equals(id))
        .map(file -> file.getFileName().toString())
        .findAny()
        .orElse("");
  }

  private static Set<Path> entries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.collect(Collectors.toCollection(TreeSet::new));
    } catch (NoSuchFileException e) {
      return Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // not there, or gone meanwhile
    }
  }
}
