package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch inspect}: all there is to know of boxes. */
final class InspectVerb implements Verb {
  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(spec, "Print all there is to know of boxes.", "hutch inspect [OPTIONS] BOX...")
        .text(
            "Prints all there is to know of boxes, as a JSON list or, with --format table, a line"
                + " for each fact; of one that failed also why, with the end of what its guest"
                + " wrote to its console.")
        .examples("hutch inspect web | jq '.[0].spec'", "hutch inspect --format table web")
        .exitsForEachBox()
        .end();
    Format.add(spec, Format.JSON);
    spec.addPositional(Options.boxes());
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.boxes();
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    Format format = Format.read(typed, Format.JSON);
    int exit = ExitCode.OK;
    try (Hutch hutch = Hutch.open(Options.management(typed, terminal))) {
      for (String word : words) {
        try (Box box = hutch.box(word)) {
          found.add(BoxJson.all(box.info()));
        } catch (HutchException e) {
          terminal.say(e.getMessage());
          exit = ExitCode.OURS;
        }
      }
    }
    terminal.print(
        format == Format.JSON
            ? Json.lines(found)
            : found.stream()
                .map(facts -> Facts.text(facts, terminal))
                .collect(Collectors.joining("\n")));
    return exit;
  }
}
