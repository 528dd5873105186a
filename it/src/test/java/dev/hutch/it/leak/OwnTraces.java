package dev.hutch.it.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What this JVM itself holds: descriptors, threads, children it has not asked for their end. */
final class OwnTraces {
  private OwnTraces() {}

  /** Counted by what they are open on, since numbers are used again: {@code socket 1, socket 2}. */
  static Set<String> descriptors() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    Set<String> found = new TreeSet<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        String kind = kind(link);
        if (!isTheJdks(kind)) {
          found.add(kind + " " + counts.merge(kind, 1, Integer::sum));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hutch"))
        .map(thread -> thread.threadId() + " " + thread.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> zombies() {
    return Proc.all().stream()
        .filter(process -> process.isZombieOf(Proc.self()))
        .map(process -> process.pid() + " " + process.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String kind(Path link) throws IOException {
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.replaceFirst(":\\[\\d+]$", "");
    } catch (NoSuchFileException e) {
      return "closed meanwhile";
    }
  }

  /** Jars, modules and devices it opens when it first needs them; pollers of virtual threads. */
  private static boolean isTheJdks(String kind) {
    return kind.endsWith(".jar")
        || kind.endsWith("/lib/modules")
        || kind.startsWith("/dev/")
        || kind.startsWith("/proc/")
        || kind.equals("closed meanwhile")
        || kind.equals("anon_inode:[eventpoll]");
  }
}
