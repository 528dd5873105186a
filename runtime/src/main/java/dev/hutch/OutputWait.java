package dev.hutch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** Waits for text in an output of a detached command. */
final class OutputWait implements Wait.Condition {
  private static final int CHUNK = 8192;

  /** Of a line without end so many characters are looked at together. */
  private static final int LONGEST = 64 * 1024;

  private static final int SHOWN = 100;

  private final int commandId;
  private final Pattern pattern;

  OutputWait(int commandId, Pattern pattern) {
    this.commandId = commandId;
    this.pattern = pattern;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // what it completes is waited for
  public void await(BoxAgent box, Wait.Seen seen) throws InterruptedException {
    try (BoxProcess process = box.heed(commandId)) {
      CompletableFuture<Boolean> found = new CompletableFuture<>();
      CompletableFuture<?> outputs =
          CompletableFuture.allOf(
              search(process.getInputStream(), found, seen),
              search(process.getErrorStream(), found, seen));
      outputs.thenRun(() -> found.complete(false));
      if (!found.get()) {
        throw new HutchException(
            "command "
                + commandId
                + " ended with "
                + process.waitFor()
                + " and never wrote '"
                + Printable.text(pattern.pattern())
                + "'");
      }
    } catch (ExecutionException e) {
      throw new BoxGoneException("the command's output broke off: " + e.getCause(), e);
    }
  }

  private CompletableFuture<?> search(
      InputStream output, CompletableFuture<Boolean> found, Wait.Seen seen) {
    CompletableFuture<?> ended = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try (Reader text = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            if (isIn(text, seen)) {
              found.complete(true);
            }
          } catch (IOException e) {
            found.completeExceptionally(e);
          } finally {
            ended.complete(null);
          }
        });
    return ended;
  }

  private boolean isIn(Reader text, Wait.Seen seen) throws IOException {
    StringBuilder lines = new StringBuilder();
    char[] chunk = new char[CHUNK];
    for (int n = text.read(chunk); n >= 0; n = text.read(chunk)) {
      lines.append(chunk, 0, n);
      if (pattern.matcher(lines).find()) {
        return true;
      }
      lines.delete(0, lines.lastIndexOf("\n") + 1);
      lines.delete(0, Math.max(0, lines.length() - LONGEST));
      seen.note("its output so far ends with '" + Printable.text(end(chunk, n)) + "'");
    }
    return false;
  }

  private static String end(char[] chunk, int length) {
    int shown = Math.min(length, SHOWN);
    return new String(chunk, length - shown, shown);
  }
}
