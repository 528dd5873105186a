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
        for ((i = 2; i < last; i++)); do
          case ${line[i]} in
            --home) home=${line[i + 1]} ;;
            --home=*) home=${line[i]#*=} ;;
          esac
        done
        home=${home/#\\~/$HOME}
        command ls "$home/names" 2>/dev/null
        command ls "$home/boxes" 2>/dev/null
      }

      _hutch_files() {
        local file files
        mapfile -t files < <(compgen -f -- "$cur")
        for file in "${files[@]}"; do
          [ ! -d "$file" ] || file+=/
          COMPREPLY+=("$(printf %q "$file")")
        done
      }

      # Whether a word of cp is a path in a box, of which nothing is known.
      _hutch_is_in_box() {
        [[ $1 = *:* && $1 != [./~]* ]]
      }

      _hutch() {
        local cur= stays= breaks=${COMP_WORDBREAKS//[^:=@]/}
        _hutch_offer
        # an answer takes the place of what is behind the last break in the word, or of an @ and that
        [ -z "$breaks" ] || stays=${cur%"${cur##*[$breaks]}"}
        COMPREPLY=("${COMPREPLY[@]#"${stays%@}"}")
      }

      _hutch_offer() {
        local line=() rest=$COMP_LINE options= valued= kind= command= words= first= given=0 i
        COMPREPLY=()
        # bash has cut words at =, : and @, which the blanks of the line put together again
        for ((i = 0; i <= COMP_CWORD; i++)); do
          if ((i == 0)) || [[ $rest =~ ^[[:blank:]]+ ]]; then
            ((i == 0)) || rest=${rest#"${BASH_REMATCH[0]}"}
            line+=("${COMP_WORDS[i]}")
          else
            line[-1]+=${COMP_WORDS[i]}
          fi
          rest=${rest#"${COMP_WORDS[i]}"}
        done
        local last=$((${#line[@]} - 1)) prev=${line[-2]} verb=${line[1]}
        cur=${line[-1]}
        case $cur in --*=*) prev=${cur%%=*} cur=${cur#*=} ;; esac
        case $verb in
      """;

  private static final String END =
      """
        esac
        if ((last == 1)); then
          COMPREPLY=($(compgen -W "@VERBS@ --help --version" -- "$cur"))
          return 0
        fi
        case $prev in
      @VALUES@
          -*) case "$valued" in *" $prev "*) return 0 ;; esac ;;
        esac
        for ((i = 2; i < last; i++)); do
          case ${line[i]} in
            # behind it stands a command, of which nothing is known
            --) return 0 ;;
            -*) case "$valued" in *" ${line[i]} "*) i=$((i + 1)) ;; esac ;;
            *)
              [ $given != 0 ] || first=${line[i]}
              given=$((given + 1))
              ;;
          esac
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
              box_and_commands:*) words=$("${line[0]}" jobs -q "$first" 2>/dev/null) ;;
            esac
            ;;
        esac
        case $kind:$given:$first in
          copy:0:* | copy:1:*)
            compopt -o nospace 2>/dev/null
            ! _hutch_is_in_box "$cur" || return 0
            _hutch_is_in_box "$first" || words+=" $(_hutch_boxes | sed 's/$/:/')"
            [ $given = 1 ] && ! _hutch_is_in_box "$first" || _hutch_files
            ;;
        esac
        COMPREPLY+=($(compgen -W "$words" -- "$cur"))
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
