package dev.hutch;

import dev.hutch.home.BoxDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/** The console log of a box. Its shim, which writes it, need not be believed to keep its limit. */
final class ConsoleFile {
  private static final int MOST = 1024 * 1024;

  /** How a log begins that was begun again. */
  private static final byte[] CUT =
      "[hutch: earlier output was dropped]".getBytes(StandardCharsets.US_ASCII);

  private ConsoleFile() {}

  /** Its end; nothing of a box that never ran, empty for one that is gone. */
  static Optional<Output> read(BoxDirectory box) {
    try (FileChannel file = FileChannel.open(box.consoleLog(), StandardOpenOption.READ)) {
      long size = file.size();
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, MOST));
      long from = size - bytes.capacity();
      while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
      byte[] end = Arrays.copyOf(bytes.array(), bytes.position());
      return Optional.of(new Output(end, from > 0 || Arrays.mismatch(end, CUT) == CUT.length));
    } catch (NoSuchFileException e) {
      return box.exists() ? Optional.of(new Output(new byte[0], false)) : Optional.empty();
    } catch (IOException e) {
      throw new HutchException("the console log " + box.consoleLog() + " cannot be read: " + e, e);
    }
  }
}
