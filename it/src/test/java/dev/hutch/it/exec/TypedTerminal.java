package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A person at a terminal (by script(1)) who types one line of {@code hutch} there. Before and after
 * it the terminal shows its settings.
 */
final class TypedTerminal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String END = "";
  private static final Pattern DEVICE = Pattern.compile("/dev/pts/\\d+");
  private static final Pattern SETTINGS = Pattern.compile("([0-9a-f]+:){20,}[0-9a-f]+");
  private static final Pattern EXIT = Pattern.compile("exit=\\d+");

  /** Its words go through a shell once more: they must need no quotes. */
  private static final String SESSION =
      "exec script -qefc \"tty; stty rows 33 cols 101; stty -g; $*; echo exit=\\$?; stty -g\" /dev/null";

  private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
  private final RunningHutch session;

  private TypedTerminal(String... words) {
    session =
        HutchCommand.of(words)
            .env("TERM", "xterm")
            .under("sh", "-c", SESSION, "terminal")
            .stdin(this::typeOn)
            .start();
  }

  static TypedTerminal with(String... words) {
    return new TypedTerminal(words);
  }

  void type(String text) {
    keys.add(text);
  }

  void awaitShown(String text) {
    await("'" + text + "' on the terminal")
        .atMost(PATIENCE)
        .until(() -> session.stdout().contains(text) || !session.isAlive());
    assertThat(session.stdout()).contains(text);
  }

  String shown() {
    return session.stdout();
  }

  /** Gives the terminal another size, as who drags its window. */
  void resize(int columns, int rows) throws IOException, InterruptedException {
    String device = all(DEVICE).getFirst();
    String[] stty = {
      "stty", "-F", device, "rows", Integer.toString(rows), "cols", Integer.toString(columns)
    };
    assertThat(new ProcessBuilder(stty).inheritIO().start().waitFor()).isZero();
  }

  /** Waits for the end of the session; checks that the terminal is as it was. */
  int awaitExit() {
    awaitShown("exit=");
    keys.add(END);
    Ended ended = session.awaitEnd();
    List<String> settings = all(SETTINGS);
    assertThat(settings.getLast()).as(ended::stdout).isEqualTo(settings.getFirst());
    assertThat(settings).hasSize(2);
    return Integer.parseInt(all(EXIT).getLast().substring("exit=".length()));
  }

  private List<String> all(Pattern what) {
    return what.matcher(session.stdout()).results().map(MatchResult::group).toList();
  }

  @Override
  public void close() {
    keys.add(END);
    session.close();
  }

  private void typeOn(OutputStream terminal) throws IOException {
    try {
      for (String text = keys.take(); !text.isEmpty(); text = keys.take()) {
        terminal.write(text.getBytes(StandardCharsets.UTF_8));
        terminal.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
