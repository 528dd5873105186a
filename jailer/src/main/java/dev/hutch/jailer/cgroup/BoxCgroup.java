package dev.hutch.jailer.cgroup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.PidFd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.JailerException;
import dev.hutch.jailer.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cgroup v2 group of one box, {@code hutch-<id>}: one call kills all of it, and the kernel
 * tells when it is empty. It is a directory, not an object: several processes may hold a {@code
 * BoxCgroup} of the same group, and nothing needs closing.
 *
 * @param path the group's directory
 */
public record BoxCgroup(Path path) {
  private static final String PREFIX = "hutch-";

  /**
   * The kernel holds an event back for ten milliseconds after the one before, and drops it if the
   * group is removed meanwhile by another process.
   */
  private static final long LOOK_AGAIN_MILLIS = 100;

  /**
   * {@code ENODEV}, {@code ENOENT}: how a group that was removed meanwhile answers a read or write
   * of its files.
   */
  private static final List<String> REMOVED =
      List.of("No such device", "No such file or directory");

  /**
   * Makes the box's group in our own group, else in the hierarchy's root.
   *
   * @return empty if neither is there and writable: the box then runs without, and teardown reaches
   *     it through its pid namespace
   * @throws JailerException if the group is there already and has processes in it
   */
  public static Optional<BoxCgroup> create(Hierarchies hierarchies, BoxId box) {
    for (Path parent : hierarchies.parents()) {
      BoxCgroup group = new BoxCgroup(parent.resolve(name(box)));
      try {
        if (!Files.isDirectory(group.path)) {
          Files.createDirectory(group.path);
        }
      } catch (IOException e) {
        continue; // not ours to write
      }
      if (group.isPopulated()) {
        throw new JailerException(
            "cgroup "
                + group.path
                + " has processes in it already; stop the box "
                + box
                + " first");
      }
      return Optional.of(group);
    }
    return Optional.empty();
  }

  /** Every group of this box in the hierarchy, wherever the process that made it was placed. */
  public static List<BoxCgroup> find(Hierarchies hierarchies, BoxId box) {
    List<BoxCgroup> usual =
        hierarchies.parents().stream()
            .map(parent -> new BoxCgroup(parent.resolve(name(box))))
            .filter(BoxCgroup::exists)
            .toList();
    return usual.isEmpty()
        ? hierarchies.mount().map(root -> GroupSearch.named(root, name(box))).orElse(List.of())
        : usual;
  }

  /** The groups that are there where groups are made now, populated or not. */
  public static Map<BoxId, BoxCgroup> all(Hierarchies hierarchies) {
    Map<BoxId, BoxCgroup> found = new HashMap<>();
    for (Path parent : hierarchies.parents()) {
      for (Path path : GroupSearch.children(parent, PREFIX)) {
        String id = String.valueOf(path.getFileName()).substring(PREFIX.length());
        if (BoxId.isOne(id)) {
          found.put(new BoxId(id), new BoxCgroup(path));
        }
      }
    }
    return found;
  }

  /** Those of them whose groups have live processes in them. */
  public static Set<BoxId> populated(Hierarchies hierarchies) {
    Set<BoxId> found = new HashSet<>();
    all(hierarchies)
        .forEach(
            (box, group) -> {
              if (group.isPopulated()) {
                found.add(box);
              }
            });
    return found;
  }

  private static String name(BoxId box) {
    return PREFIX + box;
  }

  /** Whether the group is there. */
  public boolean exists() {
    return Files.isDirectory(path);
  }

  /** Applies limits as far as the hierarchy has the controllers for them. */
  public AppliedLimits limit(CgroupLimits limits) {
    return LimitWriter.apply(path, limits);
  }

  /**
   * Moves a process and everything below it into the group, looking again until nothing below it is
   * outside: what forks while it is moved is moved in the next round, what forks after is born
   * inside.
   *
   * @throws JailerException if a process cannot be moved
   */
  public void placeTree(ProcessTable table, int rootPid) {
    Set<Integer> placed = new HashSet<>();
    Set<Integer> tree = table.tree(rootPid);
    while (placed.addAll(tree)) {
      Set<Integer> inside = members();
      for (int pid : tree) {
        if (!inside.contains(pid)) {
          place(table, pid);
        }
      }
      tree = table.tree(rootPid);
    }
  }

  /** The pids in the group. A process of a pid namespace that is not below ours is not counted. */
  public Set<Integer> members() {
    Set<Integer> pids = new HashSet<>();
    read("cgroup.procs").ifPresent(list -> list.lines().map(Integer::valueOf).forEach(pids::add));
    pids.remove(0);
    return pids;
  }

  /**
   * Whether a live process is in the group or below it; a zombie is none. False if there is no such
   * group.
   */
  public boolean isPopulated() {
    return read("cgroup.events")
        .filter(events -> events.lines().anyMatch("populated 1"::equals))
        .isPresent();
  }

  /**
   * Kills every process in the group, those forked meanwhile included. Returns before they have
   * ended.
   *
   * @throws JailerException if the kernel refuses
   */
  public void kill() {
    try {
      if (Files.exists(path.resolve("cgroup.kill"))) {
        CgroupFile.write(path.resolve("cgroup.kill"), "1");
      } else {
        members()
            .forEach(
                this::killMember); // before Linux 5.14; the caller looks again until it is empty
      }
    } catch (IOException e) {
      if (!isGone(e)) {
        throw failure("kill", e);
      }
    }
  }

  /** Waits until no live process is in the group; returns false if the time was over first. */
  public boolean awaitEmpty(Deadline deadline) {
    while (true) {
      try (Fd events = Fd.open(path.resolve("cgroup.events"), OpenFlags.O_RDONLY, 0)) {
        byte[] content = new byte[256];
        // poll reports what changed since this descriptor was read: open, read, then wait
        int length = events.read(content, 0, content.length);
        if (!new String(content, 0, length, US_ASCII).contains("populated 1")) {
          return true;
        }
        Poll poll = new Poll();
        poll.add(events, Poll.PRI);
        poll.poll(Math.min(deadline.leftMillis(), LOOK_AGAIN_MILLIS));
        if (deadline.hasPassed()) {
          return !isPopulated();
        }
      } catch (PosixException e) {
        if (!exists()) {
          return true;
        }
        throw e;
      }
    }
  }

  /**
   * Removes the group.
   *
   * @return false if a process is (again) in it
   * @throws JailerException if it cannot be removed for another reason
   */
  public boolean remove() {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException e) {
      if (isPopulated()) {
        return false;
      }
      throw failure("remove", e);
    }
  }

  private void place(ProcessTable table, int pid) {
    try {
      CgroupFile.write(path.resolve("cgroup.procs"), Integer.toString(pid));
    } catch (IOException e) {
      if (table.stat(pid).filter(stat -> !stat.isZombie()).isPresent()) {
        throw failure("place pid " + pid + " in", e);
      }
    }
  }

  private void killMember(int pid) {
    PidFd.open(pid)
        .ifPresent(
            process -> {
              try (process) {
                if (members().contains(pid)) {
                  process.signal(Signal.SIGKILL);
                }
              }
            });
  }

  private Optional<String> read(String file) {
    try {
      return Optional.of(CgroupFile.read(path.resolve(file)));
    } catch (IOException e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw failure("read " + file + " of", e);
    }
  }

  static boolean isGone(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof NoSuchFileException || REMOVED.stream().anyMatch(message::contains);
  }

  private JailerException failure(String action, IOException e) {
    return new JailerException("cannot " + action + " cgroup " + path + ": " + e, e);
  }
}
