package dev.hutch.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The help of a verb, with the same parts in the same order for all of them. */
final class Page {
  private final CommandSpec spec;
  private final String header;
  private final String[] synopsis;
  private final List<String> end = new ArrayList<>();
  private String[] text = {};

  private Page(CommandSpec spec, String header, String... synopsis) {
    this.spec = spec;
    this.header = header;
    this.synopsis = synopsis;
  }

  /**
   * Begins it.
   *
   * @param header what the verb does, in one line that ends with a full stop
   * @param synopsis how it is written, on one or more lines
   */
  static Page of(CommandSpec spec, String header, String... synopsis) {
    return new Page(spec, header, synopsis);
  }

  /** What it does in full, in paragraphs. */
  Page text(String... paragraphs) {
    text = new String[2 * paragraphs.length];
    for (int i = 0; i < paragraphs.length; i++) {
      text[2 * i] = "";
      text[2 * i + 1] = literal(paragraphs[i]);
    }
    return this;
  }

  /** Lines that may be typed as they are, were there such boxes. */
  Page examples(String... lines) {
    section("Examples:", lines);
    return this;
  }

  /** What its exit codes mean. */
  Page exits(String... lines) {
    section("Exit code:", lines);
    return this;
  }

  /** The exit codes of a verb that does something to one box after the other. */
  Page exitsForEachBox() {
    return exits(
        "0 if it was done for every box; 125 if it failed for one, with the reason on",
        "stderr. A failure keeps nobody from the other boxes.");
  }

  /** Makes it the verb's. */
  void end() {
    String[] usage = synopsis.clone();
    for (int i = 1; i < usage.length; i++) {
      usage[i] = "       " + usage[i];
    }
    spec.usageMessage()
        .header(header, "")
        .customSynopsis(usage)
        .description(text)
        .parameterListHeading("%nParameters:%n")
        .optionListHeading("%nOptions:%n")
        .footer(end.toArray(String[]::new));
  }

  /** The parser formats what it is given. */
  private static String literal(String text) {
    return text.replace("%", "%%");
  }

  private void section(String title, String... lines) {
    end.add("");
    end.add(title);
    for (String line : lines) {
      end.add("  " + literal(line));
    }
  }
}
