package dev.hutch.jailer.bwrap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a {@link JailSpec} as bubblewrap's arguments, see bwrap(1). */
public final class JailCommand {
  private static final List<String> NAMESPACES =
      List.of(
          "--unshare-user",
          "--unshare-pid",
          "--unshare-net",
          "--unshare-ipc",
          "--unshare-uts",
          "--unshare-cgroup-try",
          "--new-session");
  private static final List<String> PRIVILEGES = List.of("--cap-drop", "ALL", "--clearenv");

  /**
   * procfs goes read-only as a whole: to a jail started by root, whose user is still the host's uid
   * 0, the kernel would otherwise let it write {@code /proc/sys}, {@code core_pattern} included.
   * The root is a tmpfs: writable, it would be host memory without a bound.
   */
  private static final List<String> CLOSING =
      List.of(
          "--proc",
          "/proc",
          "--remount-ro",
          "/proc",
          "--remount-ro",
          "/",
          "--hostname",
          "hutch",
          "--chdir",
          "/");

  private JailCommand() {}

  /**
   * The arguments after the program's name.
   *
   * @param bubblewrap the program they are for
   * @param spec the jail
   * @param infoFd the descriptor on which bubblewrap tells the pid of the namespace's first process
   */
  public static List<String> arguments(Bubblewrap bubblewrap, JailSpec spec, int infoFd) {
    List<String> arguments = new ArrayList<>(NAMESPACES);
    if (bubblewrap.disablesUserNamespaces()) {
      arguments.add("--disable-userns");
    }
    if (spec.diesWithParent()) {
      arguments.add("--die-with-parent");
    }
    if (!spec.reaper()) {
      arguments.add("--as-pid-1");
    }
    arguments.addAll(PRIVILEGES);
    outermost(spec.readOnly()).forEach(path -> bind(arguments, "--ro-bind", path));
    outermost(spec.devices()).forEach(path -> bind(arguments, "--dev-bind", path));
    arguments.addAll(CLOSING);
    arguments.addAll(List.of("--info-fd", Integer.toString(infoFd), "--"));
    arguments.addAll(spec.command());
    arguments.add(spec.box().value());
    return List.copyOf(arguments);
  }

  /**
   * Sorted, once each, without what lies below another one: every bind costs bubblewrap a read of
   * the mount table.
   */
  private static List<Path> outermost(List<Path> paths) {
    List<Path> kept = new ArrayList<>();
    for (Path path : paths.stream().sorted().distinct().toList()) {
      if (kept.stream().noneMatch(path::startsWith)) {
        kept.add(path);
      }
    }
    return kept;
  }

  private static void bind(List<String> arguments, String kind, Path path) {
    arguments.addAll(List.of(kind, path.toString(), path.toString()));
  }
}
