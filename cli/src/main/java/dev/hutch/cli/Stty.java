package dev.hutch.cli;

import dev.hutch.HutchException;
import dev.hutch.TerminalSize;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terminal that is this process's standard input, by stty(1): the JDK has no way to it, and a
 * native call's first use costs more than the program.
 */
final class Stty {
  private static final TerminalSize UNKNOWN = new TerminalSize(0, 0);

  private Stty() {}

  /** Its settings, in a form that {@link #set} takes; empty if standard input is no terminal. */
  static Optional<String> settings() {
    return call("-g").map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * Changes its settings.
   *
   * @return whether it did
   */
  static boolean set(String... settings) {
    return call(settings).isPresent();
  }

  /** Its size; 0 and 0 where it has none, or standard input is no terminal. */
  static TerminalSize size() {
    return call("size").map(Stty::parse).orElse(UNKNOWN);
  }

  /** Rows, a space, columns. */
  static TerminalSize parse(String answer) {
    String[] words = answer.strip().split(" ", -1);
    try {
      return words.length == 2
          ? new TerminalSize(Integer.parseInt(words[1]), Integer.parseInt(words[0]))
          : UNKNOWN;
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  private static Optional<String> call(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return awaitEnd(stty) == 0 ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      throw new HutchException("a terminal needs the program stty: " + e.getMessage(), e);
    }
  }

  /** It does not wait for anything; and the terminal must be restored by whoever is interrupted. */
  private static int awaitEnd(Process stty) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return stty.waitFor();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
