package dev.hutch.cli;

import dev.hutch.CopyOptions;
import dev.hutch.MemorySize;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/** How {@code hutch cp} copies. */
final class CpOptions {
  private CpOptions() {}

  static void add(CommandSpec spec) {
    spec.addOption(
        Options.flag(
            "Keep owners, as numbers. Else all belong to root in the box, or to you.",
            "-a",
            "--archive"));
    spec.addOption(Options.flag("Follow SRC if it is a symbolic link.", "-L", "--follow-link"));
    spec.addOption(Options.flag("Say nothing of success on a terminal.", "-q", "--quiet"));
    spec.addOption(
        Options.flag(
            "Keep set-user-id and set-group-id bits, which else are dropped.", "--setuid"));
    spec.addOption(
        Options.text("SIZE", "At most so much out of the box, such as 512m; 64g.", "--max-size"));
    spec.addOption(
        Options.number("N", "At most so many files out of the box; 1000000.", "--max-entries"));
    spec.addOption(
        Options.number(
            "SECONDS", "How long the box may neither move a byte nor end; 60.", "--stall-timeout"));
  }

  /** A slash behind a source follows a link, and behind a target asks for a directory. */
  static CopyOptions read(Typed typed, CpPlace source, CpPlace target) {
    CopyOptions options =
        CopyOptions.DEFAULT
            .keepOwners(typed.has("--archive"))
            .keepSpecialBits(typed.has("--setuid"))
            .followLink(typed.has("--follow-link") || source.endsInSlash())
            .intoDirectory(target.endsInSlash());
    if (typed.given("--max-size")) {
      options = options.maxBytes(MemorySize.parse(typed.text("--max-size", "")));
    }
    if (typed.given("--max-entries")) {
      options = options.maxEntries(typed.number("--max-entries", 0));
    }
    return typed.given("--stall-timeout")
        ? options.stallTimeout(Duration.ofSeconds(typed.number("--stall-timeout", 0)))
        : options;
  }
}
