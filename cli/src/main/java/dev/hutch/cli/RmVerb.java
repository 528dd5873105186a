package dev.hutch.cli;

import dev.hutch.Hutch;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch rm}: removes boxes. */
final class RmVerb implements Verb {
  @Override
  public String name() {
    return "rm";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Remove boxes.", "hutch rm [OPTIONS] BOX...")
        .text(
            "Removes boxes that do not run, with their disks, and prints their names as typed. With"
                + " -f kills what runs first, whatever state the box's files are in. Nothing is"
                + " deleted unless it is proven that nothing of the box runs.")
        .examples("hutch rm web", "hutch rm -f $(hutch ps -aq)")
        .exitsForEachBox()
        .end();
    spec.addOption(
        Options.flag(
            "Kill what runs first, whatever state the box's files are in; a box that is gone is no"
                + " failure.",
            "-f",
            "--force"));
    spec.addPositional(Options.boxes());
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    boolean force = typed.has("--force");
    List<String> boxes = typed.boxes();
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal))) {
      EachBox each = new EachBox(hutch, terminal);
      return (force ? each.toleratingMissing() : each).run(boxes, box -> box.remove(force));
    }
  }
}
