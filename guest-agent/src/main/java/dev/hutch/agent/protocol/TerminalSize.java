package dev.hutch.agent.protocol;

/**
 * The size of a terminal, in characters.
 *
 * @param columns 0 to 65,535; 0 where it is not known
 * @param rows 0 to 65,535; 0 where it is not known
 */
public record TerminalSize(int columns, int rows) {
  /** Bytes of a size in a request or a RESIZE frame. */
  static final int BYTES = 4;

  private static final int MAX = 0xffff;

  /**
   * Creates a size.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public TerminalSize {
    if (columns < 0 || columns > MAX || rows < 0 || rows > MAX) {
      throw new IllegalArgumentException(
          "a terminal of " + columns + " columns and " + rows + " rows");
    }
  }

  void put(byte[] to, int at) {
    LittleEndian.put16(to, at, columns);
    LittleEndian.put16(to, at + 2, rows);
  }
}
