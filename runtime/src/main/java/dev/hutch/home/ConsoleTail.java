package dev.hutch.home;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.PosixException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The last lines a guest wrote to its console, safe to show. */
public final class ConsoleTail {
  private static final int BYTES = 4096;
  private static final int PIPE = 64 * 1024;

  private ConsoleTail() {}

  /**
   * Reads the end of the log and what the relay had not yet taken out of the pipe.
   *
   * @param log the console log; a missing one counts as empty
   * @param pipe the reading end; what another reader takes first is missing
   */
  public static String read(Path log, Fd pipe) {
    return shown(end(log) + unread(pipe));
  }

  /** As {@link #read(Path, Fd)} of a box whose pipe nobody here holds. */
  public static String read(Path log) {
    return shown(end(log));
  }

  private static String unread(Fd pipe) {
    byte[] bytes = new byte[PIPE];
    try {
      int n = Poll.waitReadable(pipe, Duration.ZERO) ? pipe.read(bytes, 0, bytes.length) : 0;
      return new String(bytes, 0, n, StandardCharsets.UTF_8);
    } catch (PosixException e) {
      return ""; // a shim that still lives was quicker: it is in the log then
    }
  }

  private static String end(Path log) {
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(BYTES);
      file.read(buffer, Math.max(0, file.size() - BYTES));
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    String tail = text.length() > BYTES ? text.substring(text.length() - BYTES) : text;
    tail.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
