package dev.hutch.perf.bench;

/** What a JVM costs. */
final class Nothing {
  private Nothing() {}

  /** Does it. */
  public static void main(String[] args) {}
}
