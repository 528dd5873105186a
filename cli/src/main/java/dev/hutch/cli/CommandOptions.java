package dev.hutch.cli;

import dev.hutch.Command;
import dev.hutch.TerminalSize;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Options of a command that is to run in a box. */
final class CommandOptions {
  private static final TerminalSize USUAL = new TerminalSize(80, 24);

  private CommandOptions() {}

  static void add(CommandSpec spec) {
    spec.addOption(Options.flag("Pass standard input on to the command.", "-i", "--interactive"))
        .addOption(
            Options.texts("NAME=VALUE", "A variable of the command's environment.", "-e", "--env"))
        .addOption(
            Options.text(
                "DIR", "The command's working directory, absolute (/).", "-w", "--workdir"))
        .addOption(
            Options.text("NAME[:GROUP]", "Who runs it, by name or number (root).", "-u", "--user"))
        .addOption(
            Options.flag(
                "Give the command a terminal; with -i, this one's keys and size.", "-t", "--tty"));
    addDetachKeys(spec);
  }

  static void addDetachKeys(CommandSpec spec) {
    spec.addOption(
        Options.text(
            "KEYS",
            "With -it: the keys that leave the command running ("
                + DetachKeys.DEFAULT
                + "); '' for none.",
            "--detach-keys"));
  }

  /**
   * The command.
   *
   * @param argv the program and its arguments, at least one word
   */
  static Command read(Typed typed, List<String> argv) {
    Command command =
        Command.of(argv)
            .workdir(typed.text("--workdir", "/"))
            .user(typed.text("--user", ""))
            .detach(typed.has("--detach"));
    for (String variable : typed.texts("--env")) {
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new UsageException("-e '" + variable + "' is not NAME=VALUE");
      }
      command = command.env(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return typed.has("--tty") ? onTerminal(command, typed) : command;
  }

  /** What part we take in a command of our own that is not detached. */
  static Part part(Typed typed) {
    return new Part(
        typed.has("--interactive") ? Stdin.PASSED : Stdin.CLOSED, detachKeys(typed), true);
  }

  static DetachKeys detachKeys(Typed typed) {
    return DetachKeys.parse(typed.text("--detach-keys", DetachKeys.DEFAULT));
  }

  private static Command onTerminal(Command command, Typed typed) {
    boolean detached = command.detach();
    if (typed.has("--interactive") && !detached && Stty.settings().isEmpty()) {
      throw new UsageException(
          "-t with -i hands over a terminal, and standard input is none: leave out -t");
    }
    String term = System.getenv("TERM");
    boolean named = term == null || term.isEmpty() || command.environment().containsKey("TERM");
    TerminalSize size = Stty.size();
    return (named ? command : command.env("TERM", term))
        .tty(detached && size.columns() == 0 ? USUAL : size);
  }
}
