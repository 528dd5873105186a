package dev.hutch.cli;

import dev.hutch.Hutch;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch stop}: ends boxes in order. */
final class StopVerb implements Verb {
  @Override
  public String name() {
    return "stop";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "End boxes in order.", "hutch stop [OPTIONS] BOX...")
        .text(
            "Ends boxes in order: SIGTERM to their processes, after the grace SIGKILL, file systems"
                + " unmounted. Returns when it is proven that nothing of them runs; prints their"
                + " names as typed. Their disks stay. One that does not run is left as it is.")
        .examples("hutch stop web", "hutch stop -t 0 $(hutch ps -q)")
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
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal))) {
      return new EachBox(hutch, terminal).run(boxes, box -> box.stop(grace));
    }
  }
}
