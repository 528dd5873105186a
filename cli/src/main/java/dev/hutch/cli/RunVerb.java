package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.BoxSpec;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.ImageException;
import dev.hutch.MemorySize;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch run}: starts a box, runs one command in it, removes the box. */
final class RunVerb implements Verb {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addRuntime(CommandSpec.create());
    spec.usageMessage()
        .description(
            "Starts a box, runs one command in it and removes the box.",
            "The exit code is the command's; 128+n if signal n ended it; 127 if there is no such"
                + " program, 126 if it cannot be executed; 125 if Hutch itself failed.")
        .customSynopsis("hutch run [OPTIONS] [IMAGE] -- COMMAND [ARG...]")
        .footer(
            "",
            "Examples:",
            "  hutch run -- uname -a",
            "  echo hello | hutch run -i -- tr a-z A-Z",
            "  hutch run --cpus 2 --memory 512m --timing -- nproc");
    spec.addOption(Options.flag("Pass standard input on to the command.", "-i", "--interactive"));
    spec.addOption(
        Options.texts("NAME=VALUE", "A variable of the command's environment.", "-e", "--env"));
    spec.addOption(Options.text("DIR", "The command's working directory.", "-w", "--workdir"));
    spec.addOption(Options.number("N", "Virtual processors, 1 to 16 (1).", "--cpus"));
    spec.addOption(Options.text("SIZE", "Memory, such as 512m or 2g (256m).", "-m", "--memory"));
    spec.addOption(Options.text("SIZE", "Writable disk, such as 20g (8g).", "--disk"));
    spec.addOption(Options.text("NAME", "Host name (the box's id).", "--hostname"));
    spec.addOption(
        Options.number("SECONDS", "How long the guest may take to start (30).", "--start-timeout"));
    spec.addOption(
        Options.texts(
            "ARG", "An argument added to the guest kernel's command line.", "--kernel-arg"));
    spec.addOption(
        Options.flag("Say on stderr where the milliseconds of this run went.", "--timing"));
    spec.addPositional(Options.words("IMAGE", "The image: base (default)."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    long begin = System.nanoTime();
    BoxSpec spec = boxSpec(typed);
    Command command = command(typed);
    HutchOptions options = Options.runtime(typed, terminal);
    try (Hutch hutch = Interruption.ends(() -> Hutch.open(options))) {
      hutch.engineNote().ifPresent(terminal::say);
      Timing timing = new Timing(begin);
      timing.opened();
      int exit =
          Interruption.closes(hutch, () -> run(hutch, spec, command, typed, terminal, timing));
      timing.removed();
      if (typed.has("--timing")) {
        timing.print(terminal.messages());
      }
      return exit;
    }
  }

  private static int run(
      Hutch hutch, BoxSpec spec, Command command, Typed typed, Terminal terminal, Timing timing) {
    try (Box box = start(hutch, spec, typed)) {
      timing.started(box.timeline());
      BoxProcess process = box.exec(command);
      timing.executed();
      int exit = Streams.connect(process, terminal, typed.has("--interactive"));
      timing.exited();
      return exit;
    }
  }

  private static Box start(Hutch hutch, BoxSpec spec, Typed typed) {
    try {
      return hutch.start(spec);
    } catch (ImageException e) {
      if (typed.split()) {
        throw e;
      }
      throw new UsageException(
          e.getMessage() + "; a command stands behind --, such as hutch run -- uname -a");
    }
  }

  private static BoxSpec boxSpec(Typed typed) {
    BoxSpec spec = BoxSpec.image(image(typed)).cpus(typed.number("--cpus", 1));
    String memory = typed.text("--memory", "");
    if (!memory.isEmpty()) {
      spec = spec.memory(MemorySize.parse(memory));
    }
    String disk = typed.text("--disk", "");
    if (!disk.isEmpty()) {
      spec = spec.disk(MemorySize.parse(disk));
    }
    return spec.hostname(typed.text("--hostname", ""))
        .startTimeout(Duration.ofSeconds(typed.number("--start-timeout", 30)))
        .kernelArguments(String.join(" ", typed.texts("--kernel-arg")));
  }

  private static String image(Typed typed) {
    List<String> words = typed.parameters();
    if (typed.split() && words.size() > 1) {
      throw new UsageException(
          "'"
              + words.get(1)
              + "' stands in front of --: write hutch run [OPTIONS] [IMAGE] -- COMMAND");
    }
    return words.isEmpty() ? BoxSpec.BASE_IMAGE : words.getFirst();
  }

  private static Command command(Typed typed) {
    List<String> words = typed.parameters();
    List<String> argv =
        typed.split() ? typed.behind() : words.subList(Math.min(1, words.size()), words.size());
    if (argv.isEmpty()) {
      throw new UsageException(
          "no command: write hutch run [OPTIONS] [IMAGE] -- COMMAND, such as hutch run -- uname"
              + " -a");
    }
    Command command = Command.of(argv).workdir(typed.text("--workdir", "/"));
    for (String variable : typed.texts("--env")) {
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new UsageException("-e '" + variable + "' is not NAME=VALUE");
      }
      command = command.env(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return command;
  }
}
