package dev.hutch;

/**
 * A box could not be started. Whatever had been made for it is gone again.
 *
 * <p>The message ends with the last lines of the guest's console, where the guest had written any.
 */
public final class BoxStartException extends HutchException {
  private static final long serialVersionUID = 1L;

  private final String phase;
  private final String consoleTail;

  /**
   * Makes one.
   *
   * @param phase the phase of the start that failed, as in {@link StartTimeline}
   * @param message what failed and what to do
   * @param consoleTail the end of the guest's console, empty where it had written nothing
   * @param cause what was thrown underneath
   */
  public BoxStartException(String phase, String message, String consoleTail, Throwable cause) {
    super(describe(phase, message, consoleTail), cause);
    this.phase = phase;
    this.consoleTail = consoleTail;
  }

  /** The phase of the start that failed, as in {@link StartTimeline}. */
  public String phase() {
    return phase;
  }

  /** The end of the guest's console, at most 4 KiB; empty where the guest had written nothing. */
  public String consoleTail() {
    return consoleTail;
  }

  private static String describe(String phase, String message, String consoleTail) {
    String text = "the box did not start (phase '" + phase + "'): " + message;
    return consoleTail.isBlank() || message.strip().endsWith(lastLine(consoleTail))
        ? text
        : text
            + System.lineSeparator()
            + "last lines of the guest's console:"
            + System.lineSeparator()
            + consoleTail.strip().indent(2).stripTrailing();
  }

  /** A shim that could still speak has quoted the console itself. */
  private static String lastLine(String text) {
    return text.strip().lines().reduce((before, line) -> line).orElse("").strip();
  }
}
