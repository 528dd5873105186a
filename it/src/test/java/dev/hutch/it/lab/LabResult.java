package dev.hutch.it.lab;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a script in the lab left: its exit status, its output byte for byte, its duration. */
public final class LabResult {
  private final int exitCode;
  private final Duration duration;
  private final byte[] out;
  private final byte[] err;

  LabResult(int exitCode, Duration duration, byte[] out, byte[] err) {
    this.exitCode = exitCode;
    this.duration = duration;
    this.out = out;
    this.err = err;
  }

  /** The script's exit code, or 128 + n if signal n ended it. */
  public int exitCode() {
    return exitCode;
  }

  /** How long it ran, by the lab's own clock. */
  public Duration duration() {
    return duration;
  }

  /** Its standard output. */
  public byte[] outBytes() {
    return out.clone();
  }

  /** Its standard output as UTF-8. */
  public String out() {
    return new String(out, StandardCharsets.UTF_8);
  }

  /** Its standard error as UTF-8. */
  public String err() {
    return new String(err, StandardCharsets.UTF_8);
  }

  /**
   * This result, if the script succeeded.
   *
   * @throws LabException with its output if it did not
   */
  public LabResult orThrow() {
    if (exitCode != 0) {
      throw new LabException("a script in the lab failed: " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "exit %d after %d ms%n%s%s".formatted(exitCode, duration.toMillis(), out(), err());
  }
}
