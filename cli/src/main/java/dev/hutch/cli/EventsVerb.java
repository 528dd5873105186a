package dev.hutch.cli;

import dev.hutch.BoxEvent;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch events}: what happens to the boxes of a home, as it happens. */
final class EventsVerb implements Verb {
  @Override
  public String name() {
    return "events";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Follow what happens to boxes.", "hutch events [OPTIONS]")
        .text(
            "Prints what happens to the boxes of the home, whichever process does it, until a signal ends it or nobody reads any more: created, started, exec, stopped, failed, renamed, removed. JSON is one object on each line.")
        .examples(
            "hutch events --since 10m",
            "hutch events --json | jq -r 'select(.kind == \"failed\") | .box'")
        .exits("128+n if signal n ended it; 125 if it failed.")
        .end();
    spec.addOption(
        Options.text(
            "WHEN",
            "Begin with what happened since then: so long ago, such as 10m or 2h, or at a time such"
                + " as 2026-01-31T12:00:00Z.",
            "--since"));
    Format.add(spec);
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    typed.requireNoWords();
    Instant now = Instant.now();
    Instant since = typed.given("--since") ? Since.read(typed.text("--since", ""), now) : now;
    Function<BoxEvent, String> text =
        Format.read(typed) == Format.JSON ? EventText::json : EventText::words;
    return Session.run(
        Options.management(typed, terminal),
        terminal,
        (hutch, signals) -> {
          CompletableFuture<Integer> end = new CompletableFuture<>();
          signals.react(signal -> end.complete(ExitCode.SIGNAL + signal));
          return follow(hutch, since, new EventPrinter(text, terminal, end), end);
        });
  }

  private static int follow(
      Hutch hutch, Instant since, EventPrinter printer, CompletableFuture<Integer> end) {
    AutoCloseable watch = hutch.onEvent(printer::happened);
    try (watch) {
      printer.past(
          hutch.pastEvents().stream().filter(event -> !event.time().isBefore(since)).toList());
      return end.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UnwrittenException unwritten ? unwritten : e;
    } catch (Exception e) {
      throw new HutchException("the events cannot be ended: " + e.getMessage(), e);
    }
  }
}
