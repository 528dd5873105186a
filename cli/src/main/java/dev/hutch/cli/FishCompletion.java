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

      # Whether the verb is one of these, and no -- stands before the cursor.
      function __hutch_verb
          set -l words (commandline -opc)
          contains -- "$words[2]" $argv; and not contains -- -- $words
      end

      # The words behind the verb that are no options, nor an option's value.
      function __hutch_given
          set -l words (commandline -opc)
          set -l valued (__hutch_valued "$words[2]")
          set -l value no
          set -e words[1..2]
          for word in $words
              if test $value = yes
                  set value no
              else if contains -- $word $valued
                  set value yes
              else if not string match -q -- '-*' $word
                  echo -- $word
              end
          end
      end

      function __hutch_boxes
          set -l words (commandline -opc)
          set -l home $HUTCH_HOME
          test -n "$home"; or set home ~/.hutch
          if set -l at (contains -i -- --home $words)
              set home $words[(math $at + 1)]
          end
          string match -q -- '--home=*' $words
          and set home (string replace -f -- '--home=' '' $words)
          command ls $home/names 2>/dev/null
          command ls $home/boxes 2>/dev/null
      end

      # Whether a word of cp is a path in a box, of which nothing is known.
      function __hutch_in_box
          string match -qr '^[^./~].*:' -- $argv[1]
      end

      function __hutch_commands
          set -l words (commandline -opc)
          set -l given (__hutch_given)
          command -q $words[1]; and $words[1] jobs -q $given[1] 2>/dev/null
      end

      complete -c hutch -e
      complete -c hutch -f
      complete -c hutch -n __hutch_first -l version -d 'Show the version.'
      complete -c hutch -n __hutch_first -s h -l help -d 'Show this help.'

      function __hutch_first
          test (count (commandline -opc)) = 1
      end

      # The options of a verb that have a value.
      function __hutch_valued
          switch $argv[1]
      """;

  private FishCompletion() {}

  static boolean hasValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  static String script(List<Verb> verbs) {
    StringBuilder script = new StringBuilder(BEGIN);
    for (Verb verb : verbs) {
      script
          .append("        case ")
          .append(names(verb))
          .append("\n            string split ' ' -- '");
      script.append(
          verb.spec().options().stream()
              .filter(FishCompletion::hasValue)
              .flatMap(option -> Stream.of(option.names()))
              .collect(Collectors.joining(" ")));
      script.append("'\n");
    }
    script.append("    end\nend\n");
    for (Verb verb : verbs) {
      verb(script, verb);
    }
    return script.toString();
  }

  private static void verb(StringBuilder script, Verb verb) {
    String header = verb.spec().usageMessage().header()[0];
    script.append(
        "\ncomplete -c hutch -n __hutch_first -a '"
            + names(verb)
            + "' -d "
            + quoted(header)
            + "\n");
    String is = "__hutch_verb " + names(verb);
    words(script, is, Words.of(verb.name()));
    String options = verb.takesCommand() ? is + "; and test -z (__hutch_given)[1]" : is;
    for (OptionSpec option : verb.spec().options()) {
      script
          .append("complete -c hutch -n " + quoted(options))
          .append(option(option) + " -d " + quoted(option.description()[0]) + "\n");
    }
  }

  private static void words(StringBuilder script, String is, Words kind) {
    String first = is + "; and test (count (__hutch_given)) = 0";
    String later = is + "; and test (count (__hutch_given)) != 0";
    switch (kind) {
      case NONE -> {}
      case BOX -> offer(script, first, "(__hutch_boxes)");
      case BOXES -> offer(script, is, "(__hutch_boxes)");
      case BOX_AND_COMMANDS -> {
        offer(script, first, "(__hutch_boxes)");
        offer(script, later, "(__hutch_commands)");
      }
      case COPY -> {
        String known = "; and not __hutch_in_box (commandline -ct)";
        String target = is + "; and test (count (__hutch_given)) = 1" + known;
        offer(script, first + known, "(__hutch_boxes):");
        files(script, first + known);
        offer(script, target + "; and not __hutch_in_box (__hutch_given)", "(__hutch_boxes):");
        files(script, target + "; and __hutch_in_box (__hutch_given)");
      }
      case IMAGE -> offer(script, first, "base");
      case SHELL -> offer(script, first, "bash zsh fish");
    }
  }

  private static void offer(StringBuilder script, String when, String words) {
    script.append("complete -c hutch -n " + quoted(when) + " -a '" + words + "'\n");
  }

  private static void files(StringBuilder script, String when) {
    script.append("complete -c hutch -n " + quoted(when) + " -F\n");
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

  private static String names(Verb verb) {
    return Stream.concat(Stream.of(verb.name()), verb.aliases().stream())
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
