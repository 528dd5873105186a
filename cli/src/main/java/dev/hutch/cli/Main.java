package dev.hutch.cli;

/** The only place that ends the process. */
public final class Main {
  private Main() {}

  /**
   * Runs the command.
   *
   * @param args as typed
   */
  public static void main(String[] args) {
    System.exit(new HutchCommand(Terminal.ofThisProcess()).run(args));
  }
}
