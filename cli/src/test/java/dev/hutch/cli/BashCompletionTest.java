package dev.hutch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real bash offers. */
class BashCompletionTest {
  /** Cuts the line as bash does before it asks. */
  private static final String ASK =
      """
      source "$1"
      complete -p hutch >/dev/null || exit 3
      COMP_LINE=$2
      read -ra COMP_WORDS <<<"${2//=/ = }"
      case $2 in *' ' | *=) COMP_WORDS+=('') ;; esac
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _hutch
      echo "${COMPREPLY[*]}"
      """;

  @TempDir private Path directory;

  @BeforeEach
  void boxes() throws IOException {
    Files.createDirectories(directory.resolve("home/boxes/abcdefghijklmnopqrst"));
    Files.createDirectories(directory.resolve("home/boxes/.removed-x"));
    Files.createDirectories(directory.resolve("home/names"));
    Files.createFile(directory.resolve("home/names/web"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "hutch sta| start stats",
        "hutch --v| --version",
        "hutch run --cp| --cpus",
        "hutch run --rm_| base",
        "hutch run base_| none",
        "hutch rm_| web abcdefghijklmnopqrst",
        "hutch rm -f w| web",
        "hutch rm web a| abcdefghijklmnopqrst",
        "hutch stop -t 5 w| web",
        "hutch ps --format_| table json",
        "hutch ps --format=j| json",
        "hutch run --engine=| auto libkrun emulated",
        "hutch ls --q| --quiet",
        "hutch ps_| none",
        "hutch exec w| web",
        "hutch exec -e A=b w| web",
        "hutch exec -e_| none",
        "hutch exec web_| none",
        "hutch exec web -- --he| none",
        "hutch rm --home /nowhere_| none",
        "hutch completion f| fish",
      })
  void verbsOptionsValuesAndBoxesAreOffered(String line, @Nullable String offered)
      throws Exception {
    // blanks at the end of a cell are cut
    assertThat(ask(line.replace("_", " "))).isEqualTo(offered == null ? "" : offered);
  }

  @Test
  void numbersOfCommandsAreAskedOfHutch() throws Exception {
    Path hutch = directory.resolve("hutch");
    Files.writeString(hutch, "#!/bin/sh\n[ \"$*\" = 'jobs -q web' ] && echo 3 && echo 14\n");
    assertThat(hutch.toFile().setExecutable(true)).isTrue();
    assertThat(ask(hutch + " attach web ")).isEqualTo("3 14");
    assertThat(ask(hutch + " logs web 1")).isEqualTo("14");
  }

  @Test
  void theScriptsOfOtherShellsKnowTheSameVerbs() {
    String fish = FishCompletion.script(Grammar.verbs());
    String zsh = BashCompletion.forZsh(Grammar.verbs());
    for (Verb verb : Grammar.verbs()) {
      assertThat(fish).contains("__fish_seen_subcommand_from " + verb.name());
      assertThat(zsh).containsPattern("(?m)^    " + verb.name() + "( \\| ls)?\\)$");
    }
    assertThat(zsh).contains("bashcompinit");
    assertThat(fish).contains(" -l format -x -a 'table json' ");
  }

  private String ask(String line) throws Exception {
    Path script = directory.resolve("completion.bash");
    Files.writeString(script, BashCompletion.script(Grammar.verbs()));
    ProcessBuilder bash =
        new ProcessBuilder(List.of("bash", "--norc", "-c", ASK, "bash", script.toString(), line));
    bash.environment().put("HUTCH_HOME", directory.resolve("home").toString());
    bash.redirectErrorStream(true);
    Process process = bash.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return said.replace('\n', ' ');
  }
}
