package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxSpec;
import dev.hutch.CommandNotStartedException;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.HutchOptions;
import dev.hutch.NoSuchBoxException;
import java.util.function.Consumer;

/**
 * A box that stays. Its id is the only thing that is printed of it; if that cannot be done, or a
 * signal comes before, nobody would know of the box, and it is taken away again.
 */
final class NewBox {
  private NewBox() {}

  /**
   * Makes it and prints its id.
   *
   * @param begin what else is done with it first. If it fails the box stays, with the evidence;
   *     where a command could not be started there is none, and no box stays
   * @return the exit code
   */
  static int make(
      Hutch hutch,
      BoxSpec spec,
      Consumer<Box> begin,
      HutchOptions options,
      Terminal terminal,
      Signals signals) {
    try (Box box = hutch.create(spec)) {
      String id = box.id();
      try {
        begin.accept(box);
      } catch (CommandNotStartedException e) {
        box.remove(true);
        throw e;
      } catch (HutchException e) {
        if (signals.exitCode() == 0) {
          terminal.say("box " + id + " stays for 'hutch inspect'; 'hutch rm' removes it");
        } else {
          remove(id, options);
        }
        throw e;
      }
      signals.react(Signals.Reaction.NONE); // from here on it is as if it were finished
      if (signals.exitCode() != 0) {
        remove(id, options);
        return signals.exitCode();
      }
      try {
        terminal.print(id + System.lineSeparator());
      } catch (UnwrittenException e) {
        box.remove(true);
        throw e;
      }
      return ExitCode.OK;
    }
  }

  /** By a runtime of its own: the signal has closed the other. */
  private static void remove(String id, HutchOptions options) {
    try (Hutch hutch = Hutch.open(options.prepareAtOpen(false));
        Box box = hutch.box(id)) {
      box.remove(true);
    } catch (NoSuchBoxException e) {
      // so much the better
    }
  }
}
