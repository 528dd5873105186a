package dev.hutch.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for zsh, to be sourced or to lie in its {@code fpath} as {@code _hutch}. */
final class ZshCompletion {
  private static final String BEGIN =
      """
      #compdef hutch
      # Completion of hutch, made by 'hutch completion zsh'.

      _hutch_boxes() {
        local home=${HUTCH_HOME:-$HOME/.hutch}
        (( ! $+opt_args[--home] )) || home=${(Q)~opt_args[--home]}
        local -a boxes=($home/names/*(N:t) $home/boxes/*(N:t))
        _wanted boxes expl box compadd "$@" -a boxes
      }

      _hutch_source() {
        _alternative 'boxes:box:_hutch_boxes -S :' 'files:file:_files'
      }

      _hutch_target() {
        if [[ $line[1] = [^./~]*:* ]]; then _files; else _hutch_boxes -S :; fi
      }

      _hutch_commands() {
        local -a numbers=(${(f)"$(_call_program commands $program jobs -q $line[1] 2>/dev/null)"})
        _wanted commands expl 'number of a command' compadd -a numbers
      }

      _hutch() {
        local curcontext=$curcontext program=$words[1] state line expl
        typeset -A opt_args
        local -a verbs=(
      """;

  private static final String MIDDLE =
      """
        )
        _arguments -C : \\
          '(- : *)'{-h,--help}'[Show this help.]' '(- : *)--version[Show the version.]' \\
          '1: :->verb' '*:: :->words'
        case $state in
          verb) _describe -t verbs verb verbs ;;
          words)
            case $words[1] in
      """;

  private static final String END =
      """
            esac
            ;;
        esac
      }

      if [[ $funcstack[1] = _hutch ]]; then
        _hutch "$@"
      else
        (( $+functions[compdef] )) || { autoload -U compinit && compinit -i }
        compdef _hutch hutch
      fi
      """;

  private ZshCompletion() {}

  static String script(List<Verb> verbs) {
    StringBuilder script = new StringBuilder(BEGIN);
    for (Verb verb : verbs) {
      String header = verb.spec().usageMessage().header()[0];
      names(verb)
          .forEach(name -> script.append("    " + quoted(name + ":" + escaped(header)) + "\n"));
    }
    script.append(MIDDLE);
    for (Verb verb : verbs) {
      script.append("        " + names(verb).collect(Collectors.joining(" | ")) + ")\n");
      // behind its first word stands the command
      script.append("          _arguments -s -S" + (verb.takesCommand() ? " -A '-*'" : "") + " :");
      verb.spec().options().forEach(option -> script.append(next(option(option))));
      words(Words.of(verb.name())).forEach(word -> script.append(next(quoted(word))));
      script.append("\n          ;;\n");
    }
    return script + END;
  }

  private static Stream<String> names(Verb verb) {
    return Stream.concat(Stream.of(verb.name()), verb.aliases().stream());
  }

  private static String next(String word) {
    return " \\\n            " + word;
  }

  private static List<String> words(Words kind) {
    return switch (kind) {
      case NONE -> List.of();
      case BOX -> List.of("1:box:_hutch_boxes", "*: : ");
      case BOXES -> List.of("*:box:_hutch_boxes");
      case BOX_AND_COMMANDS -> List.of("1:box:_hutch_boxes", "*:command:_hutch_commands");
      case COPY -> List.of("1:source:_hutch_source", "2:target:_hutch_target", "*: : ");
      case IMAGE -> List.of("1:image:(base)");
      case SHELL -> List.of("1:shell:(bash zsh fish)");
    };
  }

  /** As {@code _arguments} takes it: what it excludes, its names, its description, its value. */
  private static String option(OptionSpec option) {
    boolean hasValue = FishCompletion.hasValue(option);
    List<String> names =
        Stream.of(option.names())
            .map(name -> !hasValue ? name : name.startsWith("--") ? name + "=" : name + "+")
            .toList();
    String before = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
    String behind = "[" + escaped(option.description()[0]) + "]" + (hasValue ? value(option) : "");
    String braces = names.size() == 1 ? names.getFirst() : "{" + String.join(",", names) + "}";
    return quoted(before) + braces + quoted(behind);
  }

  private static String value(OptionSpec option) {
    String values = Words.values(option.longestName());
    String action = values.isEmpty() ? " " : "(" + values + ")";
    if (Words.isPath(option.longestName())) {
      action = option.longestName().equals("--home") ? "_files -/" : "_files";
    }
    return ":" + escaped(option.paramLabel()) + ":" + action;
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\:\\[\\]]", "\\\\$0");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
