package dev.hutch.it.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** Programs that run a command in a world with less than it needs. */
final class Confined {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private Confined() {}

  /**
   * A mount namespace of its own.
   *
   * @param setup shell commands run in it first; {@code $HUTCH_HOME} is the home
   */
  static String[] mounts(String setup) {
    return unshared(setup + "\nexec \"$@\"");
  }

  /** As {@link #mounts}; afterwards the files of boxes are listed on standard error. */
  static String[] mountsAndLook(String setup) {
    return unshared(
        setup
            + """

            "$@"
            code=$?
            find $HUTCH_HOME/boxes $HUTCH_HOME/names -mindepth 1 -printf 'left: %P\\n' >&2
            exit $code""");
  }

  private static String[] unshared(String script) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!ROOT) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("sh", "-e", "-c", script, "sh"));
    return command.toArray(String[]::new);
  }
}
