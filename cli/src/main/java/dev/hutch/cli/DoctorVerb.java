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
    spec.usageMessage()
        .header("Check this host.", "")
        .description(
            "Checks what this host can do, and says what to do about what it cannot. Exits 1 if a needed thing is missing.")
        .customSynopsis("hutch doctor [OPTIONS]");
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
            : text(checks));
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

  private static String text(List<HostCheck> checks) {
    StringBuilder text = new StringBuilder();
    for (HostCheck check : checks) {
      text.append(row(mark(check.outcome()), check.name(), check.detail()));
      if (!check.remedy().isEmpty()) {
        text.append(row("", "", "-> " + check.remedy()));
      }
    }
    return text.toString();
  }

  private static String row(String mark, String name, String detail) {
    return String.format("%-8s %-18s %s%n", mark, name, Visible.lines(detail));
  }

  private static String mark(HostCheck.Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case WARNING -> "warning";
      case FAILED -> "FAILED";
    };
  }
}
