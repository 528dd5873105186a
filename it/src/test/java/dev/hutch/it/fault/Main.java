package dev.hutch.it.fault;

/** Prints the fault matrix: {@code it/run matrix}. */
public final class Main {
  private Main() {}

  /**
   * Runs it.
   *
   * @param args none
   */
  public static void main(String[] args) {
    long begun = System.nanoTime();
    MatrixTable table = Matrix.whole(System.err::println).table();
    System.out.print(table);
    System.err.println((System.nanoTime() - begun) / 1_000_000_000 + " s");
    if (!table.isRight()) {
      throw new AssertionError(table.wrong().size() + " cells are not as they should be");
    }
  }
}
