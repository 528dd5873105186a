package dev.hutch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion for bash. Boxes are listed from the home's directories: to ask {@code hutch ps} at
 * each key would take too long.
 */
final class BashCompletion {
  private static final String BEGIN =
      """
      # Completion of hutch, made by 'hutch completion'.

      _hutch_boxes() {
        local home=${HUTCH_HOME:-$HOME/.hutch} i
        for ((i = 1; i < COMP_CWORD; i++)); do
          [ "${COMP_WORDS[i]}" = --home ] || continue
          home=${COMP_WORDS[i + 1]}
          [ "$home" != = ] || home=${COMP_WORDS[i + 2]}
        done
        command ls "$home/names" 2>/dev/null
        command ls "$home/boxes" 2>/dev/null
      }

      _hutch() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
        local verb=${COMP_WORDS[1]} options= valued= kind= command= words= first= given=0 i
        COMPREPLY=()
        # --option=value comes as three words
        [ "$cur" != = ] || cur=
        [ "$prev" != = ] || prev=${COMP_WORDS[COMP_CWORD - 2]}
        case $verb in
      """;

  private static final String END =
      """
        esac
        if ((COMP_CWORD == 1)); then
          COMPREPLY=($(compgen -W "@VERBS@ --help --version" -- "$cur"))
          return 0
        fi
        for ((i = 2; i < COMP_CWORD; i++)); do
          # behind it stands a command, of which nothing is known
          [ "${COMP_WORDS[i]}" != -- ] || return 0
        done
        case $prev in
      @VALUES@
          -*) case "$valued" in *" $prev "*) return 0 ;; esac ;;
        esac
        for ((i = 2; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in
            -*)
              case "$valued" in
                *" ${COMP_WORDS[i]} "*) [ "${COMP_WORDS[i + 1]}" = = ] || i=$((i + 1)) ;;
              esac
              ;;
            *)
              [ $given != 0 ] || first=${COMP_WORDS[i]}
              given=$((given + 1))
              ;;
          esac
          # what bash has cut into three words
          while [ "${COMP_WORDS[i + 1]}" = = ]; do i=$((i + 2)); done
        done
        # behind its box stands the command
        [ "$command$given" != yes1 ] || return 0
        case $cur in
          -*) words=$options ;;
          *)
            case $kind:$given in
              image:0) words=base ;;
              shell:0) words="bash zsh fish" ;;
              box:0 | boxes:* | box_and_commands:0) words=$(_hutch_boxes) ;;
              box_and_commands:*) words=$("${COMP_WORDS[0]}" jobs -q "$first" 2>/dev/null) ;;
            esac
            ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
      }

      complete -F _hutch hutch
      """;

  private BashCompletion() {}

  static String script(List<Verb> verbs) {
    StringBuilder script = new StringBuilder(BEGIN);
    for (Verb verb : verbs) {
      List<OptionSpec> options = verb.spec().options();
      String names =
          Stream.concat(Stream.of(verb.name()), verb.aliases().stream())
              .collect(Collectors.joining(" | "));
      script
          .append("    " + names + ")\n")
          .append("      options=\"" + names(options) + "\"\n")
          .append(
              "      valued=\" "
                  + names(options.stream().filter(FishCompletion::hasValue).toList())
                  + " \"\n")
          .append(
              "      kind="
                  + Words.of(verb.name()).name().toLowerCase(Locale.ROOT)
                  + (verb.takesCommand() ? "\n      command=yes" : "")
                  + "\n      ;;\n");
    }
    String all =
        verbs.stream()
            .flatMap(verb -> Stream.concat(Stream.of(verb.name()), verb.aliases().stream()))
            .collect(Collectors.joining(" "));
    return script + END.replace("@VERBS@", all).replace("@VALUES@", values());
  }

  private static String values() {
    List<String> cases = new ArrayList<>();
    for (String option : List.of("--format", "--engine")) {
      cases.add(
          "    "
              + option
              + ") COMPREPLY=($(compgen -W \""
              + Words.values(option)
              + "\" -- \"$cur\")) && return 0 || return 0 ;;");
    }
    cases.add("    --home) COMPREPLY=($(compgen -d -- \"$cur\")) && return 0 || return 0 ;;");
    cases.add(
        "    --libkrun | --libkrunfw) COMPREPLY=($(compgen -f -- \"$cur\")) && return 0 || return 0"
            + " ;;");
    return String.join("\n", cases);
  }

  private static String names(List<OptionSpec> options) {
    return options.stream()
        .flatMap(option -> Stream.of(option.names()))
        .collect(Collectors.joining(" "));
  }
}
