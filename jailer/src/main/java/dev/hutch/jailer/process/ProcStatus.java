package dev.hutch.jailer.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * What is used of {@code /proc/<pid>/status}, see proc_pid_status(5).
 *
 * @param userId the real user id, -1 if it is not told
 * @param namespacePids its pid in each pid namespace from the one of this {@code /proc} down to its
 *     own; empty if it is not told
 */
public record ProcStatus(long userId, List<Integer> namespacePids) {
  private static final String USER = "Uid:";
  private static final String PIDS = "NSpid:";

  /** Takes a copy. */
  public ProcStatus {
    namespacePids = List.copyOf(namespacePids);
  }

  /** Reads the file's content. */
  static ProcStatus parse(byte[] content) {
    String text = new String(content, ISO_8859_1);
    List<Integer> pids = new ArrayList<>();
    for (String pid : values(text, PIDS)) {
      pids.add(Integer.valueOf(pid));
    }
    List<String> users = values(text, USER);
    return new ProcStatus(users.isEmpty() ? -1 : Long.parseLong(users.getFirst()), pids);
  }

  /** Only a line's beginning counts: a process chooses what stands after "Name:". */
  private static List<String> values(String text, String key) {
    int line = text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
    if (line == 0 && !text.startsWith(key)) {
      return List.of();
    }
    int end = text.indexOf('\n', line);
    String values = text.substring(line + key.length(), end < 0 ? text.length() : end).strip();
    return values.isEmpty() ? List.of() : List.of(values.split("\\s+"));
  }
}
