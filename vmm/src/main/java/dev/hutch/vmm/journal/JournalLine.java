package dev.hutch.vmm.journal;

import dev.hutch.vmm.control.EscapedLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a box's journal: {@code <epochMillis>\t<EVENT>\t<phase>\t<escaped message>\n}. Each
 * is written by one write(2) to a descriptor open for appending, so lines of several writers never
 * mix; only the last can be torn, where the disk was full.
 *
 * @param epochMillis when it was written, ms since 1970
 * @param event what it tells
 * @param phase one of {@link dev.hutch.vmm.control.Phases}, or empty
 * @param message several lines at most; may be empty
 */
public record JournalLine(long epochMillis, JournalEvent event, String phase, String message) {
  /** The longest message in the file, in bytes; of a longer one the end is kept. */
  public static final int MAX_MESSAGE = 4096;

  private static final String CUT = "...";
  private static final char FIELD = '\t';
  private static final char END = '\n';

  /** Returns the line of this moment. */
  public static JournalLine now(JournalEvent event, String phase, String message) {
    return new JournalLine(System.currentTimeMillis(), event, phase, message);
  }

  /** Returns the line as it is written, with its newline. */
  public byte[] encode() {
    StringBuilder line = new StringBuilder(64).append(epochMillis).append(FIELD);
    line.append(event.name()).append(FIELD).append(EscapedLine.escape(phase)).append(FIELD);
    line.append(EscapedLine.escape(end(message))).append(END);
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The end of a text that takes at most {@link #MAX_MESSAGE} bytes when it is escaped. */
  private static String end(String text) {
    int left = MAX_MESSAGE;
    for (int i = text.length() - 1; i >= 0; i--) {
      left -= bytes(text.charAt(i));
      if (left < 0) {
        return cut(text, i + 1);
      }
    }
    return text;
  }

  private static int bytes(char c) {
    if (c < 0x80) {
      return c == '\n' || c == '\\' ? 2 : 1;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }

  private static String cut(String text, int from) {
    // as many characters less as the mark takes, and never half of a pair
    int start = from + CUT.length();
    return CUT + text.substring(Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }

  /**
   * Reads one line.
   *
   * @param line without its newline
   * @return the line, or null if it is none: torn, damaged, or with control characters, which
   *     nobody writes who means well
   */
  public static @Nullable JournalLine parse(String line) {
    int event = line.indexOf(FIELD) + 1;
    int phase = line.indexOf(FIELD, event) + 1;
    int message = line.indexOf(FIELD, phase) + 1;
    if (event == 0 || phase == 0 || message == 0 || !EscapedLine.isEscaped(line, message)) {
      return null;
    }
    JournalEvent found = JournalEvent.of(line.substring(event, phase - 1));
    String named = line.substring(phase, message - 1);
    if (found == null || !EscapedLine.isEscaped(named, 0)) {
      return null;
    }
    try {
      return new JournalLine(
          Long.parseLong(line, 0, event - 1, 10),
          found,
          EscapedLine.unescape(named),
          EscapedLine.unescape(line.substring(message)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Reads a journal, or the end of one.
   *
   * @param journal the file's bytes; what is no whole line is left out
   * @return the lines, oldest first
   */
  public static List<JournalLine> parseAll(byte[] journal) {
    List<JournalLine> lines = new ArrayList<>();
    String text = new String(journal, StandardCharsets.UTF_8);
    int at = 0;
    for (int end = text.indexOf(END); end >= 0; end = text.indexOf(END, at)) {
      JournalLine line = parse(text.substring(at, end));
      if (line != null) {
        lines.add(line);
      }
      at = end + 1;
    }
    return lines;
  }
}
