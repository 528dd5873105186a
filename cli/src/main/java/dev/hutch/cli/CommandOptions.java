package dev.hutch.cli;

import dev.hutch.Command;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Options of a command that is to run in a box. */
final class CommandOptions {
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
  }

  /**
   * The command.
   *
   * @param argv the program and its arguments, at least one word
   */
  static Command read(Typed typed, List<String> argv) {
    Command command =
        Command.of(argv).workdir(typed.text("--workdir", "/")).user(typed.text("--user", ""));
    for (String variable : typed.texts("--env")) {
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new UsageException("-e '" + variable + "' is not NAME=VALUE");
      }
      command = command.env(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return typed.has("--tty") ? onTerminal(command, typed) : command;
  }

  private static Command onTerminal(Command command, Typed typed) {
    if (typed.has("--interactive") && Stty.settings().isEmpty()) {
      throw new UsageException(
          "-t with -i hands over a terminal, and standard input is none: leave out -t");
    }
    String term = System.getenv("TERM");
    boolean named = term == null || term.isEmpty() || command.environment().containsKey("TERM");
    return (named ? command : command.env("TERM", term)).tty(Stty.size());
  }
}
