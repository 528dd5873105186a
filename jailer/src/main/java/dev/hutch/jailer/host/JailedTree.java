package dev.hutch.jailer.host;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.process.ProcessTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The processes of one box or warm shim, as their argv tells. */
public final class JailedTree {
  private static final Pattern OWNER = Pattern.compile("([1-9][0-9]{0,8}):([0-9]{1,18})");
  private static final String OWNER_OPTION = "--owner";

  private final ProcessTable table;
  private final BoxId id;
  private final Set<Integer> pids;
  private final List<String> arguments;

  private JailedTree(ProcessTable table, BoxId id, Set<Integer> pids, List<String> arguments) {
    this.table = table;
    this.id = id;
    this.pids = Set.copyOf(pids);
    this.arguments = List.copyOf(arguments);
  }

  static JailedTree of(ProcessTable table, BoxId id, Set<Integer> pids, List<List<String>> argvs) {
    return new JailedTree(table, id, pids, argvs.stream().flatMap(List::stream).toList());
  }

  /** The box it is of, or may become. */
  public BoxId id() {
    return id;
  }

  /** Its processes that name the id. */
  public Set<Integer> pids() {
    return pids;
  }

  /**
   * Whether the process that started it lives, now: its {@code --owner PID:STARTTICKS} says which.
   * Looks at every process where it does not, which is usual for a detached box.
   */
  public boolean ownerAlive() {
    return IntStream.range(1, arguments.size())
        .filter(i -> arguments.get(i - 1).equals(OWNER_OPTION))
        .mapToObj(arguments::get)
        .distinct()
        .anyMatch(this::isAlive);
  }

  private boolean isAlive(String owner) {
    Matcher parts = OWNER.matcher(owner);
    if (!parts.matches()) {
      return false;
    }
    int pid = Integer.parseInt(parts.group(1));
    long start = Long.parseLong(parts.group(2));
    // of an owner in a container, whose own pid namespace counts otherwise, the start time tells
    return hasStart(pid, start)
        || table.pids().stream()
            .filter(other -> hasStart(other, start))
            .flatMap(other -> table.status(other).stream())
            .anyMatch(status -> status.namespacePids().contains(pid));
  }

  private boolean hasStart(int pid, long start) {
    return table
        .stat(pid)
        .filter(stat -> !stat.isZombie() && stat.startTicks() == start)
        .isPresent();
  }

  /** Whether an element of its argv names something below {@code <home>/cache/}. */
  public boolean mentions(Path home) {
    String cache = home.toAbsolutePath().normalize() + "/cache/";
    return arguments.stream().anyMatch(argument -> hasPath(argument, cache));
  }

  /** A path may be a whole argument, an option's value, or one of a list. */
  private static boolean hasPath(String argument, String path) {
    for (int at = argument.indexOf(path); at >= 0; at = argument.indexOf(path, at + 1)) {
      if (at == 0 || "=:,".indexOf(argument.charAt(at - 1)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
