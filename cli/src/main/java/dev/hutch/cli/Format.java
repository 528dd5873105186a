package dev.hutch.cli;

import picocli.CommandLine.Model.CommandSpec;

/** How a verb writes what it found. */
enum Format {
  TABLE,
  JSON;

  static void add(CommandSpec spec) {
    spec.addOption(Options.text("FORMAT", "table (default) or json.", "--format"))
        .addOption(Options.flag("Short for --format json.", "--json"));
  }

  static Format read(Typed typed) {
    String text = typed.text("--format", typed.has("--json") ? "json" : "table");
    return switch (text) {
      case "table" -> TABLE;
      case "json" -> JSON;
      default -> throw new UsageException("--format is '" + text + "': use table or json");
    };
  }
}
