package dev.hutch.it.leak;

import dev.hutch.it.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be seen of boxes in the file system and in the kernel's tables of names. */
final class HomeTraces {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private HomeTraces() {}

  /**
   * Everything in the home but its caches and its journal of events: boxes, what is on its way out,
   * names, and whatever has no place there.
   */
  static Set<String> boxFiles() {
    Path home = Checkout.home();
    Set<String> found = below(home, HomeTraces::isOfBoxes);
    found.remove(home.resolve("boxes").toString());
    found.remove(home.resolve("names").toString());
    return found;
  }

  /** Half-made files of the caches, and what is ours in the system's temporary directory. */
  static Set<String> temporaryFiles() {
    Set<String> found = below(Checkout.home().resolve("cache"), HomeTraces::isPartial);
    try (Stream<Path> files = Files.list(TEMPORARY)) {
      files
          .filter(file -> isPartial(file) || isOurs(file))
          .forEach(file -> found.add(file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static Set<String> sockets() {
    return lines(Path.of("/proc/net/unix"), line -> line.contains(" " + Checkout.home() + "/"));
  }

  static Set<String> mounts() {
    return lines(
        Path.of("/proc/self/mountinfo"),
        line -> line.contains(Checkout.home() + "/") || line.contains("/hutch-"));
  }

  static Set<String> loopDevices() {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device :
          devices.filter(d -> d.getFileName().toString().startsWith("loop")).toList()) {
        found.addAll(
            lines(
                device.resolve("loop/backing_file"),
                file -> file.startsWith(Checkout.home().toString())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The lab and the benchmarks, which may run beside us, look after their own files. */
  private static boolean isOurs(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith("hutch")
        && !name.startsWith("hutch-lab")
        && !name.startsWith("hutch-perf");
  }

  private static boolean isOfBoxes(Path path) {
    Path inside = Checkout.home().relativize(path);
    return !inside.startsWith("cache")
        && !inside.startsWith("events.log")
        && !inside.startsWith("events.log.1");
  }

  private static boolean isPartial(Path path) {
    return path.getFileName().toString().startsWith(".partial-");
  }

  private static Set<String> below(Path directory, Predicate<Path> which) {
    Set<String> found = new TreeSet<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        paths
            .filter(path -> !path.equals(directory) && which.test(path))
            .forEach(path -> found.add(path.toString()));
      } catch (IOException | UncheckedIOException e) {
        // Something vanished while we walked: the next look sees what is left.
      }
    }
    return found;
  }

  private static Set<String> lines(Path file, Predicate<String> which) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(which).collect(Collectors.toCollection(TreeSet::new));
    } catch (NoSuchFileException e) {
      return Set.of(); // no such kernel feature, or a loop device without a file
    } catch (IOException | UncheckedIOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }
}
