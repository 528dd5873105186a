package dev.hutch.jailer.cgroup;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code /proc/<pid>/mountinfo}, as far as it is used, see proc_pid_mountinfo(5).
 *
 * @param root which directory of the file system is mounted, {@code /} for all of it
 * @param mountPoint where it is mounted; text, as a mount this process has no use for may have any
 *     bytes in it
 * @param options the options of this mount, such as {@code ro}
 * @param type the file system's type
 * @param superOptions the options of the file system, for cgroup v1 the names of its controllers
 */
record MountInfo(
    String root, String mountPoint, List<String> options, String type, List<String> superOptions) {

  /** Reads a whole file; lines of a form not known are left out. */
  static List<MountInfo> parse(String file) {
    return file.lines().map(MountInfo::parseLine).flatMap(Optional::stream).toList();
  }

  private static Optional<MountInfo> parseLine(String line) {
    List<String> fields = List.of(line.split(" "));
    // any number of optional fields comes before the dash; no field before it can be a lone dash,
    // spaces are escaped
    int dash = fields.indexOf("-");
    if (dash < 6 || fields.size() < dash + 4) {
      return Optional.empty();
    }
    return Optional.of(
        new MountInfo(
            unescape(fields.get(3)),
            unescape(fields.get(4)),
            commaSeparated(fields.get(5)),
            fields.get(dash + 1),
            commaSeparated(fields.get(dash + 3))));
  }

  private static List<String> commaSeparated(String text) {
    return Arrays.asList(text.split(","));
  }

  /** Space, tab, newline and backslash stand as three octal digits. */
  private static String unescape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 3 < text.length() && isOctal(text, i + 1)) {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isOctal(String text, int from) {
    return text.substring(from, from + 3).chars().allMatch(c -> c >= '0' && c <= '7');
  }
}
