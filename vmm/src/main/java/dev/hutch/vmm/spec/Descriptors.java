package dev.hutch.vmm.spec;

/**
 * Which of the descriptors that travel with a specification is which, by index. The shim owns all
 * of them once it has received them.
 *
 * @param lock the box's lock file, locked; held until the shim's process tree is gone
 * @param listener the listening {@code AF_UNIX} stream socket at the box's {@code agent.sock}
 * @param consoleLog the console log, open for appending (O_APPEND): the relay begins it again when
 *     it is full
 * @param consoleReader reading end of the console pipe, or {@link #ABSENT}: the shim then makes a
 *     pipe of its own. With libkrun the guest's last lines may still be in the pipe when the
 *     process ends: only who has passed a pipe, and kept its reading end, can have them
 * @param consoleWriter writing end of the console pipe, or {@link #ABSENT}
 * @param journal the box's journal, open for writing and appending (O_APPEND), or {@link #ABSENT}:
 *     nothing is written down then
 */
public record Descriptors(
    int lock, int listener, int consoleLog, int consoleReader, int consoleWriter, int journal) {
  /** Stands for a descriptor that is not passed. */
  public static final int ABSENT = -1;

  /**
   * Checks the indexes.
   *
   * @throws VmSpecException if one is out of range, or one end of the console pipe comes without
   *     the other
   */
  public Descriptors {
    Rules.descriptor("descriptor of the lock", lock);
    Rules.descriptor("descriptor of the listener", listener);
    Rules.descriptor("descriptor of the console log", consoleLog);
    if (consoleReader != ABSENT || consoleWriter != ABSENT) {
      Rules.descriptor("descriptor of the console's reading end", consoleReader);
      Rules.descriptor("descriptor of the console's writing end", consoleWriter);
    }
    if (journal != ABSENT) {
      Rules.descriptor("descriptor of the journal", journal);
    }
  }

  /** Returns these indexes without a journal and a console pipe: the shim makes its own pipe. */
  public static Descriptors withoutPipe(int lock, int listener, int consoleLog) {
    return new Descriptors(lock, listener, consoleLog, ABSENT, ABSENT, ABSENT);
  }

  /** Returns whether both ends of a console pipe are passed. */
  public boolean hasConsolePipe() {
    return consoleReader != ABSENT;
  }

  /** Returns whether a journal is passed. */
  public boolean hasJournal() {
    return journal != ABSENT;
  }
}
