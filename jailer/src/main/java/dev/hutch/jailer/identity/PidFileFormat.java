package dev.hutch.jailer.identity;

import dev.hutch.jailer.BoxId;
import java.util.List;

/**
 * The pid file's text: five {@code key=value} lines and a last line {@code end}. A file that was
 * cut off anywhere lacks that line with its newline, so {@code pid=12} of {@code pid=123} is never
 * believed.
 */
final class PidFileFormat {
  private static final List<String> KEYS =
      List.of("hutch-shim=", "pid=", "start=", "boot=", "box=");
  private static final String VERSION = "1";
  private static final String END = "end\n";

  private PidFileFormat() {}

  static String encode(ShimIdentity identity) {
    List<Object> values =
        List.of(VERSION, identity.pid(), identity.startTicks(), identity.bootId(), identity.box());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < KEYS.size(); i++) {
      text.append(KEYS.get(i)).append(values.get(i)).append('\n');
    }
    return text.append(END).toString();
  }

  static PidRecord decode(String text, BoxId box) {
    if (text.isEmpty()) {
      return new PidRecord.Unreadable("empty");
    }
    String[] lines = text.split("\n", -1);
    if (!text.endsWith("\n" + END) || lines.length != KEYS.size() + 2) {
      return new PidRecord.Unreadable("cut off or of another format");
    }
    String[] values = new String[KEYS.size()];
    for (int i = 0; i < values.length; i++) {
      if (!lines[i].startsWith(KEYS.get(i))) {
        return new PidRecord.Unreadable("no " + KEYS.get(i) + " in line " + (i + 1));
      }
      values[i] = lines[i].substring(KEYS.get(i).length());
    }
    PidRecord found = decode(values, box);
    if (found instanceof PidRecord.Present present && !encode(present.identity()).equals(text)) {
      return new PidRecord.Unreadable("not as it is written");
    }
    return found;
  }

  private static PidRecord decode(String[] values, BoxId box) {
    if (!values[0].equals(VERSION)) {
      return new PidRecord.Unreadable("version '" + values[0] + "', not " + VERSION);
    }
    try {
      ShimIdentity identity =
          new ShimIdentity(
              Integer.parseInt(values[1]),
              Long.parseLong(values[2]),
              values[3],
              new BoxId(values[4]));
      return identity.box().equals(box)
          ? new PidRecord.Present(identity)
          : new PidRecord.Foreign(identity.box());
    } catch (IllegalArgumentException e) {
      return new PidRecord.Unreadable(e.toString());
    }
  }
}
