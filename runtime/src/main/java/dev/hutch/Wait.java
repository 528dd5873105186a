package dev.hutch;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Something in a box to wait for, see {@link Box#waitFor(Wait)}; immutable. */
public final class Wait {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  private static final long FIRST_PAUSE_NANOS = 5_000_000;

  /** Nor is a box that has died waited for any longer. */
  private static final long LAST_PAUSE_NANOS = 80_000_000;

  private final String what;
  private final Duration timeout;
  private final Condition condition;

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    /** Returns when it holds; notes meanwhile what is seen instead. */
    void await(BoxAgent box, Seen seen) throws InterruptedException;
  }

  /** What was last seen in place of what is waited for. */
  static final class Seen {
    private volatile String last = "";

    void note(String what) {
      last = what;
    }
  }

  /** A question that is asked again and again. */
  @FunctionalInterface
  private interface Question {
    boolean holds(BoxAgent box, Seen seen);
  }

  private Wait(String what, Duration timeout, Condition condition) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new InvalidSpecException("the timeout is " + timeout + ", but must be positive");
    }
    this.what = what;
    this.timeout = timeout;
    this.condition = condition;
  }

  /**
   * A server that accepts connections to a TCP port of the guest's loopback. It sees connections
   * that are closed at once.
   *
   * @param port 1 to 65,535
   */
  public static Wait forPort(int port) {
    GuestPort.check(port);
    return polling("port " + port + " of the box", (box, seen) -> isOpen(box, port, seen));
  }

  /**
   * A command that exits with 0; it is run again and again until then.
   *
   * @param arguments the program and its arguments; no shell is involved
   */
  public static Wait forCommand(String... arguments) {
    return forCommand(Command.of(arguments));
  }

  /**
   * Like {@link #forCommand(String...)}.
   *
   * @param command whose own timeout, if any, holds for each time it is run
   */
  public static Wait forCommand(Command command) {
    String line = Printable.text(String.join(" ", command.arguments()));
    return polling("'" + line + "' to exit with 0", (box, seen) -> succeeds(box, command, seen));
  }

  /**
   * Text in an output of a detached command, also if it was written before; the 64 KiB that are
   * kept of each output are looked at, and what comes. Nothing is taken from other readers.
   *
   * @param commandId as of {@link BoxProcess#commandId()}
   * @param text as it stands there
   */
  public static Wait forOutput(int commandId, String text) {
    return forOutput(commandId, Pattern.compile(text, Pattern.LITERAL));
  }

  /**
   * Like {@link #forOutput(int, String)}, with a pattern.
   *
   * @param pattern what some part of a line must match
   */
  public static Wait forOutput(int commandId, Pattern pattern) {
    return new Wait(
        "'" + Printable.text(pattern.pattern()) + "' in the output of command " + commandId,
        DEFAULT_TIMEOUT,
        new OutputWait(commandId, pattern));
  }

  /** The same for so long at most; 60 s unless set. */
  public Wait timeout(Duration limit) {
    return new Wait(what, limit, condition);
  }

  @Override
  public String toString() {
    return what;
  }

  /** On a thread of its own, so that nothing the guest does holds the caller for longer. */
  void await(BoxAgent box) {
    Seen seen = new Seen();
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              condition.await(box, seen);
              return true;
            });
    Thread.startVirtualThread(waiting);
    try {
      waiting.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new WaitTimeoutException(
          "waited "
              + timeout
              + " for "
              + what
              + (seen.last.isEmpty() ? "" : "; last: " + seen.last));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted while waiting for " + what, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HutchException cause
          ? cause
          : new HutchException("waiting for " + what + " failed: " + e.getCause(), e);
    } finally {
      waiting.cancel(true);
    }
  }

  private static Wait polling(String what, Question question) {
    return new Wait(
        what,
        DEFAULT_TIMEOUT,
        (box, seen) -> {
          long pause = FIRST_PAUSE_NANOS;
          while (!question.holds(box, seen)) {
            LockSupport.parkNanos(pause);
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            pause = Math.min(2 * pause, LAST_PAUSE_NANOS);
          }
        });
  }

  private static boolean isOpen(BoxAgent box, int port, Seen seen) {
    try {
      box.connect(port).close();
      return true;
    } catch (GuestPortException e) {
      seen.note(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static boolean succeeds(BoxAgent box, Command command, Seen seen) {
    try {
      box.run(command).orThrow();
      return true;
    } catch (CommandFailedException | CommandNotStartedException e) {
      seen.note(String.valueOf(e.getMessage()));
      return false;
    }
  }
}
