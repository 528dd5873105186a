package dev.hutch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.ParseResult;

/** What was typed for a verb: its options, its parameters and what stood behind {@code --}. */
final class Typed {
  private final ParseResult verb;
  private final List<String> behind;
  private final boolean split;

  Typed(ParseResult whole, List<String> behind, boolean split) {
    this.verb = whole.hasSubcommand() ? Objects.requireNonNull(whole.subcommand()) : whole;
    this.behind = behind;
    this.split = split;
  }

  /** Whether an option was given, whatever its kind. */
  boolean given(String option) {
    return verb.hasMatchedOption(option);
  }

  boolean has(String option) {
    return verb.hasMatchedOption(option) && verb.matchedOptionValue(option, Boolean.FALSE);
  }

  String text(String option, String otherwise) {
    return verb.matchedOptionValue(option, otherwise);
  }

  List<String> texts(String option) {
    return verb.matchedOptionValue(option, List.of());
  }

  int number(String option, int otherwise) {
    return verb.matchedOptionValue(option, otherwise);
  }

  /** The words in front of {@code --}. */
  List<String> parameters() {
    return verb.matchedPositionalValue(0, List.of());
  }

  /** Whether there was a {@code --}. */
  boolean split() {
    return split;
  }

  /** The words behind {@code --}. */
  List<String> behind() {
    return new ArrayList<>(behind);
  }

  /** All words, for a verb that runs no command: there {@code --} only ends the options. */
  List<String> words() {
    List<String> words = new ArrayList<>(parameters());
    words.addAll(behind);
    return words;
  }

  /** As {@link #words()}, at least one. */
  List<String> boxes() {
    List<String> words = words();
    if (words.isEmpty()) {
      throw new UsageException("which box? Give its id or its name; 'hutch ps -a' lists them");
    }
    return words;
  }

  /**
   * For a verb about exactly one box.
   *
   * @param usage how it is written
   */
  String oneBox(String usage) {
    if (words().size() != 1) {
      throw new UsageException("give one box: write " + usage);
    }
    return words().getFirst();
  }

  /** For a verb that takes no words. */
  void requireNoWords() {
    if (!words().isEmpty()) {
      throw new UsageException("'" + words().getFirst() + "' is one word too many");
    }
  }
}
