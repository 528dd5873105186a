package dev.hutch.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** One subcommand. */
interface Verb {
  String name();

  /** Other names of it. */
  default List<String> aliases() {
    return List.of();
  }

  /** Its options and parameters, for the parser and the help. */
  CommandSpec spec();

  /**
   * Whether a command to run in a box follows its parameters: words behind the first parameter are
   * then no options of ours.
   */
  default boolean takesCommand() {
    return false;
  }

  /**
   * Does it.
   *
   * @return the exit code
   */
  int run(Typed typed, Terminal terminal);
}
