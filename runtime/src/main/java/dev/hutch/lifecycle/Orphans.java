package dev.hutch.lifecycle;

import dev.hutch.HutchException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.cgroup.BoxCgroup;
import dev.hutch.jailer.host.HostBoxes;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.vmm.cache.PartialFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what operations that were cut short have left in a home, and what has gone out of use.
 *
 * @param host whose home
 */
record Orphans(BoxHost host) {
  /** Whoever fetches or makes a file for the caches is done with it long before. */
  private static final Duration PARTIAL = Duration.ofHours(1);

  /** Start-up caches belong to exact jars and JDKs; those of a version in use are read daily. */
  private static final Duration OUTDATED = Duration.ofDays(30);

  /** A group is made just before its first process is placed in it. */
  private static final Duration EMPTY_GROUP = Duration.ofSeconds(10);

  /**
   * One of them.
   *
   * @param path where it is
   * @param removal removes it
   */
  record Orphan(Path path, Runnable removal) {}

  List<Orphan> find() {
    List<Orphan> found = new ArrayList<>();
    directories(found);
    names(found);
    groups(found);
    caches(found);
    return found;
  }

  private void directories(List<Orphan> found) {
    for (Path path : list(host.home().boxes())) {
      BoxDirectory box = new BoxDirectory(path);
      if (box.id().startsWith(BoxDirectory.REMOVED)) {
        found.add(new Orphan(path, box::delete));
      } else if (!Files.exists(box.record()) && isQuiet(box)) {
        found.add(new Orphan(path, () -> removeQuiet(box)));
      }
    }
  }

  /** A box being made has its lock held before it has a record. */
  private static void removeQuiet(BoxDirectory box) {
    try (BoxLock held = BoxLock.acquire(box.lock())) {
      if (held.path().equals(box.lock()) && !Files.exists(box.record())) {
        box.moveAway().ifPresent(BoxDirectory::delete);
      }
    }
  }

  private boolean isQuiet(BoxDirectory box) {
    return !Ids.isId(box.id())
        || host.teardown().observe(BoxHost.id(box), BoxHost.files(box)).isNothing();
  }

  private void names(List<Orphan> found) {
    for (String name : host.home().names().all()) {
      Optional<String> id = host.home().names().find(name);
      if (id.isEmpty() || !host.isNamed(id.get(), name)) {
        Path path = host.home().names().directory().resolve(name);
        found.add(new Orphan(path, () -> host.home().names().drop(name, host::isNamed)));
      }
    }
  }

  /** Of shims that were killed with their owner before they had a box. */
  private void groups(List<Orphan> found) {
    HostBoxes now = HostBoxes.look(host.hierarchies());
    BoxCgroup.all(host.hierarchies())
        .forEach(
            (box, group) -> {
              if (Ids.isId(box.value())
                  && now.processes(box).isEmpty()
                  && !group.isPopulated()
                  && !host.home().box(box.value()).exists()
                  && isOlder(group.path(), EMPTY_GROUP)) {
                found.add(new Orphan(group.path(), group::remove));
              }
            });
  }

  private void caches(List<Orphan> found) {
    for (Path cache : list(host.home().cache())) {
      for (Path file : list(cache)) {
        String name = String.valueOf(file.getFileName());
        boolean partial = name.startsWith(PartialFile.PREFIX) && isOlder(file, PARTIAL);
        boolean outdated = name.contains(".aot") && isOlder(file, OUTDATED);
        if (partial || outdated) {
          found.add(new Orphan(file, () -> deleteTree(file)));
        }
      }
    }
  }

  private static void deleteTree(Path path) {
    try {
      BoxDirectory.deleteTree(path);
    } catch (IOException e) {
      throw new HutchException(path + " cannot be deleted: " + e, e);
    }
  }

  /** Neither written nor read for so long. */
  private static boolean isOlder(Path path, Duration age) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      Instant limit = Instant.now().minus(age);
      return found.lastModifiedTime().toInstant().isBefore(limit)
          && (found.isDirectory() || found.lastAccessTime().toInstant().isBefore(limit));
    } catch (IOException e) {
      return false; // gone, or not ours to look at
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (java.nio.file.NotDirectoryException | java.nio.file.NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
