package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxState;
import java.util.function.Supplier;

/** Something done with a box that has to run for it. */
final class RunningBox {
  private RunningBox() {}

  /** What is done, and the signals to listen to. */
  @FunctionalInterface
  interface Work {
    int run(Box box, Signals signals);
  }

  /**
   * Finds the box and works with it, until a signal ends that.
   *
   * @return the work's exit code, or 128+n if signal n ended it
   */
  static int session(String idOrName, Typed typed, Terminal terminal, Work work) {
    return Session.run(
        Options.management(typed, terminal),
        terminal,
        (hutch, signals) -> {
          try (Box box = hutch.box(idOrName)) {
            return work.run(box, signals);
          }
        });
  }

  /** An agent that cannot be reached says little to who forgot to start the box. */
  static <T> T asked(Box box, Supplier<T> question) {
    try {
      return question.get();
    } catch (BoxGoneException e) {
      BoxState state = box.state();
      if (state == BoxState.RUNNING || state == BoxState.UNKNOWN) {
        throw e;
      }
      BoxGoneException plain = notRunning(box.id(), state);
      plain.addSuppressed(e);
      throw plain;
    }
  }

  /** What to say of a box that should run for what is asked of it. */
  static BoxGoneException notRunning(String id, BoxState state) {
    String remedy = state == BoxState.STARTING ? "try again" : "'hutch start' starts it";
    return new BoxGoneException("the box " + id + " is " + state + ": " + remedy);
  }
}
