package dev.hutch.it.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A person at a terminal of tmux(1), with a shell whose prompt is {@code host$}. */
final class Screen implements AutoCloseable {
  static final String PROMPT = "host$";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String server;

  private Screen(String server) {
    this.server = server;
  }

  /** Opens one of 90 columns and 24 rows. */
  static Screen open() {
    Screen screen = new Screen("hutch-it-" + ProcessHandle.current().pid());
    screen.tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "90",
        "-y",
        "24",
        "env",
        "HUTCH_HOME=" + Checkout.home(),
        "HUTCH_ENGINE=emulated",
        "PS1=" + PROMPT + " ",
        "sh");
    screen.awaitLine(PROMPT::equals);
    return screen;
  }

  /** Types {@code ./hutch} with these words, which must need no quotes, and Enter. */
  void hutch(String words) {
    line(Checkout.launcher() + " " + words);
  }

  /** Types text and Enter. */
  void line(String text) {
    type(text);
    keys("Enter");
  }

  /** Types text as it is. */
  void type(String text) {
    tmux("send-keys", "-l", text);
  }

  /** Types keys by tmux's names, such as {@code C-c}. */
  void keys(String... names) {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(names));
    tmux(words.toArray(String[]::new));
  }

  /** Pastes a file at once. */
  void paste(Path file) {
    tmux("load-buffer", file.toString());
    tmux("paste-buffer");
  }

  void resize(int columns, int rows) {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  /** What is shown, line by line without what is blank at their ends and at the end. */
  List<String> lines() {
    return tmux("capture-pane", "-p").lines().map(String::stripTrailing).toList();
  }

  /** Waits until a whole line is shown. */
  void awaitLine(String line) {
    awaitLine(line::equals);
  }

  /** Waits until a line is shown that fits. */
  void awaitLine(Predicate<String> fits) {
    await("a line on the screen")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(lines()).anyMatch(fits));
  }

  /** Waits until the screen fits as a whole. */
  void awaitLines(Predicate<List<String>> fit) {
    await("the screen")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<String> shown = lines();
              assertThat(fit.test(shown)).as("%s", shown).isTrue();
            });
  }

  /** Waits until this is the last line shown that is not blank. */
  void awaitLast(String line) {
    awaitLines(shown -> last(shown).equals(line));
  }

  /** Waits for the prompt of our own shell as the last thing shown, and asks for the exit code. */
  int awaitExit() {
    awaitLast(PROMPT);
    line("echo exit=$?.");
    awaitLine(line -> line.matches("exit=\\d+\\."));
    String shown = lines().stream().filter(l -> l.matches("exit=\\d+\\.")).toList().getLast();
    line("clear");
    awaitLines(all -> all.getFirst().equals(PROMPT));
    return Integer.parseInt(shown.substring("exit=".length(), shown.length() - 1));
  }

  private static String last(List<String> lines) {
    return lines.reversed().stream().filter(line -> !line.isEmpty()).findFirst().orElse("");
  }

  @Override
  public void close() {
    tmux("kill-server");
  }

  private String tmux(String... words) {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", server));
    command.addAll(List.of(words));
    try {
      Process tmux = new ProcessBuilder(command).redirectErrorStream(true).start();
      tmux.getOutputStream().close();
      String said = new String(tmux.getInputStream().readAllBytes(), UTF_8);
      assertThat(tmux.waitFor()).as(command + ": " + said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
