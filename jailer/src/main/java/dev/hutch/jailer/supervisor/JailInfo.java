package dev.hutch.jailer.supervisor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.jailer.Deadline;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what bubblewrap writes to its {@code --info-fd}: a small JSON object with the host pid of
 * the namespace's first process.
 */
final class JailInfo {
  private static final Pattern CHILD = Pattern.compile("\"child-pid\"\\s*:\\s*([1-9][0-9]{0,8})");
  private static final int LIMIT = 4096;

  private JailInfo() {}

  /**
   * Waits for the pid.
   *
   * @return empty if bubblewrap closed its end without naming one, or the time was over
   */
  static OptionalInt firstPid(Fd reader, Deadline deadline) {
    byte[] text = new byte[LIMIT];
    int length = 0;
    while (length < LIMIT && Poll.waitReadable(reader, deadline.left())) {
      int count = reader.read(text, length, LIMIT - length);
      if (count == 0) {
        break;
      }
      length += count;
    }
    Matcher found = CHILD.matcher(new String(text, 0, length, US_ASCII));
    return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
  }
}
