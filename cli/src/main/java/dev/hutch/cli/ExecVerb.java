package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
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
    Page.of(
            spec,
            "Run a command in a box that runs.",
            "hutch exec [OPTIONS] BOX [--] COMMAND [ARG...]")
        .text(
            "Runs a command in a box that runs, whoever started it. Standard output and error are the command's, byte for byte; the first SIGINT, SIGTERM or SIGHUP is sent on to it, the second kills it. The box goes on.",
            "With -d leaves it running there and prints its number, by which jobs, attach, logs and forget know it. With -it the command has this terminal, and the detach keys leave it running.")
        .examples(
            "hutch exec web -- uname -a",
            "hutch exec -it web -- sh",
            "hutch exec -u nobody -w /tmp web -- id",
            "hutch exec -i web -- tar -x -C /srv < site.tar",
            "hutch exec -d web -- httpd -f -h /srv && hutch logs -f web")
        .exits(
            "the command's; 128+n if signal n ended it; 127 if there is no such program,",
            "126 if it cannot be executed; 125 if Hutch itself failed; 141 if whoever reads",
            "standard output has closed it.",
            "With -d 0 when the command runs; 0 also if keys left it.")
        .end();
    spec.addOption(
        Options.flag(
            "Leave the command running in the box, which keeps its last output; print its number.",
            "-d",
            "--detach"));
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
    Part part = CommandOptions.part(typed);
    return RunningBox.session(
        idOrName,
        typed,
        terminal,
        (box, signals) ->
            command.detach()
                ? leave(box, command, part.stdin() == Stdin.PASSED, terminal)
                : serve(box, command, part, terminal, signals));
  }

  private static int serve(
      Box box, Command command, Part part, Terminal terminal, Signals signals) {
    try (BoxProcess process = RunningBox.asked(box, () -> box.exec(command))) {
      return Foreground.serve(
          process,
          terminal,
          part,
          signals,
          process::close,
          id -> terminal.say(AttachVerb.left(box.id(), id)));
    }
  }

  private static int leave(Box box, Command command, boolean open, Terminal terminal) {
    try (BoxProcess process = DetachedCommand.start(box, command, open)) {
      try {
        terminal.print(process.commandId().orElseThrow() + System.lineSeparator());
      } catch (UnwrittenException e) {
        process.destroyForcibly(); // nobody would know of it
        throw e;
      }
      return ExitCode.OK;
    }
  }
}
