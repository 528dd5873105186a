package dev.hutch.vmm.spec;

/**
 * A virtual machine specification, or its text, that cannot be used. The message names the field,
 * the value and the rule it broke.
 */
public final class VmSpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message field, value and rule
   */
  public VmSpecException(String message) {
    super(message);
  }
}
