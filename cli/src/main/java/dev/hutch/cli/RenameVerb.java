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
    spec.usageMessage()
        .header("Give a box another name.", "")
        .description("Gives a box another name; it may run. Its id stays.")
        .customSynopsis("hutch rename [OPTIONS] BOX NAME");
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
