package dev.hutch.it;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a {@code hutch} ended, and the bytes it wrote. */
public final class Ended {
  private final int exit;
  private final byte[] stdout;
  private final byte[] stderr;

  Ended(int exit, byte[] stdout, byte[] stderr) {
    this.exit = exit;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Its exit code. */
  public int exit() {
    return exit;
  }

  /** What it wrote to standard output. */
  public byte[] stdoutBytes() {
    return stdout.clone();
  }

  /** What it wrote to standard error. */
  public byte[] stderrBytes() {
    return stderr.clone();
  }

  /** Standard output as text. */
  public String stdout() {
    return new String(stdout, StandardCharsets.UTF_8);
  }

  /** Standard error as text. */
  public String stderr() {
    return new String(stderr, StandardCharsets.UTF_8);
  }

  /** The lines of standard output. */
  public List<String> lines() {
    return stdout().lines().toList();
  }

  @Override
  public String toString() {
    return "exit " + exit + ", " + stdout.length + " bytes on stdout, stderr: " + stderr();
  }
}
