package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.BoxSpec;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import dev.hutch.ImageException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch run}: starts a box, runs one command in it, removes the box; or leaves it be. */
final class RunVerb implements Verb {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addRuntime(CommandSpec.create());
    Page.of(
            spec,
            "Run a command in a new box, or start a box that stays.",
            "hutch run [OPTIONS] [IMAGE] -- COMMAND [ARG...]",
            "hutch run -d [OPTIONS] [IMAGE] [-- COMMAND [ARG...]]")
        .text(
            "Starts a box, runs one command in it and removes the box. Standard output and error are the command's, byte for byte; the first SIGINT, SIGTERM or SIGHUP is sent on to it, the second kills it. Words behind -- are the command's alone: no shell looks at them.",
            "With -d starts a box that stays, and in it the command if there is one, and prints the box's id. The box stays also when the command has ended; 'hutch logs' shows what it wrote.",
            "With -it the command has this terminal, and the detach keys leave it running in its box, which then stays.")
        .examples(
            "hutch run -- uname -a",
            "echo hello | hutch run -i -- tr a-z A-Z",
            "hutch run -it -- sh",
            "hutch run --cpus 2 --memory 512m --timing -- nproc",
            "hutch run -p 8080:80 -- httpd -f -p 127.0.0.1:80",
            "hutch run -d --name web -- httpd -f && hutch logs -f web",
            "hutch run -d --name dev && hutch exec -it dev -- sh")
        .exits(
            "the command's; 128+n if signal n ended it; 127 if there is no such program,",
            "126 if it cannot be executed; 125 if Hutch itself failed; 141 if whoever reads",
            "standard output has closed it.",
            "With -d 0 when the box runs; 0 also if keys left the command.")
        .end();
    spec.addOption(
        Options.flag("Start the box and leave it running; print its id.", "-d", "--detach"));
    spec.addOption(Options.flag("Remove the box at the end: always so without -d.", "--rm"));
    spec.addOption(PortMapping.option());
    CommandOptions.add(spec);
    BoxOptions.add(spec);
    spec.addOption(
        Options.flag("Say on stderr where the milliseconds of this run went.", "--timing"));
    return spec;
  }

  @Override
  public boolean takesCommand() {
    return true;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    Timing timing = new Timing(System.nanoTime());
    HutchOptions options = Options.runtime(typed, terminal);
    Session.Work work =
        typed.has("--detach")
            ? detached(typed, options, terminal, timing)
            : attached(typed, terminal, timing);
    int exit =
        Session.run(
            options,
            terminal,
            (hutch, signals) -> {
              hutch.engineNote().ifPresent(terminal::say);
              timing.opened();
              return work.run(hutch, signals);
            });
    if (typed.has("--timing")) {
      timing.print(terminal.messages());
    }
    return exit;
  }

  private static Session.Work attached(Typed typed, Terminal terminal, Timing timing) {
    Command command = CommandOptions.read(typed, argv(typed));
    Part part = CommandOptions.part(typed);
    List<PortMapping> ports = typed.texts("--publish").stream().map(PortMapping::parse).toList();
    boolean leavable = command.terminal().isPresent() && part.canLeave();
    BoxSpec spec = BoxOptions.read(typed, image(typed)).leavable(leavable);
    return (hutch, signals) -> {
      int exit;
      try (Box box = start(hutch, spec, typed)) {
        timing.started(box.timeline());
        ports.forEach(port -> terminal.say(PortMapping.line(port.open(box), port.guest())));
        try (BoxProcess process = box.exec(command)) {
          timing.executed();
          exit =
              Foreground.serve(
                  process,
                  terminal,
                  part,
                  signals,
                  hutch::close,
                  id -> {
                    box.leave();
                    terminal.say(left(box.id(), id));
                  });
        }
        timing.exited();
        signals.react(Signals.Reaction.NONE); // a signal would ask for what is being done anyway
      }
      timing.removed();
      return exit;
    };
  }

  private static String left(String box, int command) {
    return "box "
        + box
        + " and its command "
        + command
        + " go on: 'hutch attach "
        + box
        + "' comes back, 'hutch rm -f "
        + box
        + "' ends them";
  }

  private static Session.Work detached(
      Typed typed, HutchOptions options, Terminal terminal, Timing timing) {
    boolean commanded = typed.split() || typed.parameters().size() > 1;
    refuseWhatDoesNotFit(typed, commanded);
    BoxSpec spec = BoxOptions.read(typed, image(typed)).detach(true);
    Optional<Command> command =
        commanded ? Optional.of(CommandOptions.read(typed, argv(typed))) : Optional.empty();
    return (hutch, signals) ->
        NewBox.make(
            hutch,
            spec,
            box -> {
              box.start();
              timing.started(box.timeline());
              command.ifPresent(
                  what -> DetachedCommand.start(box, what, typed.has("--interactive")).close());
              timing.executed();
            },
            options,
            terminal,
            signals);
  }

  private static void refuseWhatDoesNotFit(Typed typed, boolean commanded) {
    if (typed.given("--publish")) {
      throw new UsageException(
          "-p does not go with -d: a port is forwarded as long as a hutch does it, so start 'hutch"
              + " forward BOX "
              + String.join(" ", typed.texts("--publish"))
              + "' behind it");
    }
    if (typed.has("--rm")) {
      throw new UsageException(
          "--rm does not go with -d: a detached box stays until 'hutch rm', also when its command"
              + " has ended");
    }
    for (String option : List.of("--interactive", "--tty", "--env", "--workdir", "--user")) {
      if (!commanded && typed.given(option)) {
        throw new UsageException(
            option + " is for a command, and there is none: write hutch run -d -- COMMAND");
      }
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

  private static List<String> argv(Typed typed) {
    List<String> words = typed.parameters();
    List<String> argv =
        typed.split() ? typed.behind() : words.subList(Math.min(1, words.size()), words.size());
    if (argv.isEmpty()) {
      throw new UsageException(
          "no command: write hutch run [OPTIONS] [IMAGE] -- COMMAND, such as hutch run -- uname"
              + " -a");
    }
    return argv;
  }
}
