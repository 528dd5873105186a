package dev.hutch.cli;

import dev.hutch.BoxStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What boxes use, as a person or a program wants to read it, once or again and again. */
final class StatsPage {
  /** Draw from the first place on, do not wrap what is too wide, clear what is left of before. */
  private static final String FIRST = "\33[H\33[2J";

  private static final String BEGIN = "\33[H\33[?7l";
  private static final String END_OF_LINE = "\33[K\n";
  private static final String END = "\33[J\33[?7h";

  private final Terminal terminal;
  private final Format format;
  private final boolean again;
  private boolean begun;

  StatsPage(Terminal terminal, Format format, boolean again) {
    this.terminal = terminal;
    this.format = format;
    this.again = again;
  }

  void show(List<StatsLook.Use> uses) {
    terminal.print(
        format == Format.JSON
            ? again ? lines(uses) : Json.list(uses.stream().map(StatsPage::json).toList())
            : again
                ? next(table(uses).text(terminal.colours()))
                : table(uses).text(terminal.colours()));
    begun = true;
  }

  /** Leaves the cursor on a line of its own: the terminal has shown the key that ended it. */
  void end() {
    if (begun && terminal.screen()) {
      terminal.print("\n");
    }
  }

  private String next(String table) {
    if (!terminal.screen()) {
      return (begun ? "\n" : "") + table;
    }
    return (begun ? "" : FIRST) + BEGIN + table.replace("\n", END_OF_LINE) + END;
  }

  private static String lines(List<StatsLook.Use> uses) {
    StringBuilder lines = new StringBuilder();
    uses.forEach(use -> lines.append(Json.line(json(use))).append('\n'));
    return lines.toString();
  }

  static Table table(List<StatsLook.Use> uses) {
    Table table = new Table("ID", "NAME", ">CPU", ">MEM", ">OF", ">DISK", ">OF", ">PROCS", "UP");
    for (StatsLook.Use use : uses) {
      BoxStats stats = use.stats();
      if (stats == null) {
        table.row(use.box().id(), use.box().name(), "", "", "", "", "", "", "does not answer");
        continue;
      }
      table.row(
          use.box().id(),
          use.box().name(),
          String.format(Locale.ROOT, "%.1f%%", 100 * use.cpus()),
          Bytes.words(stats.memoryUsedBytes()),
          Bytes.words(stats.memoryBytes()),
          Bytes.words(stats.diskUsedBytes()),
          Bytes.words(stats.diskBytes()),
          Integer.toString(stats.processes()),
          Elapsed.words(stats.uptime()));
    }
    return table;
  }

  private static Map<String, @Nullable Object> json(StatsLook.Use use) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", use.box().id());
    json.put("name", use.box().name());
    BoxStats stats = use.stats();
    json.put("answered", stats != null);
    if (stats != null) {
      json.put("cpuPercent", Math.round(1000 * use.cpus()) / 10.0);
      json.put("cpus", stats.cpus());
      json.put("memoryUsedBytes", stats.memoryUsedBytes());
      json.put("memoryBytes", stats.memoryBytes());
      json.put("cacheBytes", stats.cacheBytes());
      json.put("diskUsedBytes", stats.diskUsedBytes());
      json.put("diskBytes", stats.diskBytes());
      json.put("processes", stats.processes());
      json.put("operations", stats.operations());
      json.put("uptimeSeconds", stats.uptime().toMillis() / 1000.0);
    }
    return json;
  }
}
