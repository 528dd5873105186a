package dev.hutch.vmm.host;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param name what, in a word or two; stable, for programs
 * @param outcome how it stands
 * @param detail what was found, with the value
 * @param remedy what to do about it; empty if {@link Outcome#OK}
 */
public record Check(String name, Outcome outcome, String detail, Optional<String> remedy) {
  /** How a check stands. */
  public enum Outcome {
    /** As it should be. */
    OK,
    /** Hutch works, but slower, or with something missing that the detail names. */
    WARNING,
    /** What needs this does not work. */
    FAILED
  }

  static Check ok(String name, String detail) {
    return new Check(name, Outcome.OK, detail, Optional.empty());
  }

  static Check warning(String name, String detail, String remedy) {
    return new Check(name, Outcome.WARNING, detail, Optional.of(remedy));
  }

  static Check failed(String name, String detail, String remedy) {
    return new Check(name, Outcome.FAILED, detail, Optional.of(remedy));
  }
}
