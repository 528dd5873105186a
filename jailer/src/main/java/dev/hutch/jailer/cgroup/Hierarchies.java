package dev.hutch.jailer.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this host keeps its control groups, read from the mount table: hosts differ (unified,
 * hybrid, v1, none), so no path is taken for granted.
 *
 * @param mount the cgroup v2 hierarchy's mount point, empty if there is none
 * @param ownGroup the directory of this process's own v2 group, empty if it is not visible under
 *     that mount point
 */
public record Hierarchies(Optional<Path> mount, Optional<Path> ownGroup) {
  /** A host without cgroup v2, or the wish to do without. */
  public static final Hierarchies NONE = new Hierarchies(Optional.empty(), Optional.empty());

  /**
   * Reads the mount table of this process.
   *
   * @throws UncheckedIOException if {@code /proc} is not there
   */
  public static Hierarchies read() {
    try {
      // bytes of another encoding stay apart this way; a mount point with such bytes holds no
      // cgroup
      return parse(
          Files.readString(Path.of("/proc/self/mountinfo"), ISO_8859_1),
          Files.readString(Path.of("/proc/self/cgroup"), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Hierarchies parse(String mountInfo, String selfCgroup) {
    List<MountInfo> unified =
        MountInfo.parse(mountInfo).stream()
            .filter(mount -> mount.type().equals("cgroup2"))
            .toList();
    if (unified.isEmpty()) {
      return NONE;
    }
    // of several mounts of the one hierarchy, the writable one that shows most of it
    MountInfo best =
        unified.stream()
            .filter(mount -> !mount.options().contains("ro"))
            .min((a, b) -> Integer.compare(a.root().length(), b.root().length()))
            .orElse(unified.getFirst());
    Optional<Path> own =
        selfCgroup
            .lines()
            .filter(line -> line.startsWith("0::"))
            .findFirst()
            .flatMap(line -> below(best, line.substring(3)));
    return new Hierarchies(Optional.of(Path.of(best.mountPoint())), own);
  }

  /** The directories a box's group may be made in, best first. */
  List<Path> parents() {
    return Stream.concat(ownGroup.stream(), mount.stream()).distinct().toList();
  }

  /** The directory of a group given by its path in the hierarchy, if this mount shows it. */
  private static Optional<Path> below(MountInfo mount, String group) {
    Path root = Path.of(mount.root());
    Path path = Path.of(group);
    // a group outside our cgroup namespace reads as /..
    if (!path.startsWith(root) || group.contains("/..")) {
      return Optional.empty();
    }
    return Optional.of(Path.of(mount.mountPoint()).resolve(root.relativize(path)));
  }
}
