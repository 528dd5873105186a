package dev.hutch.cli;

import java.util.HashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGHUP, SIGINT and SIGTERM to this process. What they do changes as the work goes on. Where that
 * helped nothing one more ends the process as if nobody listened, and its boxes with it.
 *
 * <p>By an API of the JDK that is not for everybody (module {@code jdk.unsupported}): there is no
 * other way to hear of a signal and live on.
 */
final class Signals implements AutoCloseable {
  /** What is done about a signal; called on a thread of its own. */
  interface Reaction {
    /** Nothing: what a signal would ask for is being done. */
    Reaction NONE =
        new Reaction() {
          @Override
          public void first(int signal) {}

          @Override
          public boolean second(int signal) {
            return true;
          }
        };

    /** The first signal of all. */
    void first(int signal);

    /**
     * The second.
     *
     * @return whether that is of use
     */
    default boolean second(int signal) {
      return false;
    }
  }

  private static final String[] NAMES = {"HUP", "INT", "TERM"};

  private final Map<Signal, SignalHandler> before = new HashMap<>();
  private final Object firstOne = new Object();
  private volatile Reaction reaction = Reaction.NONE;
  private volatile int ending;
  private int count;
  private int atWork;

  private Signals() {}

  /** Begins to listen. A signal that this process was started to ignore stays ignored. */
  static Signals caught() {
    Signals signals = new Signals();
    for (String name : NAMES) {
      Signal signal = new Signal(name);
      signals.before.put(signal, Signal.handle(signal, signals::handle));
    }
    return signals;
  }

  /** From now on this is done; what is just being done about a first signal comes to its end. */
  void react(Reaction with) {
    synchronized (firstOne) {
      reaction = with;
    }
  }

  /** Notes that this signal is the reason for all that fails from now on. */
  void endedBy(int signal) {
    ending = signal;
  }

  /** The exit code that says which signal ended the work; 0 if none did. */
  int exitCode() {
    return ending == 0 ? 0 : ExitCode.SIGNAL + ending;
  }

  /** Waits for what is being done about signals, and listens no more. */
  @Override
  public synchronized void close() {
    boolean interrupted = false;
    while (atWork > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    restore();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Signal signal) {
    int turn = begin();
    try {
      if (!isOfUse(turn, signal.getNumber())) {
        restore();
        Signal.raise(signal);
      }
    } finally {
      end();
    }
  }

  private boolean isOfUse(int turn, int signal) {
    if (turn > 1) {
      return turn == 2 && reaction.second(signal);
    }
    synchronized (firstOne) {
      reaction.first(signal);
    }
    return true;
  }

  private void restore() {
    before.forEach(Signal::handle);
  }

  private synchronized int begin() {
    atWork++;
    return ++count;
  }

  private synchronized void end() {
    atWork--;
    notifyAll();
  }
}
