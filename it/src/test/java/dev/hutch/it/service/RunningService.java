package dev.hutch.it.service;

import dev.hutch.it.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link Service} in a process of its own. */
public final class RunningService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Writer input;

  private RunningService(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::read);
  }

  /** One without warm shims, ready to be asked. */
  public static RunningService open() {
    RunningService service = begin(0);
    service.awaitOpen();
    return service;
  }

  /**
   * One that is still opening its runtime.
   *
   * @param pool how many shims it keeps warm
   * @param prefix a program that runs it, with its arguments
   */
  public static RunningService begin(int pool, String... prefix) {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dhutch.it.home=" + Checkout.home(),
            "-cp",
            System.getProperty("java.class.path"),
            Service.class.getName(),
            Integer.toString(pool)));
    try {
      return new RunningService(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until its runtime is open. */
  public void awaitOpen() {
    require("ok open", next(), "what it says first");
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks, and returns what came with the {@code ok}; fails on any other answer. */
  public String ask(String request) {
    tell(request);
    return answered(request);
  }

  /** Asks what shall be refused, and returns why it was. */
  public String refused(String request) {
    tell(request);
    String answer = next();
    require("error ", answer, request);
    return answer.substring("error ".length());
  }

  /** What came with the {@code ok} that answers a request told before; fails on any other. */
  public String answered(String request) {
    String answer = next();
    require("ok", answer, request);
    return answer.substring(2).strip();
  }

  /** Asks without waiting for the answer. */
  public void tell(String request) {
    try {
      input.write(request + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the service is gone", e);
    }
  }

  /** The next line it says. */
  public String next() {
    String line = next(PATIENCE);
    if (line == null) {
      throw new AssertionError("the service said nothing for " + PATIENCE);
    }
    return line;
  }

  /** The next line it says, null if it says nothing in this time or has ended. */
  public @Nullable String next(Duration time) {
    try {
      return lines.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Sends it SIGKILL, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Waits for its end; returns its exit code. */
  public int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE)) {
        throw new AssertionError("the service has not ended for " + PATIENCE);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends it if it still runs, as by kill -9. */
  @Override
  public void close() {
    kill();
  }

  private static void require(String start, String answer, String request) {
    if (!answer.startsWith(start)) {
      throw new AssertionError(
          "answer to '" + request + "' was '" + answer + "', not '" + start + "...'");
    }
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.matches("(ok|error|at) .*|ok")) {
          lines.add(line);
        } else {
          System.err.println("service " + pid() + ": " + line);
        }
      }
    } catch (IOException e) {
      // it was killed
    }
    lines.add("ended");
  }
}
