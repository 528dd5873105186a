package dev.hutch.cli;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch restart}: stops boxes and starts them again. */
final class RestartVerb implements Verb {
  @Override
  public String name() {
    return "restart";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addRuntime(CommandSpec.create());
    Page.of(spec, "End boxes in order and start them again.", "hutch restart [OPTIONS] BOX...")
        .text(
            "Ends boxes as 'hutch stop' does, starts each again with its disk as it was left, and"
                + " prints their names as typed. Commands that were left in them are gone.")
        .examples("hutch restart web", "hutch restart -t 60 db")
        .exitsForEachBox()
        .end();
    spec.addOption(Grace.option());
    spec.addPositional(Options.boxes());
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> boxes = typed.boxes();
    Duration grace = Grace.read(typed);
    return Session.run(
        Options.management(typed, terminal),
        terminal,
        (hutch, signals) ->
            new EachBox(hutch, terminal)
                .run(
                    boxes,
                    box -> {
                      StartVerb.requireDetached(box);
                      box.restart(grace);
                    }));
  }
}
