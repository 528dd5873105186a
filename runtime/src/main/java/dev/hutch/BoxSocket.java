package dev.hutch;

import dev.hutch.agent.client.AgentConnection;
import dev.hutch.agent.client.AgentException;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection to a TCP server in a box. It is made by the box's agent to the guest's loopback, so
 * the box needs no network.
 *
 * <p>Each direction ends by itself, as with TCP, and each holds at most 256 KiB here: a reader that
 * stops, stops the server's writes, and the other way round. Reads and writes block, may be done by
 * virtual threads, and can be interrupted ({@link java.io.InterruptedIOException}). If the box
 * ends, or the server breaks the connection off, they fail with an {@link IOException}: the end of
 * the stream is always the server's own.
 */
public final class BoxSocket implements Closeable {
  private final AgentConnection connection;
  private final int port;

  BoxSocket(AgentConnection connection, int port) {
    this.connection = connection;
    this.port = port;
  }

  /** The server's port in the box. */
  public int port() {
    return port;
  }

  /** What the server sends. Closing it discards what still comes. */
  public InputStream getInputStream() {
    return connection.input();
  }

  /**
   * What the server gets; unbuffered, nothing waits for a flush. Closing it is {@link
   * #shutdownOutput()}.
   */
  public OutputStream getOutputStream() {
    return connection.output();
  }

  /**
   * Ends what is sent: the server reads end-of-file, and may still answer.
   *
   * @throws IOException as {@link OutputStream#close()} does
   */
  public void shutdownOutput() throws IOException {
    connection.output().close();
  }

  /** Waits until both directions have ended and the server has got all that was sent. */
  void awaitEnd() throws InterruptedException {
    try {
      connection.awaitEnd();
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }

  /**
   * Ends both directions at once, and every waiting call fails. What was written last may be lost
   * by that: to be sure of it, {@linkplain #shutdownOutput() end what is sent} and read to the end
   * first. Idempotent.
   */
  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return "connection to port " + port + " of a box";
  }
}
