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
    Page.of(spec, "End boxes as a power cut would.", "hutch kill [OPTIONS] BOX...")
        .text(
            "Ends boxes as a power cut would: no process in them is asked. Returns when it is"
                + " proven that nothing of them runs; prints their names as typed. Their disks"
                + " stay. It sends no signal to a command: 'hutch exec BOX -- kill PID' does.")
        .examples("hutch kill web", "hutch kill $(hutch ps -q)")
        .exitsForEachBox()
        .end();
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
