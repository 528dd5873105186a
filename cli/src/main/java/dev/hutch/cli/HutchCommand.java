package dev.hutch.cli;

import dev.hutch.CommandNotStartedException;
import dev.hutch.HutchException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The {@code hutch} command: parses what was typed and hands it to a verb. */
final class HutchCommand {
  static final String VERSION = "hutch 0.1.0";

  private final Terminal terminal;
  private final List<Verb> verbs = List.of(new RunVerb(), new DoctorVerb());

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
    CommandLine line = new CommandLine(spec());
    line.setStopAtPositional(true);
    try {
      ParseResult parsed = line.parseArgs(ours);
      return dispatch(line, parsed, new Typed(parsed, behind, split >= 0));
    } catch (ParameterException e) {
      terminal.say(e.getMessage());
      terminal.say("see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
      return ExitCode.OURS;
    } catch (UsageException e) {
      terminal.say(e.getMessage());
      return ExitCode.OURS;
    } catch (CommandNotStartedException e) {
      terminal.say(e.getMessage());
      return e.programMissing() ? ExitCode.NOT_FOUND : ExitCode.NOT_EXECUTABLE;
    } catch (HutchException e) {
      terminal.say(e.getMessage());
      return ExitCode.OURS;
    } catch (RuntimeException | Error e) {
      // exit code 1, the virtual machine's own, would be taken for the command's
      terminal.say("this is a defect of Hutch, please report it:");
      e.printStackTrace(terminal.messages());
      return ExitCode.OURS;
    }
  }

  private int dispatch(CommandLine line, ParseResult parsed, Typed typed) {
    if (parsed.isVersionHelpRequested()) {
      print(VERSION + System.lineSeparator());
      return ExitCode.OK;
    }
    ParseResult sub = parsed.subcommand();
    if (parsed.isUsageHelpRequested()) {
      print(line.getUsageMessage());
      return ExitCode.OK;
    }
    if (sub == null) {
      terminal.messages().print(line.getUsageMessage());
      return ExitCode.OURS;
    }
    if (sub.isUsageHelpRequested()) {
      print(sub.commandSpec().commandLine().getUsageMessage());
      return ExitCode.OK;
    }
    for (Verb verb : verbs) {
      if (verb.name().equals(sub.commandSpec().name())) {
        return verb.run(typed, terminal);
      }
    }
    throw new AssertionError("no verb " + sub.commandSpec().name());
  }

  private CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("hutch").version(VERSION);
    spec.usageMessage().description("Hardware-isolated sandboxes: each box is one microVM.");
    spec.addOption(Options.help());
    spec.addOption(Options.version());
    for (Verb verb : verbs) {
      spec.addSubcommand(verb.name(), verb.spec().name(verb.name()));
    }
    return spec;
  }

  private void print(String text) {
    PrintWriter writer = new PrintWriter(terminal.out(), false, StandardCharsets.UTF_8);
    writer.print(text);
    writer.flush();
  }
}
