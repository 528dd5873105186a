package dev.hutch.it.leak;

import dev.hutch.it.Checkout;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Processes of this checkout's boxes. The outermost of each tree names our files in its arguments;
 * all below it live in a mount namespace into which our files are bound, whatever they call
 * themselves and whoever their parent is by now. Whatever shares a pid namespace or a box's group
 * with one of these is theirs too.
 */
final class BoxTrees {
  private static final List<Path> OURS = List.of(Checkout.home(), Checkout.root());
  private static final List<Path> NAMED = List.of(Checkout.home(), Checkout.distribution());

  private BoxTrees() {}

  static Set<String> now() {
    List<Proc> others = Proc.all().stream().filter(p -> !p.equals(Proc.self())).toList();
    Set<Proc> ours = new HashSet<>(others.stream().filter(BoxTrees::isOurs).toList());
    Set<String> shared = new HashSet<>();
    ours.forEach(process -> shared.addAll(surroundings(process)));
    shared.removeAll(surroundings(Proc.self()));
    others.stream()
        .filter(process -> surroundings(process).stream().anyMatch(shared::contains))
        .forEach(ours::add);
    Set<String> found = new TreeSet<>();
    ours.forEach(p -> found.add(p.pid() + " " + p.name() + " " + lastArgument(p)));
    return found;
  }

  static boolean isOurs(Proc process) {
    return isJailed(process) || names(process);
  }

  private static boolean names(Proc process) {
    return process.arguments().stream()
        .anyMatch(argument -> NAMED.stream().anyMatch(path -> argument.contains(path.toString())));
  }

  private static boolean isJailed(Proc process) {
    return !process.mountNamespace().equals(Proc.self().mountNamespace())
        && process.mountInfo().lines().anyMatch(BoxTrees::bindsOurs);
  }

  /**
   * Field 5 of a line of mountinfo is where the mount is seen; a jail binds files under their name.
   */
  private static boolean bindsOurs(String line) {
    Path mountPoint = Path.of(line.split(" ", -1)[4]);
    return OURS.stream().anyMatch(mountPoint::startsWith);
  }

  private static Set<String> surroundings(Proc process) {
    Set<String> found = new HashSet<>();
    process.pidNamespace().ifPresent(found::add);
    if (process.cgroup().contains("/hutch-")) {
      found.add(process.cgroup());
    }
    return found;
  }

  private static String lastArgument(Proc process) {
    List<String> arguments = process.arguments().stream().filter(a -> !a.isEmpty()).toList();
    return arguments.isEmpty() ? "" : arguments.getLast();
  }
}
