package dev.hutch;

/** The box keeps no command under the id: there never was one, or it was forgotten. */
public final class NoSuchCommandException extends HutchException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param id the id that was asked for
   */
  public NoSuchCommandException(int id) {
    super("the box keeps no command " + id + "; it keeps those that were detached, the last 32");
  }
}
