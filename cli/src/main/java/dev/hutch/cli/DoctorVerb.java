package dev.hutch.cli;

import dev.hutch.HostCheck;
import dev.hutch.Hutch;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        .description("Checks this host and says what to do. Exits 1 if a needed thing is missing.");
    spec.addOption(Options.flag("Print JSON.", "--json"));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    if (!typed.parameters().isEmpty() || typed.split()) {
      throw new UsageException("doctor takes no parameters");
    }
    List<HostCheck> checks = Hutch.checkHost(Options.runtime(typed, terminal));
    PrintStream out = new PrintStream(terminal.out(), false, StandardCharsets.UTF_8);
    if (typed.has("--json")) {
      Json.print(checks, out);
    } else {
      print(checks, out);
    }
    out.flush();
    boolean failed = checks.stream().anyMatch(c -> c.outcome() == HostCheck.Outcome.FAILED);
    return failed ? ExitCode.UNHEALTHY : ExitCode.OK;
  }

  private static void print(List<HostCheck> checks, PrintStream out) {
    for (HostCheck check : checks) {
      out.printf("%-8s %-18s %s%n", mark(check.outcome()), check.name(), check.detail());
      if (!check.remedy().isEmpty()) {
        out.printf("%-8s %-18s -> %s%n", "", "", check.remedy());
      }
    }
  }

  private static String mark(HostCheck.Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case WARNING -> "warning";
      case FAILED -> "FAILED";
    };
  }
}
