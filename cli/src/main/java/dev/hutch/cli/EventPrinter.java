package dev.hutch.cli;

import dev.hutch.BoxEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Prints events that come while older ones are still to be printed: the older first, each once. */
final class EventPrinter {
  private final Function<BoxEvent, String> format;
  private final Terminal terminal;
  private final CompletableFuture<Integer> end;
  private final List<BoxEvent> early = new ArrayList<>();
  private boolean caughtUp;

  /**
   * Holds back what comes until it is told of the past.
   *
   * @param end fails when nobody reads any more
   */
  EventPrinter(
      Function<BoxEvent, String> format, Terminal terminal, CompletableFuture<Integer> end) {
    this.format = format;
    this.terminal = terminal;
    this.end = end;
  }

  /** Something happens now. */
  synchronized void happened(BoxEvent event) {
    if (caughtUp) {
      print(event);
    } else {
      early.add(event);
    }
  }

  /** This happened before; some of it may have come as news as well. */
  synchronized void past(List<BoxEvent> events) {
    Set<BoxEvent> known = new HashSet<>(events);
    events.forEach(this::print);
    early.stream().filter(event -> !known.contains(event)).forEach(this::print);
    caughtUp = true;
  }

  private void print(BoxEvent event) {
    try {
      terminal.print(format.apply(event));
    } catch (UnwrittenException e) {
      end.completeExceptionally(e);
    }
  }
}
