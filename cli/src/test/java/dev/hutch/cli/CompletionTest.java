package dev.hutch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real shells offer: {@code src/test/shell} asks them. */
@Timeout(120)
class CompletionTest {
  private static final String LINES =
      """
      hutch sta| start stats
      hutch --v| --version
      hutch --h| --help
      hutch run --cp| --cpus
      hutch run --rm | base
      hutch run base |
      hutch run -e A=b ba| base
      hutch rm | web abcdefghijklmnopqrst
      hutch rm -f w| web
      hutch rm web a| abcdefghijklmnopqrst
      hutch rename web |
      hutch stop -t 5 w| web
      hutch stop --time=5 w| web
      hutch stop ps | web abcdefghijklmnopqrst
      hutch ps --format | table json
      hutch ps --format=j| json
      hutch run --engine=| auto libkrun emulated
      hutch ls --q| --quiet
      hutch exec w| web
      hutch exec -e A=b w| web
      hutch exec -e |
      hutch exec web |
      hutch exec web --he|
      hutch exec web -- --he|
      hutch rm --home /nowhere |
      hutch rm --home=/nowhere |
      hutch completion f| fish
      hutch run -p 127.0.0.1:80:80 -e A=b:c ba| base
      hutch exec -u user:group w| web
      hutch cp si| site
      hutch cp w| web:
      hutch cp site | web: abcdefghijklmnopqrst:
      hutch cp web:|
      hutch cp web:s|
      hutch cp web:/et|
      hutch cp site web:|
      hutch cp site web:/s|
      hutch cp site web:/et|
      hutch cp web:/etc web:/et|
      hutch cp web:/etc si| site
      hutch cp web:/etc w|
      hutch cp web:/etc site |
      hutch cp ./a:b w| web:
      hutch cp ./a:b si|
      """;

  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void boxes() throws IOException {
    home = directory.resolve("home");
    Files.createDirectories(home.resolve("boxes/abcdefghijklmnopqrst"));
    Files.createDirectories(home.resolve("boxes/.removed-x"));
    Files.createDirectories(home.resolve("names"));
    Files.createFile(home.resolve("names/web"));
    Files.createFile(directory.resolve("site"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void verbsOptionsValuesAndBoxesAreOffered(String shell) throws Exception {
    Map<String, Set<String>> expected = new LinkedHashMap<>();
    for (String line : LINES.lines().toList()) {
      int end = line.indexOf('|');
      expected.put(line.substring(0, end), words(line.substring(end + 1)));
    }
    assertThat(ask(shell, List.copyOf(expected.keySet()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void boxesAreThoseOfTheHomeThatIsNamed(String shell) throws Exception {
    String line = "hutch rm --home " + home + " w";
    home = directory.resolve("empty");

    assertThat(ask(shell, List.of(line, "hutch rm w")))
        .isEqualTo(Map.of(line, Set.of("web"), "hutch rm w", Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void numbersOfCommandsAreAskedOfHutch(String shell) throws Exception {
    Path hutch = directory.resolve("hutch");
    Files.writeString(hutch, "#!/bin/sh\n[ \"$*\" = 'jobs -q web' ] && echo 3 && echo 14\n");
    assertThat(hutch.toFile().setExecutable(true)).isTrue();

    String any = hutch + " attach web ";
    String some = hutch + " logs -f web 1";
    assertThat(ask(shell, List.of(any, some)))
        .isEqualTo(Map.of(any, Set.of("3", "14"), some, Set.of("14")));
  }

  @Test
  void bashPutsAnAnswerBehindTheLastOfItsBreaks() throws Exception {
    Files.createFile(directory.resolve("me@at=9:30"));
    Set<String> file = Set.of("./me@at=9:30");
    List<String> lines =
        List.of(
            "hutch cp ./m",
            "hutch cp ./me@",
            "hutch cp ./me@a",
            "hutch cp ./me@at=",
            "hutch cp ./me@at=9:");

    assertThat(ask("bash", lines).values()).hasSize(5).containsOnly(file);
  }

  @Test
  void zshFindsItAmongItsFunctions() throws Exception {
    Path functions = Files.createDirectory(directory.resolve("functions"));
    Files.writeString(functions.resolve("_hutch"), script("zsh"));
    String load = "fpath=(" + functions + " $fpath)\nautoload -U compinit\ncompinit -i -D\n";

    assertThat(ask("zsh", load, List.of("hutch rm -f w", "hutch sta")))
        .isEqualTo(Map.of("hutch rm -f w", Set.of("web"), "hutch sta", Set.of("start", "stats")));
  }

  private Map<String, Set<String>> ask(String shell, List<String> lines) throws Exception {
    return ask(shell, script(shell), lines);
  }

  /** What the shell offers at the end of each line when it has run a script. */
  private Map<String, Set<String>> ask(String shell, String text, List<String> lines)
      throws Exception {
    Path script = Files.writeString(directory.resolve("completion." + shell), text);
    List<String> command = new ArrayList<>(List.of(shell));
    command.add(
        switch (shell) {
          case "bash" -> "--norc";
          case "fish" -> "--no-config";
          default -> "-f";
        });
    command.add(Path.of("src/test/shell/ask." + shell).toAbsolutePath().toString());
    command.add(script.toString());
    command.addAll(lines);
    ProcessBuilder asking =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    asking.environment().put("HUTCH_HOME", home.toString());
    asking.environment().put("HOME", directory.toString());
    Process process = asking.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    List<String> offered = said.lines().toList();
    assertThat(offered).as(said).hasSameSizeAs(lines);
    Map<String, Set<String>> offers = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      offers.put(lines.get(i), words(offered.get(i)));
    }
    return offers;
  }

  private static String script(String shell) {
    return switch (shell) {
      case "bash" -> BashCompletion.script(Grammar.verbs());
      case "zsh" -> ZshCompletion.script(Grammar.verbs());
      default -> FishCompletion.script(Grammar.verbs());
    };
  }

  private static Set<String> words(String line) {
    return line.isBlank() ? Set.of() : new TreeSet<>(List.of(line.strip().split("\\s+")));
  }
}
