package dev.hutch.cli;

import dev.hutch.BoxCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch jobs}: the detached commands of a box. */
final class JobsVerb implements Verb {
  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "List the commands that were left in a box.", "hutch jobs [OPTIONS] BOX")
        .text(
            "Lists the commands that 'run -d', 'exec -d' or detach keys left in a box that runs, the oldest first, with those that have ended and were not forgotten yet. A box keeps 32; of those that have ended the oldest makes room for a new one.",
            "OUT and ERR are the bytes written so far, of which the last 64 KiB each are kept.")
        .examples("hutch jobs web", "hutch jobs --json web | jq '.[] | select(.running) | .number'")
        .exits("0, or 125 if it failed.")
        .end();
    spec.addOption(Options.flag("Numbers only, one on each line.", "-q", "--quiet"));
    Format.add(spec);
    spec.addPositional(Options.words("BOX", "The box, by its whole id or its name."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    String box = typed.oneBox("hutch jobs [OPTIONS] BOX");
    Format format = Format.read(typed);
    return RunningBox.session(
        box,
        typed,
        terminal,
        (found, signals) -> {
          List<BoxCommand> commands = KeptCommands.of(found);
          terminal.print(
              typed.has("--quiet")
                  ? commands.stream().map(one -> one.id() + "\n").collect(Collectors.joining())
                  : format == Format.JSON
                      ? Json.list(commands.stream().map(JobsVerb::json).toList())
                      : table(commands).text(terminal.colours()));
          return ExitCode.OK;
        });
  }

  private static Table table(List<BoxCommand> commands) {
    Table table =
        new Table(">NO", ">PID", "*STATE", "TTY", "STARTED", "RAN", ">OUT", ">ERR", "COMMAND");
    for (BoxCommand command : commands) {
      table.row(
          Integer.toString(command.id()),
          Integer.toString(command.pid()),
          command.isRunning() ? "running" : "exit " + command.exit().getAsInt(),
          command.terminal() ? "yes" : "no",
          Elapsed.words(command.age()) + " ago",
          Elapsed.words(command.duration()),
          Bytes.words(command.stdoutBytes()),
          Bytes.words(command.stderrBytes()),
          command.line());
    }
    return table;
  }

  private static Map<String, @Nullable Object> json(BoxCommand command) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("number", command.id());
    json.put("pid", command.pid());
    json.put("command", command.line());
    json.put("running", command.isRunning());
    json.put("exit", command.exit().isPresent() ? command.exit().getAsInt() : null);
    json.put("terminal", command.terminal());
    json.put("clients", command.clients());
    json.put("ageSeconds", command.age().toMillis() / 1000.0);
    json.put("durationSeconds", command.duration().toMillis() / 1000.0);
    json.put("stdoutBytes", command.stdoutBytes());
    json.put("stderrBytes", command.stderrBytes());
    return json;
  }
}
