package dev.hutch.agent.client;

import dev.hutch.agent.protocol.ConnectRequest;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A connection to a server in the box.
 *
 * <p>Each direction ends by itself, as with TCP. Each holds at most {@value
 * dev.hutch.agent.protocol.Protocol#WINDOW} bytes here (frame headers included); a reader that
 * stops, stops the server's writes, and the other way round.
 */
public final class AgentConnection implements AutoCloseable {
  private final OperationChannel operation;

  private AgentConnection(OperationChannel operation) {
    this.operation = operation;
  }

  /** Connects by a connected socket, which from now on belongs to the result. */
  static AgentConnection connect(SocketChannel socket, int port, Duration patience) {
    OperationChannel operation = new OperationChannel("agent connection", socket, true);
    operation.open(ConnectRequest.encode(port));
    operation.awaitOpened(patience);
    return new AgentConnection(operation);
  }

  /**
   * What the server sends. A read can be interrupted ({@link java.io.InterruptedIOException},
   * nothing is lost), and fails with an {@code IOException} if the connection breaks or the box
   * dies.
   */
  public InputStream input() {
    return operation.stdout();
  }

  /**
   * What the server gets. Unbuffered: each write becomes at least one frame. A write blocks while
   * the server is behind by more than its credit, can be interrupted ({@link
   * java.io.InterruptedIOException}; some of its bytes may then have been sent), and fails with
   * "Broken pipe" once the server reads no more. Closing it ends this direction alone.
   */
  public OutputStream output() {
    return operation.input();
  }

  /**
   * Waits until both directions have ended and the server has got all that was sent.
   *
   * @throws OperationFailedException if the connection broke
   * @throws AgentException if it was closed, or the box is gone
   */
  public void awaitEnd() throws InterruptedException {
    operation.awaitExit();
  }

  /**
   * Ends both directions at once, and every waiting call fails; what was written and not
   * {@linkplain #awaitEnd awaited} may be lost. Idempotent.
   */
  @Override
  public void close() {
    operation.close();
  }
}
