package dev.hutch.cli;

import picocli.CommandLine.Model.CommandSpec;

/** How a verb writes what it found. */
enum Format {
  TABLE,
  JSON;

  static void add(CommandSpec spec) {
    add(spec, TABLE);
  }

  /** Adds the options of a verb that writes one of them unless told otherwise. */
  static void add(CommandSpec spec, Format usual) {
    spec.addOption(
            Options.text(
                "FORMAT",
                usual == TABLE ? "table (default) or json." : "json (default) or table.",
                "--format"))
        .addOption(Options.flag("Short for --format json.", "--json"));
  }

  static Format read(Typed typed) {
    return read(typed, TABLE);
  }

  static Format read(Typed typed, Format usual) {
    String text = typed.text("--format", "");
    if (typed.has("--json") && text.equals("table")) {
      throw new UsageException("--json and --format table contradict each other: leave one out");
    }
    return switch (text) {
      case "" -> typed.has("--json") ? JSON : usual;
      case "table" -> TABLE;
      case "json" -> JSON;
      default -> throw new UsageException("--format is '" + text + "': use table or json");
    };
  }
}
