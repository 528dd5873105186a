package dev.hutch.cli;

import dev.hutch.Hutch;
import dev.hutch.PruneOptions;
import dev.hutch.PruneReport;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch prune}: removes what nobody needs any more. */
final class PruneVerb implements Verb {
  @Override
  public String name() {
    return "prune";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Remove what nobody needs any more.", "hutch prune [OPTIONS]")
        .text(
            "Removes boxes that do not run, with their disks, and what no box explains: directories, names, cgroups, half-made and outdated files of the caches. Asks nothing. Says what went, what was kept, and why.")
        .examples("hutch prune --dry-run", "hutch prune --force")
        .exits("0; 125 if something had to be kept, or it failed.")
        .end();
    spec.addOption(Options.flag("Only say what would be removed.", "--dry-run"));
    spec.addOption(
        Options.flag(
            "Also kill process trees of this home that no record explains and whose owner is"
                + " gone.",
            "--force"));
    Format.add(spec);
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    typed.requireNoWords();
    Format format = Format.read(typed);
    PruneOptions options = new PruneOptions(typed.has("--dry-run"), typed.has("--force"));
    PruneReport report;
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal))) {
      report = hutch.prune(options);
    }
    PrunePage page = new PrunePage(report, options);
    terminal.print(format == Format.JSON ? page.json() : page.text());
    return report.kept().isEmpty() ? ExitCode.OK : ExitCode.OURS;
  }
}
