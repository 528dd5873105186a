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
    spec.usageMessage()
        .header("Stop boxes and start them again.", "")
        .description(
            "Stops boxes as 'hutch stop' does and starts them again, and prints their names as"
                + " typed. A box that does not run is only started.")
        .customSynopsis("hutch restart [OPTIONS] BOX...");
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
