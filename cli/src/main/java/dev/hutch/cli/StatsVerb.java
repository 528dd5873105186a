package dev.hutch.cli;

import dev.hutch.BoxInfo;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch stats}: what boxes use. */
final class StatsVerb implements Verb {
  /** CPU use is what lies between two looks. */
  private static final long FIRST_MILLIS = 500;

  private static final long NEXT_MILLIS = 1000;

  @Override
  public String name() {
    return "stats";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Show what boxes use.", "hutch stats [OPTIONS] [BOX...]")
        .text(
            "Shows what boxes use, as their own kernels see it: the boxes named, or all that run at"
                + " the time of each look. On a terminal the table is drawn again each second;"
                + " elsewhere one table follows another. A signal ends it.",
            "CPU is relative to one processor: 200% are two in full use. MEM is what new programs"
                + " cannot get, DISK what is written on the box's own disk.")
        .examples(
            "hutch stats",
            "hutch stats --no-stream web db",
            "hutch stats --no-stream --format json | jq '.[].memoryUsedBytes'",
            "hutch stats --format json | jq -r 'select(.cpuPercent > 90) | .id'")
        .exits(
            "0 with --no-stream; 128+n if signal n ended it; 125 if a box that is named is",
            "not there or does not run.")
        .end();
    spec.addOption(Options.flag("Show it once, after half a second.", "--no-stream"));
    Format.add(spec);
    spec.addPositional(
        Options.words("BOX", "A box, by its whole id or its name; all that run if none is named."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    StatsPage page = new StatsPage(terminal, Format.read(typed), !typed.has("--no-stream"));
    return Session.run(
        Options.management(typed, terminal),
        terminal,
        (hutch, signals) -> {
          CompletableFuture<Integer> end = new CompletableFuture<>();
          signals.react(signal -> end.complete(ExitCode.SIGNAL + signal));
          try (StatsLook looks = new StatsLook(hutch, words)) {
            return show(looks, page, typed.has("--no-stream"), end);
          }
        });
  }

  private static int show(
      StatsLook looks, StatsPage page, boolean once, CompletableFuture<Integer> end) {
    looks.take();
    for (long pause = FIRST_MILLIS; ; pause = NEXT_MILLIS) {
      try {
        int exit = end.get(pause, TimeUnit.MILLISECONDS);
        page.end();
        return exit;
      } catch (TimeoutException e) {
        page.show(looks.take());
        if (once) {
          return ExitCode.OK;
        }
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitCode.OURS;
      }
    }
  }

  /** The boxes that run now. */
  static List<BoxInfo> running(Hutch hutch) {
    return hutch.boxes().stream().filter(box -> box.state() == BoxState.RUNNING).toList();
  }
}
