package dev.hutch.agent.client;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Kept;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whether a command goes on without its client, as far as the agent was asked. */
final class Keeping {
  private final Connection connection;
  private @Nullable CompletableFuture<OptionalInt> answer;

  Keeping(Connection connection) {
    this.connection = connection;
  }

  /** The command's id, or none where it ended first. Asks unless that was done. */
  synchronized CompletableFuture<OptionalInt> ask() {
    if (answer == null) {
      answer = new CompletableFuture<>();
      connection.send(Frames.empty(FrameType.KEEP, Protocol.CLIENT_CHANNEL, 0));
    }
    return answer;
  }

  /** What is known by now. */
  synchronized OptionalInt id() {
    return answer == null || answer.isCompletedExceptionally()
        ? OptionalInt.empty()
        : answer.getNow(OptionalInt.empty());
  }

  /** The agent's answer. One that is not good may be asked for again. */
  synchronized void told(Kept kept) {
    CompletableFuture<OptionalInt> asked = answer;
    if (asked == null || asked.isDone()) {
      throw new ProtocolException("KEPT that nobody asked for");
    }
    if (kept.errno() == 0) {
      asked.complete(OptionalInt.of(kept.id()));
      return;
    }
    answer = null;
    asked.completeExceptionally(
        new AgentException(
            "the agent cannot keep the command"
                + (kept.errno() == Kept.EAGAIN
                    ? ": " + Protocol.MAX_KEPT + " that it keeps are running"
                    : " (errno " + kept.errno() + ")")));
  }

  /** The command has ended. */
  synchronized void ended() {
    settled().complete(OptionalInt.empty());
  }

  /** The connection is over. */
  synchronized void fail(Exception cause) {
    settled().completeExceptionally(cause);
  }

  private CompletableFuture<OptionalInt> settled() {
    if (answer == null) {
      answer = new CompletableFuture<>();
    }
    return answer;
  }
}
