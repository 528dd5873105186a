package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.Hutch;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch rename}: gives a box another name. */
final class RenameVerb implements Verb {
  @Override
  public String name() {
    return "rename";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Give a box another name.", "hutch rename [OPTIONS] BOX NAME")
        .text(
            "Gives a box another name; it may run. A name is 1 to 63 of a-z 0-9 . _ - and begins with a letter or digit. No two boxes of a home have the same.")
        .examples("hutch rename web web-old")
        .exits("0, or 125 if it failed.")
        .end();
    spec.addPositional(Options.words("BOX NAME", "The box, by id or name, and its new name."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    if (words.size() != 2 || words.get(1).isEmpty()) {
      throw new UsageException("give a box and its new name: hutch rename BOX NAME");
    }
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal));
        Box box = hutch.box(words.getFirst())) {
      box.rename(words.get(1));
    }
    return ExitCode.OK;
  }
}
