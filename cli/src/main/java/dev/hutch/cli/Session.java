package dev.hutch.cli;

import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.HutchOptions;
import java.util.function.IntSupplier;

/**
 * An open runtime whose work a signal ends: what is being prepared is dropped, boxes that are
 * started here are torn down, and the exit code says which signal it was.
 */
final class Session {
  private final Signals signals;
  private final Terminal terminal;

  private Session(Signals signals, Terminal terminal) {
    this.signals = signals;
    this.terminal = terminal;
  }

  /** What is done in it, and the signals to listen to. */
  @FunctionalInterface
  interface Work {
    int run(Hutch hutch, Signals signals);
  }

  /**
   * Opens a runtime, works and closes it.
   *
   * @return the work's exit code, or 128+n if signal n ended it
   */
  static int run(HutchOptions options, Terminal terminal, Work work) {
    try (Signals signals = Signals.caught()) {
      Session session = new Session(signals, terminal);
      return session.unlessEnded(
          () -> {
            try (Hutch hutch = session.open(options)) {
              return work.run(hutch, signals);
            }
          });
    }
  }

  /** What fails because of the signal need not be said to who sent it. */
  private int unlessEnded(IntSupplier work) {
    try {
      int exit = work.getAsInt();
      return signals.exitCode() == 0 ? exit : signals.exitCode();
    } catch (HutchException e) {
      if (signals.exitCode() == 0) {
        throw e;
      }
      return signals.exitCode();
    }
  }

  private Hutch open(HutchOptions options) {
    Thread opener = Thread.currentThread();
    signals.react(
        signal -> {
          signals.endedBy(signal);
          opener.interrupt();
        });
    Hutch hutch = Hutch.open(options);
    signals.react(
        signal -> {
          signals.endedBy(signal);
          close(hutch);
        });
    if (Thread.interrupted()) {
      hutch.close(); // the signal came too late to end the opening: no box can be started any more
    }
    return hutch;
  }

  /** What cannot be torn down must be said, whoever is ending. */
  private void close(Hutch hutch) {
    try {
      hutch.close();
    } catch (HutchException e) {
      terminal.say(e.getMessage());
    }
  }
}
