package dev.hutch.cli;

import dev.hutch.CommandNotStartedException;
import dev.hutch.HutchException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The {@code hutch} command: parses what was typed and hands it to a verb. */
final class HutchCommand {
  static final String VERSION = "hutch 0.1.0";

  private final Terminal terminal;

  HutchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Runs one command line.
   *
   * @param args as typed
   * @return the exit code; everything the command took has been given back by then
   */
  int run(String[] args) {
    // The guest's command begins behind "--": it is nobody's business to parse it.
    int split = Arrays.asList(args).indexOf("--");
    String[] ours = split < 0 ? args : Arrays.copyOf(args, split);
    List<String> behind =
        split < 0 ? List.of() : List.of(Arrays.copyOfRange(args, split + 1, args.length));
    try {
      Grammar grammar = Grammar.of(ours);
      ParseResult parsed = grammar.line().parseArgs(ours);
      return dispatch(grammar, parsed, new Typed(parsed, behind, split >= 0));
    } catch (ParameterException e) {
      terminal.say(Hint.what(e));
      Hint.of(e).ifPresent(terminal::say);
      terminal.say("see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
      return ExitCode.OURS;
    } catch (UnwrittenException e) {
      return e.exit(terminal);
    } catch (CommandNotStartedException e) {
      terminal.say(e.getMessage());
      return e.programMissing() ? ExitCode.NOT_FOUND : ExitCode.NOT_EXECUTABLE;
    } catch (UsageException | HutchException e) {
      terminal.say(e.getMessage());
      return ExitCode.OURS;
    } catch (RuntimeException | Error e) {
      // exit code 1, the virtual machine's own, would be taken for the command's
      terminal.say("this is a defect of Hutch, please report it:");
      e.printStackTrace(terminal.messages());
      return ExitCode.OURS;
    }
  }

  private String help(CommandLine of) {
    return of.getUsageMessage(terminal.colours() ? Ansi.ON : Ansi.OFF);
  }

  private int dispatch(Grammar grammar, ParseResult parsed, Typed typed) {
    if (parsed.isVersionHelpRequested()) {
      terminal.print(VERSION + System.lineSeparator());
      return ExitCode.OK;
    }
    ParseResult sub = parsed.subcommand();
    if (parsed.isUsageHelpRequested()) {
      terminal.print(help(grammar.line()));
      return ExitCode.OK;
    }
    if (sub == null) {
      terminal.messages().print(grammar.line().getUsageMessage(Ansi.OFF));
      return ExitCode.OURS;
    }
    CommandSpec spec = sub.commandSpec();
    if (sub.isUsageHelpRequested()) {
      terminal.print(help(spec.commandLine()));
      return ExitCode.OK;
    }
    return grammar.verb(spec.name()).run(typed, terminal);
  }
}
