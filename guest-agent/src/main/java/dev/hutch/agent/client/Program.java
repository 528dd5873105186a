package dev.hutch.agent.client;

import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** A program inside the agent that only tells something: some bytes of output, then exit code 0. */
final class Program {
  private final String name;
  private final int maxBytes;

  Program(String name, int maxBytes) {
    this.name = name;
    this.maxBytes = maxBytes;
  }

  /** Its output, as this user, on a connected socket that this closes. */
  byte[] output(SocketChannel socket, int user, int group, Duration patience) {
    ExecRequest request =
        new ExecRequest(List.of(name), List.of(), "", user, group, false, true)
            .with(ExecOptions.NONE.withBuiltin(true));
    try (AgentExec program = AgentExec.start(socket, request, patience)) {
      program.stdout().gather(maxBytes);
      Exit exit =
          program
              .awaitExit(patience)
              .orElseThrow(() -> new AgentTimeoutException(name + ": no end within " + patience));
      return checked(program.stdout(), exit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while " + name + " ran", e);
    } catch (IOException e) {
      throw new AgentException(name + ": " + e.getMessage(), e);
    }
  }

  private byte[] checked(CommandOutput output, Exit exit) throws IOException {
    if (output.isCut()) {
      throw new ProtocolException(name + ": an answer of more than " + maxBytes + " bytes");
    }
    if (exit.shellCode() != 0) {
      throw new AgentException(name + " ended with code " + exit.shellCode());
    }
    return output.gathered();
  }
}
