package dev.hutch.cli;

import dev.hutch.PruneOptions;
import dev.hutch.PruneReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a prune did, or would do, as a person or a program wants to read it. */
record PrunePage(PruneReport report, PruneOptions options) {
  String json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("dryRun", options.dryRun());
    json.put("force", options.force());
    json.put("boxes", report.boxes());
    json.put("orphans", report.orphans());
    json.put("trees", new TreeMap<>(report.trees()));
    json.put("kept", new TreeMap<>(report.kept()));
    return Json.lines(json);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    boolean dry = options.dryRun();
    list(text, dry ? "Boxes that would be removed:" : "Removed boxes:", report.boxes());
    list(text, dry ? "Orphans that would be removed:" : "Removed orphans:", report.orphans());
    list(text, trees(dry), lines(report.trees()));
    list(text, "Kept:", lines(report.kept()));
    return text.isEmpty() ? "Nothing to remove.\n" : text.toString();
  }

  private String trees(boolean dry) {
    if (!options.force()) {
      return "Processes without a record, which only --force kills:";
    }
    return dry
        ? "Processes without a record that would be killed:"
        : "Killed processes without a record:";
  }

  private static List<String> lines(Map<String, ?> entries) {
    return new TreeMap<>(entries)
        .entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).toList();
  }

  private static void list(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(title).append('\n');
      lines.forEach(line -> text.append("  ").append(Visible.line(line)).append('\n'));
    }
  }
}
