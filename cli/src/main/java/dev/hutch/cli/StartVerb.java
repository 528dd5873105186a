package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.InvalidSpecException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch start}: starts boxes that do not run. */
final class StartVerb implements Verb {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addRuntime(CommandSpec.create());
    Page.of(spec, "Start boxes that do not run.", "hutch start [OPTIONS] BOX...")
        .text(
            "Starts boxes that do not run, each with its disk as it was left, and prints their"
                + " names as typed. A box that runs already is a failure: two that start one box"
                + " should not both believe they did.",
            "One that does not come up is 'failed', and 'hutch inspect' says why.")
        .examples("hutch start web", "hutch start $(hutch ps -aq)")
        .exitsForEachBox()
        .end();
    spec.addPositional(Options.boxes());
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> boxes = typed.boxes();
    return Session.run(
        Options.management(typed, terminal),
        terminal,
        (hutch, signals) -> new EachBox(hutch, terminal).run(boxes, StartVerb::start));
  }

  /** A box that belongs to the process that starts it would end with this one, at once. */
  static void requireDetached(Box box) {
    if (!box.info().spec().detach()) {
      throw new InvalidSpecException(
          "box "
              + box.id()
              + " is not detached: it would end together with this command; start it from the"
              + " program that made it");
    }
  }

  private static void start(Box box) {
    requireDetached(box);
    box.start();
  }
}
