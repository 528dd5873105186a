package dev.hutch;

import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import java.util.ArrayList;
import java.util.List;

/** A command as the agent's protocol has it. */
final class CommandRequest {
  private static final String HOME = "HOME";

  private CommandRequest() {}

  static ExecRequest of(Command command, boolean stdin) {
    ExecOptions options =
        ExecOptions.NONE
            .withUser(command.user())
            .withNice(command.nice())
            .withLimits(command.limits().stream().map(Rlimit::encoded).toList())
            .withKeep(command.detach());
    if (command.terminal().isPresent()) {
      options = options.withTerminal(command.terminal().get().encoded());
    }
    try {
      return new ExecRequest(
          command.arguments(),
          environment(command),
          command.workdir(),
          0,
          0,
          stdin,
          command.mergeStderr(),
          options);
    } catch (IllegalArgumentException e) {
      throw new InvalidSpecException("the command cannot be sent: " + e.getMessage(), e);
    }
  }

  /** The home of a user that is named is looked up by the agent. */
  private static List<String> environment(Command command) {
    List<String> environment = new ArrayList<>();
    command.environment().forEach((name, value) -> environment.add(name + '=' + value));
    if (command.user().isEmpty()
        && !command.cleanEnvironment()
        && !command.environment().containsKey(HOME)) {
      environment.add(HOME + "=/root");
    }
    return environment;
  }
}
