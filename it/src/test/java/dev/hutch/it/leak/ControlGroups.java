package dev.hutch.it.leak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups named {@code hutch-...} in every cgroup v2 hierarchy, but those of other checkouts. */
final class ControlGroups {
  private ControlGroups() {}

  static Set<String> now() {
    Set<String> found = new TreeSet<>();
    for (Path hierarchy : hierarchies()) {
      try (Stream<Path> groups = Files.walk(hierarchy)) {
        groups
            .filter(group -> group.getFileName().toString().startsWith("hutch-"))
            .filter(ControlGroups::mayBeOurs)
            .forEach(group -> found.add(group.toString()));
      } catch (IOException | java.io.UncheckedIOException e) {
        // A group vanished while we walked: the next look sees what is left.
      }
    }
    return found;
  }

  /** Groups of exactly this name, whoever's they are. */
  static Set<Path> named(String name) {
    Set<Path> found = new TreeSet<>();
    for (Path hierarchy : hierarchies()) {
      try (Stream<Path> groups = Files.walk(hierarchy)) {
        groups.filter(group -> group.endsWith(name)).forEach(found::add);
      } catch (IOException | java.io.UncheckedIOException e) {
        // A group vanished while we walked: the next look sees what is left.
      }
    }
    return found;
  }

  /**
   * An empty group is anybody's whose own group it is in, ours too if that is ours; one with
   * processes is ours if they are.
   */
  private static boolean mayBeOurs(Path group) {
    try {
      List<Proc> members =
          Files.readAllLines(group.resolve("cgroup.procs")).stream()
              .map(line -> new Proc(Long.parseLong(line)))
              .toList();
      return (members.isEmpty() && isInOurs(group)) || members.stream().anyMatch(BoxTrees::isOurs);
    } catch (IOException e) {
      return false; // a file, or gone
    }
  }

  /** Where boxes of this process get their groups: others beside us may run in one of their own. */
  private static boolean isInOurs(Path group) throws IOException {
    Path parent = group.getParent();
    for (Path hierarchy : hierarchies()) {
      for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
        if (line.startsWith("0::/") && hierarchy.resolve(line.substring(4)).equals(parent)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<Path> hierarchies() {
    return Proc.self()
        .mountInfo()
        .lines()
        .filter(line -> line.contains(" - cgroup2 "))
        .map(line -> Path.of(line.split(" ", -1)[4]))
        .collect(Collectors.toSet());
  }
}
