package dev.hutch.agent.client;

import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** An operation that only answers: some bytes on the stream of standard output. */
final class Question {
  private Question() {}

  /** Asks, on a connected socket that this closes. */
  static byte[] ask(SocketChannel socket, String name, byte[] request, Duration patience) {
    try (OperationChannel operation = new OperationChannel(name, socket, false)) {
      operation.open(request);
      operation.awaitOpened(patience);
      // Which it does not do before all of its answer is here.
      if (operation.awaitExit(patience).isEmpty()) {
        throw new AgentTimeoutException(name + ": no answer within " + patience);
      }
      return answer(operation);
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw new AgentException("interrupted while the agent answered", e);
    } catch (IOException e) {
      throw new AgentException(name + ": " + e.getMessage(), e);
    }
  }

  private static byte[] answer(OperationChannel operation) throws IOException {
    byte[] answer = operation.stdout().readNBytes(Protocol.MAX_PAYLOAD);
    if (operation.stdout().read() >= 0) {
      throw new ProtocolException("an answer of more than " + Protocol.MAX_PAYLOAD + " bytes");
    }
    return answer;
  }
}
