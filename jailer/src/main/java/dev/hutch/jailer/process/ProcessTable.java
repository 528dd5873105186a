package dev.hutch.jailer.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The processes of this host as {@code /proc} shows them now; nothing is remembered between calls.
 *
 * <p>A process may end between any two calls, so every answer about one is optional and a pid
 * proves nothing by itself: to act on one, open a pidfd first and look again after.
 *
 * @param root where procfs is mounted
 */
public record ProcessTable(Path root) {
  /** The table of this host. */
  public static final ProcessTable HOST = new ProcessTable(Path.of("/proc"));

  /**
   * The pids there are now, zombies included.
   *
   * @throws UncheckedIOException if {@code /proc} cannot be listed
   */
  public List<Integer> pids() {
    String[] names = root.toFile().list(); // of what can list a directory the quickest
    if (names == null) {
      throw new UncheckedIOException(new IOException("cannot list " + root));
    }
    List<Integer> pids = new ArrayList<>();
    for (String name : names) {
      int pid = number(name);
      if (pid > 0) {
        pids.add(pid);
      }
    }
    return pids;
  }

  /** The pids for which {@code condition} holds now. */
  public List<Integer> pids(IntPredicate condition) {
    return pids().stream().filter(condition::test).toList();
  }

  /** The process's {@code stat}, empty if there is no such process. */
  public Optional<ProcStat> stat(int pid) {
    return read(pid, "stat").map(bytes -> ProcStat.parse(new String(bytes, ISO_8859_1)));
  }

  /** The process's arguments; empty for a zombie, a kernel thread or none such. */
  public List<String> arguments(int pid) {
    return read(pid, "cmdline")
        .map(bytes -> CommandLine.elements(bytes, bytes.length))
        .orElse(List.of());
  }

  /** The process's {@code status}, empty if there is no such process. */
  public Optional<ProcStatus> status(int pid) {
    return read(pid, "status").map(ProcStatus::parse);
  }

  /**
   * Its own cgroup in the unified hierarchy, as a path from that hierarchy's root; empty if it has
   * none.
   */
  public Optional<String> unifiedCgroup(int pid) {
    return read(pid, "cgroup").stream()
        .flatMap(bytes -> new String(bytes, UTF_8).lines())
        .filter(line -> line.startsWith("0::"))
        .map(line -> line.substring(3))
        .findFirst();
  }

  /** The process and everything below it in the tree of parents, itself first. */
  public Set<Integer> tree(int pid) {
    Set<Integer> found = new LinkedHashSet<>();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(pid));
    while (!open.isEmpty()) {
      int next = open.remove();
      if (found.add(next)) {
        open.addAll(children(next));
      }
    }
    return found;
  }

  /** The children of the process, those of all its threads. */
  public List<Integer> children(int pid) {
    Path tasks = process(pid).resolve("task");
    List<Integer> children = new ArrayList<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        Optional<byte[]> list = ProcFile.read(thread.resolve("children"));
        if (list.isEmpty() && Files.exists(thread)) {
          return childrenByParent(pid); // a kernel without CONFIG_PROC_CHILDREN
        }
        list.stream()
            .flatMap(bytes -> List.of(new String(bytes, ISO_8859_1).strip().split(" ")).stream())
            .map(ProcessTable::number)
            .filter(child -> child > 0)
            .forEach(children::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.copyOf(children); // it ended meanwhile
    }
    return List.copyOf(children);
  }

  /** Where procfs shows the process. */
  public Path process(int pid) {
    return root.resolve(Integer.toString(pid));
  }

  private List<Integer> childrenByParent(int parent) {
    return pids(pid -> stat(pid).filter(stat -> stat.parent() == parent).isPresent());
  }

  private Optional<byte[]> read(int pid, String file) {
    return ProcFile.read(process(pid).resolve(file));
  }

  private static int number(String name) {
    int value = 0;
    for (int i = 0; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
