package dev.hutch.jailer.host;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.process.ProcessTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes of one box or warm shim, as their argv tells. */
public final class JailedTree {
  private static final Pattern FRESH_ID = Pattern.compile("[a-z][a-z2-7]{19}");
  private static final Pattern OWNER = Pattern.compile("([1-9][0-9]{0,8}):([0-9]{1,18})");
  private static final String OWNER_OPTION = "--owner";

  private final BoxId id;
  private final Set<Integer> pids;
  private final boolean ownerAlive;
  private final List<String> arguments;

  private JailedTree(BoxId id, Set<Integer> pids, boolean ownerAlive, List<String> arguments) {
    this.id = id;
    this.pids = Set.copyOf(pids);
    this.ownerAlive = ownerAlive;
    this.arguments = List.copyOf(arguments);
  }

  static JailedTree of(ProcessTable table, BoxId id, Set<Integer> pids, List<List<String>> argvs) {
    List<String> all = new ArrayList<>();
    boolean alive = false;
    for (List<String> argv : argvs) {
      all.addAll(argv);
      int option = argv.indexOf(OWNER_OPTION);
      alive |= option >= 0 && option + 1 < argv.size() && isAlive(table, argv.get(option + 1));
    }
    return new JailedTree(id, pids, alive, all);
  }

  static boolean isFreshId(String text) {
    return FRESH_ID.matcher(text).matches();
  }

  private static boolean isAlive(ProcessTable table, String owner) {
    Matcher parts = OWNER.matcher(owner);
    if (!parts.matches()) {
      return false;
    }
    int pid = Integer.parseInt(parts.group(1));
    long start = Long.parseLong(parts.group(2));
    // of an owner in a container, whose own pid namespace counts otherwise, the start time tells
    return hasStart(table, pid, start)
        || !table
            .pids(
                other ->
                    hasStart(table, other, start)
                        && table.status(other).stream()
                            .anyMatch(status -> status.namespacePids().contains(pid)))
            .isEmpty();
  }

  private static boolean hasStart(ProcessTable table, int pid, long start) {
    return table
        .stat(pid)
        .filter(stat -> !stat.isZombie() && stat.startTicks() == start)
        .isPresent();
  }

  /** The box it is of, or may become. */
  public BoxId id() {
    return id;
  }

  /** Its processes that name the id. */
  public Set<Integer> pids() {
    return pids;
  }

  /** Whether the process that started it lives: its {@code --owner PID:STARTTICKS} says which. */
  public boolean ownerAlive() {
    return ownerAlive;
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
