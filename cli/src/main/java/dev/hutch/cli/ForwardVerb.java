package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch forward}: ports of this host that lead into a box, as long as it runs. */
final class ForwardVerb implements Verb {
  private static final String USAGE = "hutch forward [OPTIONS] BOX [ADDR:]HOST:GUEST...";

  @Override
  public String name() {
    return "forward";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Forward ports of this host into a box.", USAGE)
        .text(
            "Listens on ports of this host and connects whoever connects there to ports of the box's"
                + " own loopback, until a signal ends it or the box ends. The box needs no network"
                + " for it, and the server in it may start later. Prints a line for each when it"
                + " listens.",
            "Whoever reaches the port reaches the box: nobody is asked who they are. It is one of"
                + " 127.0.0.1 unless ADDR, an address of this host in numbers, says otherwise. HOST 0"
                + " takes a free port.")
        .examples(
            "hutch forward web 8080:80",
            "hutch forward web 0:80 0.0.0.0:5432:5432",
            "hutch forward web [::1]:8080:80")
        .exits("128+n if signal n ended it; 125 if the box ended, or it failed.")
        .end();
    spec.addPositional(
        Options.words("BOX [ADDR:]HOST:GUEST...", "A box, and ports of this host and of it."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    if (words.size() < 2) {
      throw new UsageException("give one box and at least one port: write " + USAGE);
    }
    List<PortMapping> ports =
        words.subList(1, words.size()).stream().map(PortMapping::parse).toList();
    return RunningBox.session(
        words.getFirst(),
        typed,
        terminal,
        (box, signals) -> {
          CompletableFuture<Integer> end = new CompletableFuture<>();
          signals.react(signal -> end.complete(ExitCode.SIGNAL + signal));
          return forward(box, ports, terminal, end);
        });
  }

  private static int forward(
      Box box, List<PortMapping> ports, Terminal terminal, CompletableFuture<Integer> end) {
    BoxState state = box.state();
    if (state != BoxState.RUNNING && state != BoxState.UNKNOWN) {
      throw RunningBox.notRunning(box.id(), state);
    }
    for (PortMapping port : ports) {
      terminal.print(PortMapping.line(port.open(box), port.guest()) + System.lineSeparator());
    }
    CompletableFuture<Integer> ended =
        box.onExit()
            .thenApply(
                info -> {
                  throw new BoxGoneException("the box " + box.id() + " has ended");
                });
    return Futures.join(end.applyToEither(ended, exit -> exit));
  }
}
