package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.NoSuchBoxException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch wait}: waits until boxes have ended. */
final class WaitVerb implements Verb {
  private static final Duration EVER = Duration.ofDays(36_500);

  @Override
  public String name() {
    return "wait";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Wait until boxes have ended.", "hutch wait [OPTIONS] BOX...")
        .text(
            "Waits until nothing of the boxes runs any more, one after the other, and prints the state of each then: stopped, failed, created, or removed.")
        .examples("hutch wait web && echo ended")
        .exits(
            "0 if it was done for every box; 125 if it failed for one, with the reason on",
            "stderr. A failure keeps nobody from the other boxes.",
            "128+n if signal n ended the waiting.")
        .end();
    spec.addPositional(Options.boxes());
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.boxes();
    int exit = ExitCode.OK;
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal))) {
      for (String word : words) {
        try (Box box = hutch.box(word)) {
          terminal.print(await(box) + System.lineSeparator());
        } catch (HutchException e) {
          terminal.say(e.getMessage());
          exit = ExitCode.OURS;
        }
      }
    }
    return exit;
  }

  private static String await(Box box) {
    try {
      box.awaitEnd(EVER);
      return box.state().toString();
    } catch (NoSuchBoxException e) {
      return "removed";
    }
  }
}
