package dev.hutch.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The verbs there are, and the parser of the one that was typed. */
final class Grammar {
  private static final List<Verb> VERBS =
      List.of(
          new RunVerb(),
          new CreateVerb(),
          new StartVerb(),
          new ExecVerb(),
          new AttachVerb(),
          new JobsVerb(),
          new LogsVerb(),
          new ForgetVerb(),
          new ForwardVerb(),
          new CpVerb(),
          new PsVerb(),
          new InspectVerb(),
          new StatsVerb(),
          new TopVerb(),
          new StopVerb(),
          new RestartVerb(),
          new KillVerb(),
          new RmVerb(),
          new RenameVerb(),
          new WaitVerb(),
          new PruneVerb(),
          new EventsVerb(),
          new DoctorVerb(),
          new InfoVerb(),
          new CompletionVerb(),
          new VersionVerb());

  private final CommandLine line;

  private Grammar(CommandLine line) {
    this.line = line;
  }

  /** To describe the options of every verb takes longer than most verbs. */
  static Grammar of(String[] words) {
    CommandSpec spec = CommandSpec.create().name("hutch").version(HutchCommand.VERSION);
    spec.usageMessage()
        .description("Hardware-isolated sandboxes: each box is one microVM.")
        .synopsisSubcommandLabel("VERB")
        .footer("", "'hutch VERB --help' says more.");
    spec.addOption(Options.help());
    spec.addOption(Options.version());
    CommandLine line = new CommandLine(spec);
    for (Verb verb : needed(words)) {
      CommandLine sub = new CommandLine(verb.spec().name(verb.name()));
      sub.setStopAtPositional(verb.takesCommand());
      line.addSubcommand(verb.name(), sub, verb.aliases().toArray(String[]::new));
    }
    return new Grammar(line);
  }

  /** All of them, in the order in which the help lists them. */
  static List<Verb> verbs() {
    return VERBS;
  }

  CommandLine line() {
    return line;
  }

  Verb verb(String name) {
    return VERBS.stream()
        .filter(verb -> verb.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no verb " + name));
  }

  private static List<Verb> needed(String[] words) {
    if (words.length == 1 && words[0].equals(Options.VERSION)) {
      return List.of();
    }
    List<Verb> typed = VERBS.stream().filter(verb -> isTyped(verb, words)).toList();
    return typed.isEmpty() ? VERBS : typed;
  }

  private static boolean isTyped(Verb verb, String[] words) {
    return words.length > 0 && (verb.name().equals(words[0]) || verb.aliases().contains(words[0]));
  }
}
