package dev.hutch.cli;

/**
 * What part this process takes in a command.
 *
 * @param stdin what becomes of the command's standard input
 * @param keys the keys that leave a command running that is on a terminal
 * @param owner whether the command ends with us; otherwise nothing but what is typed ends it
 */
record Part(Stdin stdin, DetachKeys keys, boolean owner) {
  /** Whether what is typed can leave the command running. */
  boolean canLeave() {
    return stdin == Stdin.PASSED && keys != DetachKeys.NONE;
  }
}
