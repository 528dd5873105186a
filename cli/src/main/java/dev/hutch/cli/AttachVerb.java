package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxCommand;
import dev.hutch.BoxProcess;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch attach}: takes part in a detached command. */
final class AttachVerb implements Verb {
  private static final String USAGE = "hutch attach [OPTIONS] BOX [COMMAND]";

  @Override
  public String name() {
    return "attach";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Take part in a command that was left in a box.", USAGE)
        .text(
            "Takes part in a command that was left in a box: what is kept of its output comes first, then what it writes; standard input and signals are the command's, and on a terminal keys and size. Without COMMAND, a number that 'hutch jobs' lists, it is the newest that runs.",
            "The end of standard input is the end of the command's, for good; --no-stdin leaves it alone. A second signal, a closed standard output, and on a terminal the detach keys leave the command running.")
        .examples(
            "hutch exec -dit web -- sh && hutch attach web",
            "hutch attach --detach-keys ctrl-x web 3")
        .exits(
            "the command's; 128+n if signal n ended it, or was the second; 0 if keys left",
            "it; 125 if Hutch itself failed.")
        .end();
    spec.addOption(Options.flag("Leave the command's standard input alone.", "--no-stdin"));
    spec.addOption(
        Options.text(
            "KEYS",
            "On a terminal: the keys that leave the command running ("
                + DetachKeys.DEFAULT
                + "); '' for none.",
            "--detach-keys"));
    spec.addPositional(Options.words("BOX [COMMAND]", "A box, and the number of a command."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("give one box, and one command at most: write " + USAGE);
    }
    List<String> command = words.subList(1, words.size());
    command.forEach(KeptCommands::number);
    Part part =
        new Part(
            typed.has("--no-stdin") ? Stdin.LEFT : Stdin.PASSED,
            CommandOptions.detachKeys(typed),
            false);
    return RunningBox.session(
        words.getFirst(),
        typed,
        terminal,
        (box, signals) ->
            attach(box, KeptCommands.meant(box, command, true), part, terminal, signals));
  }

  private static int attach(
      Box box, BoxCommand command, Part part, Terminal terminal, Signals signals) {
    if (command.terminal() && part.stdin() == Stdin.PASSED && Stty.settings().isEmpty()) {
      throw new UsageException(
          "command "
              + command.id()
              + " is on a terminal, and standard input is none: add --no-stdin to look on, or use"
              + " 'hutch logs -f'");
    }
    try (BoxProcess process = box.attach(command.id())) {
      return Foreground.serve(
          process,
          command.terminal() ? showing(command, terminal) : terminal,
          part,
          signals,
          process::close,
          id -> terminal.say(left(box.id(), id)));
    }
  }

  private static Terminal showing(BoxCommand command, Terminal terminal) {
    long past = Math.min(LogsVerb.KEPT, command.stdoutBytes());
    return new Terminal(
        terminal.in(),
        new Replay(terminal.out(), past),
        terminal.messages(),
        terminal.screen(),
        terminal.colours());
  }

  /** What to say of a command that goes on. */
  static String left(String box, int command) {
    return "command " + command + " goes on: 'hutch attach " + box + " " + command + "' comes back";
  }
}
