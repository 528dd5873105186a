package dev.hutch;

/**
 * The size of a terminal, in characters.
 *
 * @param columns 0 to 65,535; 0 where it is not known
 * @param rows 0 to 65,535; 0 where it is not known
 */
public record TerminalSize(int columns, int rows) {
  private static final int MAX = 0xffff;

  /**
   * Checks the size.
   *
   * @throws InvalidSpecException if a number is out of its range
   */
  public TerminalSize {
    if (columns < 0 || columns > MAX || rows < 0 || rows > MAX) {
      throw new InvalidSpecException(
          "a terminal of "
              + columns
              + " columns and "
              + rows
              + " rows, but each must be 0 to "
              + MAX);
    }
  }

  dev.hutch.agent.protocol.TerminalSize encoded() {
    return new dev.hutch.agent.protocol.TerminalSize(columns, rows);
  }
}
