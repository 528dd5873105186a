package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxCommand;
import dev.hutch.BoxProcess;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.KeptOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch logs}: what a detached command wrote, or a guest's console. */
final class LogsVerb implements Verb {
  private static final String USAGE = "hutch logs [OPTIONS] BOX [COMMAND]";

  /** What a box keeps of each output. */
  static final long KEPT = 64 * 1024;

  private static final int CHUNK = 64 * 1024;

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(
            spec,
            "Show the output of a command that was left, or a guest's console.",
            USAGE,
            "hutch logs --console [-f] [--tail N] BOX")
        .text(
            "Shows what is kept of the output of a command that was left in a box that runs: the last 64 KiB of its standard output on standard output, and of its standard error on standard error. Without COMMAND, a number that 'hutch jobs' lists, it is the newest one, whether it runs or has ended.",
            "With -f goes on until the command has ended or a signal ends it; the command waits for nobody, and what a slow reader did not take in time is left out.",
            "With --console shows what the guest's kernel wrote to its console, also of a box that does not run, with control characters made visible; with -f until the box has ended.")
        .examples(
            "hutch logs --tail 20 web",
            "hutch logs -f web 3 2>&1 | grep -i error",
            "hutch logs --console --tail 5 web",
            "hutch logs --console -f web")
        .exits("0; 128+n if signal n ended it; 125 if it failed.")
        .end();
    spec.addOption(Options.flag("Go on with what comes.", "-f", "--follow"));
    spec.addOption(
        Options.text("N", "Begin with the last N lines of each stream; all by default.", "--tail"));
    spec.addOption(Options.flag("The guest's console, and no command's output.", "--console"));
    spec.addPositional(Options.words("BOX [COMMAND]", "A box, and the number of a command."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    boolean console = typed.has("--console");
    if (words.isEmpty() || words.size() > (console ? 1 : 2)) {
      throw new UsageException(
          console
              ? "--console goes with one box and no command: write hutch logs --console BOX"
              : "give one box, and one command at most: write " + USAGE);
    }
    int lines = lines(typed.text("--tail", "all"));
    if (console) {
      return console(words.getFirst(), lines, typed, terminal);
    }
    List<String> command = words.subList(1, words.size());
    command.forEach(KeptCommands::number);
    return RunningBox.session(
        words.getFirst(),
        typed,
        terminal,
        (box, signals) -> {
          BoxCommand meant = KeptCommands.meant(box, command, false);
          return typed.has("--follow")
              ? follow(box, meant, lines, terminal, signals)
              : show(box.output(meant.id()), lines, terminal);
        });
  }

  private static int lines(String text) {
    if (text.equals("all")) {
      return Integer.MAX_VALUE;
    }
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new UsageException("--tail is '" + text + "': give a number of lines, or all");
    }
  }

  private static int console(String idOrName, int lines, Typed typed, Terminal terminal) {
    if (typed.has("--follow")) {
      return RunningBox.session(
          idOrName,
          typed,
          terminal,
          (box, signals) -> Apart.run(signals, () -> followConsole(box, lines, terminal)));
    }
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal));
        Box box = hutch.box(idOrName)) {
      byte[] end = Tail.lastLines(box.console().bytes(), lines);
      String text = new String(end, StandardCharsets.UTF_8).replace("\r\n", "\n");
      terminal.print(Visible.lines(text));
    }
    return ExitCode.OK;
  }

  private static int followConsole(Box box, int lines, Terminal terminal) {
    byte[] chunk = new byte[CHUNK];
    try (InputStream console = box.followConsole();
        VisibleOutput visible = new VisibleOutput(terminal)) {
      Tail shown = new Tail(visible, lines, console.available());
      for (int got = console.read(chunk); got >= 0; got = console.read(chunk)) {
        shown.write(chunk, 0, got);
      }
      shown.end();
    } catch (IOException e) {
      throw new HutchException("the console cannot be read: " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private static int show(KeptOutput kept, int lines, Terminal terminal) {
    terminal.write(Tail.lastLines(kept.stdout().bytes(), lines));
    terminal.messages().writeBytes(Tail.lastLines(kept.stderr().bytes(), lines));
    return ExitCode.OK;
  }

  private static int follow(
      Box box, BoxCommand command, int lines, Terminal terminal, Signals signals) {
    Tail out = new Tail(terminal.out(), lines, Math.min(KEPT, command.stdoutBytes()));
    Tail err = new Tail(terminal.messages(), lines, Math.min(KEPT, command.stderrBytes()));
    Terminal tails =
        new Terminal(terminal.in(), out, new PrintStream(err, true, StandardCharsets.UTF_8));
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    signals.react(signal -> ended.complete(ExitCode.SIGNAL + signal));
    Part looking = new Part(Stdin.LEFT, DetachKeys.NONE, false);
    try (BoxProcess process = box.follow(command.id())) {
      int exit =
          Futures.join(
              Streams.connect(process, tails, looking, DetachKeys.NONE, () -> false)
                  .thenApply(code -> process.isAlive() ? code : ExitCode.OK)
                  .applyToEither(ended, code -> code));
      out.end();
      err.end();
      return exit;
    } catch (IOException e) {
      throw new UnwrittenException(e);
    }
  }
}
