package dev.hutch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.agent.client.AgentException;
import dev.hutch.agent.client.AgentExec;
import dev.hutch.agent.client.StalledException;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.ProtocolException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the agent's programs that copy files; closing it kills it if it still runs. */
final class CopyProgram implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_COMPLAINT = 8 * 1024;

  private final AgentExec exec;
  private final String what;
  private final Duration stall;

  private CopyProgram(AgentExec exec, String what, Duration stall) {
    this.exec = exec;
    this.what = what;
    this.stall = stall;
    exec.limitStalls(stall);
    exec.stderr().gather(LONGEST_COMPLAINT);
  }

  /** What is done with a stream. */
  @FunctionalInterface
  interface Work<S, T> {
    T with(S stream) throws IOException;
  }

  /**
   * Starts one.
   *
   * @param what is copied where, for messages
   * @param stall how long the guest may move nothing
   */
  static CopyProgram start(BoxAgent agent, List<String> words, String what, Duration stall) {
    return new CopyProgram(agent.builtin(words, words.getFirst().equals("unpack")), what, stall);
  }

  /** Writes its standard input, and waits for its end. */
  <T> T feed(Work<OutputStream, T> writing) {
    T result;
    try {
      exec.stdout().close();
      OutputStream stdin = new BufferedOutputStream(exec.stdin(), CHUNK);
      result = writing.with(stdin);
      // not closed where it failed: a program that gets half of an archive must not think it whole
      stdin.close();
    } catch (IOException e) {
      throw explained(e);
    } catch (CopyException e) {
      throw told(String.valueOf(e.getMessage()), e);
    }
    awaitSuccess();
    return result;
  }

  /** Reads its standard output, which must end, and waits for its end. */
  <T> T drain(Work<InputStream, T> reading) {
    T result;
    try {
      result = reading.with(exec.stdout());
    } catch (IOException e) {
      throw explained(e);
    } catch (CopyException e) {
      throw told(String.valueOf(e.getMessage()), e);
    }
    awaitSuccess();
    return result;
  }

  @Override
  public void close() {
    exec.close();
  }

  /** A stream that breaks off does so because the program ended, and that says why. */
  private HutchException explained(IOException broken) {
    if (broken instanceof InterruptedIOException) {
      return told("interrupted", broken);
    }
    if (broken instanceof StalledException) {
      return stalled("moved nothing");
    }
    awaitSuccess();
    return told(String.valueOf(broken.getMessage()), broken);
  }

  private void awaitSuccess() {
    try {
      int code = awaitEnd().shellCode();
      if (code != 0) {
        throw told(reason(code), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw told("interrupted", e);
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }

  /** It may still have much to do where it has not taken all of its input yet. */
  private Exit awaitEnd() throws InterruptedException {
    long taken;
    do {
      taken = exec.inputTaken();
      Optional<Exit> end = exec.awaitExit(stall);
      if (end.isPresent()) {
        return end.get();
      }
    } while (exec.inputTaken() > taken);
    throw stalled("not come to an end");
  }

  private CopyException stalled(String how) {
    return told(
        "the guest has "
            + how
            + " for "
            + stall
            + "; CopyOptions.stallTimeout (hutch cp --stall-timeout) allows more",
        null);
  }

  private String reason(int code) {
    try {
      String line = new String(exec.stderr().gathered(), UTF_8).strip();
      return line.isEmpty() ? "the box's side ended with " + code : Printable.text(line);
    } catch (IOException e) {
      return "the box's side ended with " + code;
    }
  }

  private CopyException told(String why, @Nullable Throwable cause) {
    String message = "cannot copy " + what + ": " + why;
    return cause == null ? new CopyException(message) : new CopyException(message, cause);
  }
}
