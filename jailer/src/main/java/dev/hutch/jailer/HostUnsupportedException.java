package dev.hutch.jailer;

/** The host lacks something a jail is made of; the message names the command that provides it. */
public final class HostUnsupportedException extends JailerException {
  private static final long serialVersionUID = 1L;

  /**
   * Names what is missing and how to get it.
   *
   * @param missing what is missing, and where it was looked for
   * @param remedy what a person can do about it, a command where there is one
   */
  public HostUnsupportedException(String missing, String remedy) {
    super(missing + "; " + remedy);
  }
}
