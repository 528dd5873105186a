package dev.hutch;

/**
 * One thing that Hutch needs or likes of its host, and whether it is there.
 *
 * @param name what was looked at
 * @param outcome what came of it
 * @param detail what was found
 * @param remedy what to do about it; empty where nothing needs doing
 */
public record HostCheck(String name, Outcome outcome, String detail, String remedy) {
  /** What came of a check. */
  public enum Outcome {
    /** It is there. */
    OK,
    /** It is not there; Hutch works without, with what the detail says. */
    WARNING,
    /** It is not there and Hutch does not work. */
    FAILED
  }
}
