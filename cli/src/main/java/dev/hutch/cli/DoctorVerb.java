package dev.hutch.cli;

import dev.hutch.HostCheck;
import dev.hutch.Hutch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch doctor}: what this host can do, and what to do about what it cannot. */
final class DoctorVerb implements Verb {
  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addRuntime(CommandSpec.create());
    Page.of(spec, "Check this host.", "hutch doctor [OPTIONS]")
        .text(
            "Checks what this host can do, and says what to do about what it cannot. Starts no box, fetches nothing and leaves nothing behind.")
        .examples("hutch doctor", "hutch doctor --json | jq '.[] | select(.outcome == \"failed\")'")
        .exits("0; 1 if a thing is missing that Hutch needs; 125 if it was called wrongly.")
        .end();
    Format.add(spec);
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    typed.requireNoWords();
    Format format = Format.read(typed);
    List<HostCheck> checks = Hutch.checkHost(Options.runtime(typed, terminal));
    terminal.print(
        format == Format.JSON
            ? Json.list(checks.stream().map(DoctorVerb::json).toList())
            : text(checks, terminal.colours()));
    boolean failed = checks.stream().anyMatch(c -> c.outcome() == HostCheck.Outcome.FAILED);
    return failed ? ExitCode.UNHEALTHY : ExitCode.OK;
  }

  private static Map<String, @Nullable Object> json(HostCheck check) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", check.name());
    json.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
    json.put("detail", check.detail());
    json.put("remedy", check.remedy());
    return json;
  }

  private static String text(List<HostCheck> checks, boolean colours) {
    StringBuilder text = new StringBuilder();
    for (HostCheck check : checks) {
      text.append(row(mark(check.outcome(), colours), check.name(), check.detail()));
      if (!check.remedy().isEmpty()) {
        text.append(row(" ".repeat(8), "", "-> " + check.remedy()));
      }
    }
    return text.toString();
  }

  private static String row(String mark, String name, String detail) {
    return String.format("%s %-18s %s%n", mark, name, Visible.lines(detail));
  }

  private static String mark(HostCheck.Outcome outcome, boolean colours) {
    String mark =
        switch (outcome) {
          case OK -> "ok";
          case WARNING -> "warning";
          case FAILED -> "FAILED";
        };
    return (colours ? Colour.of(mark) : mark) + " ".repeat(8 - mark.length());
  }
}
