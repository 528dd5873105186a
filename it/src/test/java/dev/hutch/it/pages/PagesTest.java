package dev.hutch.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages of this repository say of its files and tests. */
class PagesTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  private final Path root = root();

  @Test
  void nameOnlyTestsThatThereAre() throws IOException {
    Map<String, String> tests = tests();
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult named : found(TEST, page)) {
        String text = tests.getOrDefault(named.group(1), "");
        String method = named.group(2);
        if (text.isEmpty()
            || (method != null
                && !Pattern.compile("(void|ArchRule) " + method + "\\b").matcher(text).find())) {
          missing.add(root.relativize(page) + ": " + named.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void linkOnlyToFilesThatThereAre() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : found(LINK, page)) {
        if (Files.notExists(page.resolveSibling(link.group(1)))) {
          broken.add(root.relativize(page) + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void showTheExampleAsItIs() throws IOException {
    assertThat(Files.readString(root.resolve("README.md")))
        .contains("```java\n" + Files.readString(root.resolve("docs/Example.java")) + "```\n");
  }

  private List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String directory : List.of("", "docs")) {
      try (Stream<Path> files = Files.list(root.resolve(directory))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    assertThat(pages).hasSizeGreaterThan(5);
    return pages;
  }

  /** Sources of test classes by simple name; those of one name in several modules together. */
  private Map<String, String> tests() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path sources : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(sources)) {
          addTests(sources, tests);
        }
      }
    }
    return tests;
  }

  private static void addTests(Path sources, Map<String, String> tests) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(found -> found.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        tests.merge(name, Files.readString(file), String::concat);
      }
    }
  }

  private static List<MatchResult> found(Pattern pattern, Path page) throws IOException {
    return pattern.matcher(Files.readString(page)).results().toList();
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (Files.notExists(directory.resolve("SPECIFICATION.md"))) {
      directory =
          Objects.requireNonNull(directory.getParent(), "no SPECIFICATION.md above the module");
    }
    return directory;
  }
}
