package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxCommand;
import dev.hutch.NoSuchCommandException;
import java.util.List;

/** The detached commands of a box, as they are typed: by their numbers, or not at all. */
final class KeptCommands {
  private KeptCommands() {}

  /** What a box keeps, the oldest first. */
  static List<BoxCommand> of(Box box) {
    return RunningBox.asked(box, box::commands);
  }

  /** The number that was typed. */
  static int number(String word) {
    try {
      int number = Integer.parseInt(word);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        "command '" + word + "' is no number: give one that 'hutch jobs' lists");
  }

  /**
   * The command that is meant by words behind the box: the one with that number, or, without a
   * word, the newest that fits.
   *
   * @param running whether only one that runs fits where none was named
   */
  static BoxCommand meant(Box box, List<String> words, boolean running) {
    List<BoxCommand> kept = of(box);
    if (!words.isEmpty()) {
      int number = number(words.getFirst());
      return kept.stream()
          .filter(command -> command.id() == number)
          .findFirst()
          .orElseThrow(() -> new NoSuchCommandException(number));
    }
    return kept.reversed().stream()
        .filter(command -> !running || command.isRunning())
        .findFirst()
        .orElseThrow(() -> none(box, !kept.isEmpty()));
  }

  private static UsageException none(Box box, boolean ended) {
    return new UsageException(
        "box "
            + box.id()
            + (ended
                ? " has no detached command that runs: 'hutch jobs' lists those that have ended,"
                    + " 'hutch logs' shows their output"
                : " has no detached command: 'hutch exec -d' starts one"));
  }
}
