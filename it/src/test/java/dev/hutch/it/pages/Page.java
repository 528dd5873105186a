package dev.hutch.it.pages;

import dev.hutch.it.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The examples on a page: programs between fences, and indented sessions at a shell. */
record Page(String name, String text) {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```\n");
  private static final Pattern PRINTS = Pattern.compile("It prints\n\n((?:    .*\n)+)");
  private static final Pattern SESSION = Pattern.compile("(?m)^    \\$ (?:    .*\n|.*\n)+?(?=\n)");
  private static final String INDENT = "    ";

  /**
   * A command and what it prints.
   *
   * @param command without its prompt
   * @param output the lines under it
   */
  record Typed(String command, List<String> output) {}

  /** A page of this checkout. */
  static Page of(String name) throws IOException {
    Path file = Checkout.root().resolve(name);
    return new Page(name, Files.readString(file));
  }

  /** The programs and the pieces of programs, in their order. */
  List<String> java() {
    return JAVA.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** What the page says that its program prints. */
  String printed() {
    return PRINTS
        .matcher(text)
        .results()
        .map(found -> found.group(1).replaceAll("(?m)^" + INDENT, ""))
        .findFirst()
        .orElseThrow();
  }

  /** What is typed at a shell, session after session. */
  List<List<Typed>> sessions() {
    return SESSION.matcher(text).results().map(found -> session(found.group())).toList();
  }

  private static List<Typed> session(String lines) {
    List<Typed> session = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String shown = line.startsWith(INDENT) ? line.substring(INDENT.length()) : line;
      if (shown.startsWith("$ ")) {
        session.add(new Typed(shown.substring(2), new ArrayList<>()));
      } else {
        session.getLast().output().add(shown);
      }
    }
    return session;
  }
}
