package dev.hutch.vmm.spec;

/**
 * The name of a box in argument lists, paths and the guest's host name: 1 to 63 of {@code a-z 0-9
 * -}, the first not {@code -}.
 *
 * @param text the id
 */
public record BoxId(String text) {
  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 63;

  /**
   * Checks the id.
   *
   * @throws VmSpecException if it has another length or other characters
   */
  public BoxId {
    Rules.name("box", text, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return text;
  }
}
