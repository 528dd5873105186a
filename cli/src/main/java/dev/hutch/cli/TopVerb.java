package dev.hutch.cli;

import dev.hutch.BoxProcessInfo;
import dev.hutch.BoxStats;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch top}: what runs in a box. */
final class TopVerb implements Verb {
  private static final String USAGE = "hutch top [OPTIONS] BOX";

  @Override
  public String name() {
    return "top";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "List the processes of a box.", USAGE)
        .text(
            "Lists what runs in a box now, without its kernel's threads and the agent, in the order"
                + " of process ids. A command whose parent is 1 was started by Hutch, or has lost its"
                + " own parent.",
            "STATE is Linux's letter: R running, S sleeping, D waiting for a disk, T stopped, Z"
                + " ended and not yet reaped. CPU is what it has used since its start.")
        .examples("hutch top web", "hutch top --format json web | jq '.[].command'")
        .exits("0, or 125 if it failed.")
        .end();
    Format.add(spec);
    spec.addPositional(Options.words("BOX", "The box, by its whole id or its name."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    Format format = Format.read(typed);
    return RunningBox.session(
        typed.oneBox(USAGE),
        typed,
        terminal,
        (box, signals) -> {
          BoxStats stats = RunningBox.asked(box, box::stats);
          List<BoxProcessInfo> processes = box.processes();
          terminal.print(
              format == Format.JSON
                  ? Json.list(processes.stream().map(TopVerb::json).toList())
                  : table(processes, stats.uptime()).text(terminal.colours()));
          return ExitCode.OK;
        });
  }

  static Table table(List<BoxProcessInfo> processes, Duration uptime) {
    Table table = new Table(">PID", ">PPID", ">UID", "STATE", ">MEM", ">CPU", "STARTED", "COMMAND");
    for (BoxProcessInfo process : processes) {
      table.row(
          Integer.toString(process.pid()),
          Integer.toString(process.parent()),
          Long.toString(process.user()),
          String.valueOf(process.state()),
          Bytes.words(process.residentBytes()),
          String.format(Locale.ROOT, "%.2fs", seconds(process.cpuTime())),
          Elapsed.words(uptime.minus(process.started())) + " ago",
          process.command());
    }
    return table;
  }

  private static Map<String, @Nullable Object> json(BoxProcessInfo process) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("pid", process.pid());
    json.put("parent", process.parent());
    json.put("user", process.user());
    json.put("state", String.valueOf(process.state()));
    json.put("userSeconds", seconds(process.userTime()));
    json.put("systemSeconds", seconds(process.systemTime()));
    json.put("residentBytes", process.residentBytes());
    json.put("startedSeconds", seconds(process.started()));
    json.put("command", process.command());
    return json;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
