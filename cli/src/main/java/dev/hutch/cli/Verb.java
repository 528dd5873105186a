package dev.hutch.cli;

import picocli.CommandLine.Model.CommandSpec;

/** One subcommand. */
interface Verb {
  String name();

  /** Its options and parameters, for the parser and the help. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @return the exit code
   */
  int run(Typed typed, Terminal terminal);
}
