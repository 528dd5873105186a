package dev.hutch.cli;

import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch version}: the same as {@code hutch --version}. */
final class VersionVerb implements Verb {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().addOption(Options.help());
    Page.of(spec, "Show the version.", "hutch version")
        .text("Shows the version, as hutch --version does. 'hutch info' shows more.")
        .end();
    spec.addPositional(Options.words("", "None.").toBuilder().hidden(true).build());
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    typed.requireNoWords();
    terminal.print(HutchCommand.VERSION + System.lineSeparator());
    return ExitCode.OK;
  }
}
