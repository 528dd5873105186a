package dev.hutch.jailer.bwrap;

import dev.hutch.jailer.BoxId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One jail as data: which program runs in it and what of the host it sees. Everything not named
 * here is absent: no file, device, network, variable, capability or descriptor.
 *
 * @param box whose shim it is; its id is the last argument of the command
 * @param command the program, by absolute path, and its arguments without the id
 * @param readOnly files and directories of the host, seen read-only at their own paths
 * @param devices device nodes of the host, usable at their own paths. A jail started by root can
 *     change their mode: give it only what it needs
 * @param diesWithParent whether the kernel kills the whole tree when the supervising thread's
 *     process ends, however it ends; false for a detached box
 * @param reaper whether bubblewrap stays as the namespace's first process and reaps; if false, the
 *     command is that process, and its end is the end of everything it started
 */
public record JailSpec(
    BoxId box,
    List<String> command,
    List<Path> readOnly,
    List<Path> devices,
    boolean diesWithParent,
    boolean reaper) {

  /**
   * Checks that the jail can be built.
   *
   * @throws IllegalArgumentException if a path is not absolute, there is no command, or a text
   *     holds a NUL
   */
  public JailSpec {
    command = List.copyOf(command);
    readOnly = readOnly.stream().map(JailSpec::absolute).toList();
    devices = devices.stream().map(JailSpec::absolute).toList();
    if (command.isEmpty() || !command.getFirst().startsWith("/")) {
      throw new IllegalArgumentException(
          "the jail's command must begin with an absolute path, not: " + command);
    }
    command.stream()
        .filter(argument -> argument.indexOf('\0') >= 0)
        .findFirst()
        .ifPresent(
            argument -> {
              throw new IllegalArgumentException("an argument holds a NUL: " + argument);
            });
  }

  /** A jail that sees nothing yet, ends with its parent and has a reaper. */
  public static JailSpec of(BoxId box, List<String> command) {
    return new JailSpec(box, command, List.of(), List.of(), true, true);
  }

  /** The same jail seeing these files and directories too. */
  public JailSpec withReadOnly(List<Path> paths) {
    return new JailSpec(box, command, joined(readOnly, paths), devices, diesWithParent, reaper);
  }

  /** The same jail with this device too. */
  public JailSpec withDevice(Path device) {
    return new JailSpec(
        box, command, readOnly, joined(devices, List.of(device)), diesWithParent, reaper);
  }

  /** The same jail, ending with its parent or surviving it. */
  public JailSpec withDiesWithParent(boolean dies) {
    return new JailSpec(box, command, readOnly, devices, dies, reaper);
  }

  /** The same jail with or without bubblewrap's own first process. */
  public JailSpec withReaper(boolean wanted) {
    return new JailSpec(box, command, readOnly, devices, diesWithParent, wanted);
  }

  private static List<Path> joined(List<Path> first, List<Path> second) {
    List<Path> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static Path absolute(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("a path in a jail must be absolute: " + path);
    }
    return path.normalize();
  }
}
