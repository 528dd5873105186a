package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.Hutch;
import dev.hutch.NoSuchBoxException;

/**
 * The box of one run. It ends with it; unless its command is left running, for which the box has to
 * be one that can be left.
 */
final class RunBox implements AutoCloseable {
  private final Box box;
  private final boolean leavable;
  private final Thread remover = new Thread(this::remove, "remove-box");
  private boolean closed;

  private RunBox(Box box, boolean leavable) {
    this.box = box;
    this.leavable = leavable;
  }

  /**
   * Starts it.
   *
   * @param leavable whether it can be left: it then outlives this process where that is killed
   */
  static RunBox start(Hutch hutch, BoxSpec spec, boolean leavable) {
    RunBox run = new RunBox(hutch.start(spec.detach(leavable)), leavable);
    if (leavable) {
      Runtime.getRuntime().addShutdownHook(run.remover);
    }
    return run;
  }

  Box box() {
    return box;
  }

  /** Lets it go on. */
  synchronized void leave() {
    closed = true;
    forgetRemover();
    box.close();
  }

  /** As {@link #end}. */
  @Override
  public void close() {
    end();
  }

  /** Ends and removes it, with proof; does nothing to one that was left. Idempotent. */
  synchronized void end() {
    if (!closed) {
      forgetRemover();
      remove();
      box.close();
      closed = true;
    }
  }

  private void remove() {
    if (leavable) {
      try {
        box.remove(true);
      } catch (NoSuchBoxException e) {
        // somebody else was quicker
      }
    }
  }

  private void forgetRemover() {
    if (leavable) {
      try {
        Runtime.getRuntime().removeShutdownHook(remover);
      } catch (IllegalStateException e) {
        // The process is ending: it is at work.
      }
    }
  }
}
