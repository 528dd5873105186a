package dev.hutch;

import java.util.Locale;

/**
 * What a box is doing. Never remembered, always looked at: each read asks the kernel who holds the
 * box's lock and which processes are there, and the box's journal what came before.
 */
public enum BoxState {
  /** It has its files and was never started. */
  CREATED,
  /** Its VM is being started; its agent has not greeted yet. */
  STARTING,
  /** Its agent has greeted and its VM lives. */
  RUNNING,
  /** It was stopped, or its guest ended by itself in order. Nothing of it runs. */
  STOPPED,
  /**
   * Its start failed, its guest or its shim broke, or it ended without being stopped. Nothing of it
   * runs. {@link BoxInfo#failure()} says why.
   */
  FAILED,
  /**
   * What can be seen does not fit together: something of the box lives that should not, or its lock
   * is held though none of its processes is there. Remove it by force, or look at the processes
   * that {@link BoxInfo#failure()} names.
   */
  UNKNOWN;

  /** In lower case, as the command line writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
