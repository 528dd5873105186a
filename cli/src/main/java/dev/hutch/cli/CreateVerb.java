package dev.hutch.cli;

import dev.hutch.BoxSpec;
import dev.hutch.HutchOptions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch create}: makes a box and does not start it. */
final class CreateVerb implements Verb {
  @Override
  public String name() {
    return "create";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addRuntime(CommandSpec.create());
    Page.of(spec, "Make a box without starting it.", "hutch create [OPTIONS] [IMAGE]")
        .text(
            "Makes a box without starting it, and prints its id. It is a detached one: 'hutch start' starts it, and it stays until 'hutch rm'.")
        .examples("hutch create --name web --memory 512m && hutch start web")
        .exits("0, or 125 if it failed; no box is left then.")
        .end();
    BoxOptions.add(spec);
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    if (words.size() > 1) {
      throw new UsageException(
          "'" + words.get(1) + "' is one word too many: a box is created without a command");
    }
    String image = words.isEmpty() ? BoxSpec.BASE_IMAGE : words.getFirst();
    BoxSpec spec = BoxOptions.read(typed, image).detach(true);
    HutchOptions options = Options.management(typed, terminal);
    return Session.run(
        options,
        terminal,
        (hutch, signals) -> NewBox.make(hutch, spec, box -> {}, options, terminal, signals));
  }
}
