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
  private Options() {}

  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  static OptionSpec version() {
    return OptionSpec.builder("--version")
        .versionHelp(true)
        .description("Show the version.")
        .build();
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

  static OptionSpec number(String label, String description, String name) {
    return OptionSpec.builder(name)
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
        .description(description)
        .build();
  }

  /** Adds the options that say how the runtime works. */
  static CommandSpec addRuntime(CommandSpec spec) {
    return spec.addOption(help())
        .addOption(
            text("DIR", "Directory of boxes and caches; else HUTCH_HOME, else ~/.hutch.", "--home"))
        .addOption(text("ENGINE", "auto (default), libkrun or emulated.", "--engine"))
        .addOption(text("FILE", "The libkrun library to use; else HUTCH_LIBKRUN.", "--libkrun"))
        .addOption(
            text("FILE", "The libkrunfw library to use; else HUTCH_LIBKRUNFW.", "--libkrunfw"));
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
