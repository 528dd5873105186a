package dev.hutch.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish. */
final class FishCompletion {
  private static final String BEGIN =
      """
      # Completion of hutch, made by 'hutch completion fish'.

      function __hutch_boxes
          set -l home $HUTCH_HOME
          test -n "$home"; or set home ~/.hutch
          command ls $home/names 2>/dev/null
          command ls $home/boxes 2>/dev/null
      end

      complete -c hutch -f
      complete -c hutch -n __fish_use_subcommand -l version -d 'Show the version.'
      """;

  private FishCompletion() {}

  static boolean hasValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  static String script(List<Verb> verbs) {
    StringBuilder script = new StringBuilder(BEGIN);
    for (Verb verb : verbs) {
      verb(script, verb);
    }
    return script.toString();
  }

  private static void verb(StringBuilder script, Verb verb) {
    String header = verb.spec().usageMessage().header()[0];
    String names =
        Stream.concat(Stream.of(verb.name()), verb.aliases().stream())
            .collect(Collectors.joining(" "));
    script.append(
        "complete -c hutch -n __fish_use_subcommand -a '"
            + names
            + "' -d "
            + quoted(header)
            + "\n");
    String begin = "complete -c hutch -n '__fish_seen_subcommand_from " + names + "'";
    String words = words(Words.of(verb.name()));
    if (!words.isEmpty()) {
      script.append(begin + " -a '" + words + "'\n");
    }
    for (OptionSpec option : verb.spec().options()) {
      script.append(begin + option(option) + " -d " + quoted(option.description()[0]) + "\n");
    }
  }

  private static String option(OptionSpec option) {
    StringBuilder words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (hasValue(option)) {
      words.append(Words.isPath(option.longestName()) ? " -r -F" : " -x");
      String values = Words.values(option.longestName());
      words.append(values.isEmpty() ? "" : " -a '" + values + "'");
    }
    return words.toString();
  }

  private static String words(Words kind) {
    return switch (kind) {
      case NONE -> "";
      case BOX, BOXES, BOX_AND_COMMANDS -> "(__hutch_boxes)";
      case IMAGE -> "base";
      case SHELL -> "bash zsh fish";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
