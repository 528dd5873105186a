package dev.hutch;

import dev.hutch.agent.client.AgentClient;
import dev.hutch.agent.client.AgentException;
import dev.hutch.agent.client.AgentExec;
import dev.hutch.agent.client.OperationFailedException;
import dev.hutch.agent.protocol.AttachRequest;
import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the agent of a box does for whoever uses the box. */
final class BoxAgent {
  private static final int ESRCH = 3;

  private final AgentClient client;
  private final Set<PortForward> forwards = ConcurrentHashMap.newKeySet();
  private final UnaryOperator<Supplier<BoxProcess>> noted;

  /**
   * For a box.
   *
   * @param noted around the start of each command
   */
  BoxAgent(AgentClient client, UnaryOperator<Supplier<BoxProcess>> noted) {
    this.client = client;
    this.noted = noted;
  }

  ExecResult run(Command command) {
    if (command.detach()) {
      throw new InvalidSpecException(
          "a command that is to be detached cannot be run to its end: use exec");
    }
    try (InputStream input = open(command.stdin());
        BoxProcess process = start(command, !command.stdin().isEmpty())) {
      return new BufferedRun(command, process, input).run();
    } catch (IOException e) {
      throw new HutchException("the command's input " + command.stdin() + " cannot be closed", e);
    }
  }

  BoxProcess exec(Command command) {
    return start(command, true);
  }

  /** Starts a program inside the agent, as root and with an empty environment. */
  AgentExec builtin(List<String> words, boolean stdin) {
    ExecOptions options = ExecOptions.NONE.withBuiltin(true);
    return asked(
        () -> client.exec(new ExecRequest(words, List.of(), "/", 0, 0, stdin, false, options)));
  }

  BoxCopy copy() {
    return new BoxCopy(this);
  }

  BoxSocket connect(int port) {
    GuestPort.check(port);
    return asked(() -> new BoxSocket(client.connect(port), port));
  }

  PortForward forward(int port, InetSocketAddress on) {
    GuestPort.check(port);
    PortForward forward = PortForward.listen(on, () -> connect(port), forwards::remove);
    forwards.add(forward);
    return forward;
  }

  BoxStats stats() {
    return asked(() -> BoxStats.of(client.stats()));
  }

  List<BoxProcessInfo> processes() {
    return asked(() -> client.processes().stream().map(BoxProcessInfo::of).toList());
  }

  List<BoxCommand> commands() {
    return asked(() -> client.commands().stream().map(BoxCommand::of).toList());
  }

  /** To take part in a command: its input, its outputs from what is kept on, its end. */
  BoxProcess attach(int id) {
    return attached(AttachRequest.to(id));
  }

  /** As {@link #attach}, without a part in its input; the command waits for this reader. */
  BoxProcess heed(int id) {
    return attached(new AttachRequest(id, false, true, true, false, Protocol.KEPT_BYTES));
  }

  /** To look on: the command waits for nobody. */
  BoxProcess follow(int id) {
    return attached(AttachRequest.logsOf(id, true));
  }

  KeptOutput output(int id) {
    BoxCommand command = command(id);
    try (BoxProcess process = attached(AttachRequest.logsOf(id, false))) {
      FutureTask<byte[]> stderr = new FutureTask<>(process.getErrorStream()::readAllBytes);
      Thread.startVirtualThread(stderr);
      byte[] stdout = process.getInputStream().readAllBytes();
      return new KeptOutput(
          new Output(stdout, stdout.length < command.stdoutBytes()),
          new Output(stderr.get(), stderr.get().length < command.stderrBytes()));
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted while reading the output of command " + id, e);
    } catch (IOException | ExecutionException e) {
      throw new BoxGoneException("the output of command " + id + " broke off: " + e, e);
    }
  }

  boolean forget(int id) {
    return ofCommand(id, () -> client.forget(id));
  }

  /** Ends what was made here and is not a command's own. */
  void close() {
    List.copyOf(forwards).forEach(PortForward::close);
  }

  private BoxCommand command(int id) {
    return commands().stream()
        .filter(command -> command.id() == id)
        .findFirst()
        .orElseThrow(() -> new NoSuchCommandException(id));
  }

  private BoxProcess attached(AttachRequest request) {
    BoxCommand command = command(request.keptId());
    return ofCommand(
        command.id(),
        () ->
            new BoxProcess(client.attach(request), ProcessDetails.of(command), command.terminal()));
  }

  private static <T> T ofCommand(int id, Supplier<T> question) {
    return asked(
        () -> {
          try {
            return question.get();
          } catch (OperationFailedException e) {
            throw e.failed().errno() == ESRCH ? new NoSuchCommandException(id) : e;
          }
        });
  }

  private BoxProcess start(Command command, boolean stdin) {
    return asked(
        () ->
            noted
                .apply(
                    () ->
                        new BoxProcess(
                            client.exec(CommandRequest.of(command, stdin)),
                            ProcessDetails.of(command, Instant.now()),
                            command.terminal().isPresent()))
                .get());
  }

  /** Asks the agent, in the terms of the public API. */
  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }

  private static InputStream open(Stdin stdin) {
    try {
      return stdin.open();
    } catch (IOException e) {
      throw new HutchException(
          "the command was not started: its standard input, " + stdin + ", cannot be read: " + e,
          e);
    }
  }
}
