package dev.hutch.cli;

import dev.hutch.BoxInfo;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch ps}: the boxes of a home. */
final class PsVerb implements Verb {
  @Override
  public String name() {
    return "ps";
  }

  @Override
  public List<String> aliases() {
    return List.of("ls");
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "List boxes.", "hutch ps [OPTIONS]")
        .text(
            "Lists the boxes of the home, the oldest first: those that run, are being started, or whose state is unknown; with -a all.",
            "A box is created (never started), starting, running, stopped, failed ('hutch inspect' says why), or unknown (what can be seen of it does not fit together; 'hutch rm -f' ends it). States are looked up, never remembered.")
        .examples(
            "hutch ps",
            "hutch ps -aq",
            "hutch ps -a --format json | jq -r '.[] | select(.state == \"failed\").id'")
        .exits("0, or 125 if it failed.")
        .end();
    spec.addOption(Options.flag("All boxes, also those that do not run.", "-a", "--all"));
    spec.addOption(Options.flag("Ids only, one on each line.", "-q", "--quiet"));
    Format.add(spec);
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    typed.requireNoWords();
    Format format = Format.read(typed);
    boolean all = typed.has("--all");
    List<BoxInfo> boxes;
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal))) {
      boxes = hutch.boxes();
    }
    if (!all) {
      boxes = boxes.stream().filter(PsVerb::mayRun).toList();
    }
    terminal.print(
        typed.has("--quiet")
            ? boxes.stream().map(box -> box.id() + '\n').collect(Collectors.joining())
            : format == Format.JSON
                ? Json.list(boxes.stream().map(BoxJson::summary).toList())
                : table(boxes, Instant.now()).text(terminal.colours()));
    return ExitCode.OK;
  }

  private static boolean mayRun(BoxInfo box) {
    return switch (box.state()) {
      case STARTING, RUNNING, UNKNOWN -> true;
      case CREATED, STOPPED, FAILED -> false;
    };
  }

  static Table table(List<BoxInfo> boxes, Instant now) {
    Table table = new Table("ID", "NAME", "*STATE", "IMAGE", "CREATED", "UP");
    for (BoxInfo box : boxes) {
      table.row(
          box.id(),
          box.name(),
          box.state().toString(),
          box.spec().image(),
          Elapsed.words(box.created(), now) + " ago",
          box.state() == BoxState.RUNNING
              ? box.started().map(start -> Elapsed.words(start, now)).orElse("")
              : "");
    }
    return table;
  }
}
