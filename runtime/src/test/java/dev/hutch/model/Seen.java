package dev.hutch.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What came of a call, as text that can be compared. */
final class Seen {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SHORT = 40;

  private Seen() {}

  /** Calls, on a thread of its own and with a bound. */
  static String of(Callable<?> call) {
    FutureTask<String> task = new FutureTask<>(() -> text(call.call()));
    Thread thread = Thread.ofVirtual().start(task);
    try {
      return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return kind(Objects.requireNonNull(e.getCause()));
    } catch (TimeoutException e) {
      thread.interrupt();
      return "no end within " + PATIENCE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String text(Object value) throws NoSuchAlgorithmException {
    if (!(value instanceof byte[] bytes)) {
      return String.valueOf(value);
    }
    String hash =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    String begin = new String(bytes, 0, Math.min(bytes.length, SHORT), StandardCharsets.ISO_8859_1);
    return bytes.length + " bytes " + hash + " " + begin.replaceAll("\\p{Cntrl}", "?");
  }

  /** Of an I/O error the JDK promises no more than that it is one. */
  private static String kind(Throwable failure) {
    return failure instanceof IOException
        ? IOException.class.getName()
        : failure.getClass().getName() + (failure instanceof Error ? " " + failure : "");
  }
}
