package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.Hutch;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch kill}: ends boxes without asking them. */
final class KillVerb implements Verb {
  @Override
  public String name() {
    return "kill";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    spec.usageMessage()
        .header("End boxes at once.", "")
        .description(
            "Ends boxes at once, as if their power were cut. Returns when it is proven that nothing"
                + " of them runs; prints their names as typed. Their files stay.")
        .customSynopsis("hutch kill [OPTIONS] BOX...");
    spec.addPositional(Options.boxes());
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> boxes = typed.boxes();
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal))) {
      return new EachBox(hutch, terminal).run(boxes, Box::kill);
    }
  }
}
