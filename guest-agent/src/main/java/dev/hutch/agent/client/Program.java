package dev.hutch.agent.client;

import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(() -> read(program.stdout()), Thread::startVirtualThread);
      Exit exit =
          program
              .awaitExit(patience)
              .orElseThrow(() -> new AgentTimeoutException(name + ": no end within " + patience));
      return checked(output.join(), exit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while " + name + " ran", e);
    } catch (CompletionException e) {
      throw new AgentException(name + ": " + e.getMessage(), e);
    }
  }

  /** What is too much is not kept, but has to go somewhere for the program to end. */
  private byte[] read(InputStream from) {
    try (from) {
      return from.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private byte[] checked(byte[] output, Exit exit) {
    if (output.length > maxBytes) {
      throw new ProtocolException(name + ": an answer of more than " + maxBytes + " bytes");
    }
    if (exit.shellCode() != 0) {
      throw new AgentException(name + " ended with code " + exit.shellCode());
    }
    return output;
  }
}
