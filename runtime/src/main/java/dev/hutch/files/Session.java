package dev.hutch.files;

import dev.hutch.agent.client.AgentExec;
import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.IOException;

/**
 * A run of the agent's program {@code files}, for one thread at a time. Answers come in the order
 * of the requests. A session in which anything went wrong, an interrupt included, may be out of
 * step: it is ended and never used again.
 */
final class Session {
  private final AgentExec program;
  private int unheard;
  private volatile boolean ended;

  Session(AgentExec program) {
    this.program = program;
  }

  boolean isAlive() {
    return !ended && !program.isOver();
  }

  /** Sends a request whose answer will be {@linkplain #receive() received}. */
  void send(byte[] request) throws IOException {
    try {
      program.stdin().write(request);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The answer to the first request that has none yet. */
  FileAnswer receive() throws IOException {
    try {
      for (; unheard > 0; unheard--) {
        FileAnswer.read(program.stdout());
      }
      return FileAnswer.read(program.stdout());
    } catch (IOException | ProtocolException e) {
      throw broken(e);
    }
  }

  FileAnswer ask(byte[] request) throws IOException {
    send(request);
    return receive();
  }

  /** Whether the beginning of an answer is here. */
  boolean hasAnswer() throws IOException {
    return program.stdout().available() > 0;
  }

  /** Nobody will ask for the next so many answers, which are all that are due. */
  void ignore(int answers) {
    unheard += answers;
  }

  /** Ends it at once, whatever it does, from any thread. */
  void end() {
    ended = true;
    program.close();
  }

  /** After what the guest should not have said. */
  IOException broken(Exception cause) {
    end();
    return cause instanceof IOException io
        ? io
        : new IOException("the guest broke the protocol of files: " + cause.getMessage(), cause);
  }
}
