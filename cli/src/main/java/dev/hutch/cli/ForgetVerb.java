package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.HutchException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch forget}: drops detached commands that have ended. */
final class ForgetVerb implements Verb {
  private static final String USAGE = "hutch forget [OPTIONS] BOX [COMMAND...]";

  @Override
  public String name() {
    return "forget";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Drop commands that have ended, and their output.", USAGE)
        .text(
            "Drops commands that were left in a box and have ended, with what is kept of their output: those whose numbers are given, or all that have ended; prints the numbers. One that was named and still runs is a failure.")
        .examples("hutch forget web 3", "hutch forget web")
        .exits("0, or 125 if it failed for one.")
        .end();
    spec.addPositional(
        Options.words("BOX [COMMAND...]", "A box, and numbers that 'hutch jobs' lists."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    if (words.isEmpty()) {
      throw new UsageException("which box? Write " + USAGE);
    }
    List<Integer> named =
        words.subList(1, words.size()).stream().map(KeptCommands::number).toList();
    return RunningBox.session(
        words.getFirst(),
        typed,
        terminal,
        (box, signals) ->
            named.isEmpty() ? forgetEnded(box, terminal) : forget(box, named, terminal));
  }

  private static int forgetEnded(Box box, Terminal terminal) {
    KeptCommands.of(box).stream()
        .filter(command -> !command.isRunning() && box.forget(command.id()))
        .forEach(command -> terminal.print(command.id() + "\n"));
    return ExitCode.OK;
  }

  private static int forget(Box box, List<Integer> named, Terminal terminal) {
    int exit = ExitCode.OK;
    for (int number : named) {
      try {
        if (RunningBox.asked(box, () -> box.forget(number))) {
          terminal.print(number + "\n");
          continue;
        }
        terminal.say(
            "command "
                + number
                + " still runs: end it first, such as with 'hutch exec "
                + box.id()
                + " -- kill PID', whose PID 'hutch jobs' lists");
      } catch (HutchException e) {
        terminal.say(e.getMessage());
      }
      exit = ExitCode.OURS;
    }
    return exit;
  }
}
