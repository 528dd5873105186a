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
        .addOption(Options.flag("A terminal in the box: not possible yet.", "-t", "--tty"));
  }

  /**
   * The command.
   *
   * @param argv the program and its arguments, at least one word
   */
  static Command read(Typed typed, List<String> argv) {
    if (typed.has("--tty")) {
      throw new UsageException(
          "-t asks for a terminal in the box, which this version cannot give; use -i alone to pass"
              + " standard input on");
    }
    Command command = Command.of(argv).workdir(typed.text("--workdir", "/"));
    for (String variable : typed.texts("--env")) {
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new UsageException("-e '" + variable + "' is not NAME=VALUE");
      }
      command = command.env(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return command;
  }
}
