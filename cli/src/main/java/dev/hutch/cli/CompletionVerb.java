package dev.hutch.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch completion}: lets a shell complete what is typed. */
final class CompletionVerb implements Verb {
  private static final String USAGE = "hutch completion bash|zsh|fish";

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().addOption(Options.help());
    Page.of(spec, "Let a shell complete what is typed.", USAGE)
        .text(
            "Prints a script that lets a shell complete verbs, options, their values, names and ids"
                + " of boxes and numbers of commands. It knows the options of this version: make it"
                + " again after an update.")
        .examples(
            "source <(hutch completion bash)           # this bash; or in ~/.bashrc",
            "source <(hutch completion zsh)            # this zsh; or in ~/.zshrc",
            "hutch completion zsh > ~/.zfunc/_hutch    # once, where fpath has ~/.zfunc",
            "hutch completion fish > ~/.config/fish/completions/hutch.fish")
        .exits("0, or 125 if it failed.")
        .end();
    spec.addPositional(Options.words("SHELL", "bash, zsh or fish."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    String shell = words.size() == 1 ? words.getFirst() : "";
    terminal.print(
        switch (shell) {
          case "bash" -> BashCompletion.script(Grammar.verbs());
          case "zsh" -> ZshCompletion.script(Grammar.verbs());
          case "fish" -> FishCompletion.script(Grammar.verbs());
          default ->
              throw new UsageException(
                  words.isEmpty()
                      ? "which shell? Write " + USAGE
                      : "there is no completion for '"
                          + String.join(" ", words)
                          + "': write "
                          + USAGE);
        });
    return ExitCode.OK;
  }
}
