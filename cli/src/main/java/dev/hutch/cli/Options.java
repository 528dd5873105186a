package dev.hutch.cli;

import dev.hutch.EngineChoice;
import dev.hutch.HutchOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Options that several verbs share, and how they become a runtime's options. */
final class Options {
  static final String VERSION = "--version";

  private Options() {}

  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  static OptionSpec version() {
    return OptionSpec.builder(VERSION).versionHelp(true).description("Show the version.").build();
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  static OptionSpec text(String label, String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec number(String label, String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(int.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec texts(String label, String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PositionalParamSpec words(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .hideParamSyntax(true)
        .description(description)
        .build();
  }

  /** The boxes a verb is about. */
  static PositionalParamSpec boxes() {
    return words("BOX", "A box, by its whole id or its name.");
  }

  /** Adds what every verb has that looks at a home. */
  static CommandSpec addHome(CommandSpec spec) {
    return spec.addOption(help())
        .addOption(text("DIR", "Boxes and caches; else HUTCH_HOME or ~/.hutch.", "--home"));
  }

  /** Adds the options that say how the runtime works. */
  static CommandSpec addRuntime(CommandSpec spec) {
    return addHome(spec)
        .addOption(text("ENGINE", "auto (default), libkrun or emulated.", "--engine"))
        .addOption(text("FILE", "The libkrun to use; else HUTCH_LIBKRUN.", "--libkrun"))
        .addOption(text("FILE", "The libkrunfw to use; else HUTCH_LIBKRUNFW.", "--libkrunfw"));
  }

  /** For a verb that looks after boxes: nothing is prepared until something is started. */
  static HutchOptions management(Typed typed, Terminal terminal) {
    return runtime(typed, terminal).prepareAtOpen(false);
  }

  static HutchOptions runtime(Typed typed, Terminal terminal) {
    HutchOptions options = HutchOptions.fromEnvironment().shimPool(0).progress(terminal::say);
    String home = typed.text("--home", "");
    if (!home.isEmpty()) {
      options = options.home(path("--home", home));
    }
    String engine = typed.text("--engine", "");
    if (!engine.isEmpty()) {
      options = options.engine(EngineChoice.parse(engine));
    }
    String libkrun = typed.text("--libkrun", "");
    if (!libkrun.isEmpty()) {
      options = options.libkrun(path("--libkrun", libkrun));
    }
    String libkrunfw = typed.text("--libkrunfw", "");
    return libkrunfw.isEmpty() ? options : options.libkrunfw(path("--libkrunfw", libkrunfw));
  }

  private static Path path(String option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(option + " is no path: " + e.getReason());
    }
  }

  private static String[] rest(String... names) {
    return java.util.Arrays.copyOfRange(names, 1, names.length);
  }
}
