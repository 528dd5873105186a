package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxProcess;
import dev.hutch.BoxState;
import dev.hutch.Command;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch exec}: runs a command in a box that runs. */
final class ExecVerb implements Verb {
  @Override
  public String name() {
    return "exec";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    spec.usageMessage()
        .header("Run a command in a box that runs.", "")
        .description(
            "Runs a command in a box that runs, whoever started it.",
            "The exit code is the command's; 128+n if signal n ended it; 127 if there is no such"
                + " program, 126 if it cannot be executed; 125 if Hutch itself failed, the box does"
                + " not run, or ended before the command.")
        .customSynopsis("hutch exec [OPTIONS] BOX [--] COMMAND [ARG...]")
        .footer(
            "",
            "Examples:",
            "  hutch exec web -- uname -a",
            "  hutch exec -it web -- sh",
            "  hutch exec -u nobody -w /tmp web -- id",
            "  hutch exec -i web -- tar -x -C /srv < site.tar");
    CommandOptions.add(spec);
    spec.addPositional(Options.words("BOX", "The box, by id or name."));
    return spec;
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = new ArrayList<>(typed.parameters());
    if (words.isEmpty() || (typed.split() && words.size() > 1)) {
      throw new UsageException(
          "give one box and a command: write hutch exec [OPTIONS] BOX -- COMMAND");
    }
    String idOrName = words.removeFirst();
    words.addAll(typed.behind());
    if (words.isEmpty()) {
      throw new UsageException(
          "no command: write hutch exec [OPTIONS] BOX -- COMMAND, such as hutch exec "
              + idOrName
              + " -- uname -a");
    }
    Command command = CommandOptions.read(typed, words);
    boolean interactive = typed.has("--interactive");
    return Session.run(
        Options.management(typed, terminal),
        terminal,
        (hutch, signals) -> {
          try (Box box = hutch.box(idOrName);
              BoxProcess process = exec(box, command)) {
            return Foreground.serve(process, terminal, interactive, signals, process::close);
          }
        });
  }

  /** An agent that cannot be reached says little to who forgot to start the box. */
  private static BoxProcess exec(Box box, Command command) {
    try {
      return box.exec(command);
    } catch (BoxGoneException e) {
      BoxState state = box.state();
      throw state == BoxState.RUNNING || state == BoxState.UNKNOWN
          ? e
          : new BoxGoneException(
              "the box "
                  + box.id()
                  + " is "
                  + state
                  + (state == BoxState.STARTING ? ": try again" : ": 'hutch start' starts it"),
              e);
    }
  }
}
