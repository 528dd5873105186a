package dev.hutch.it.exec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs for terminals, in a box, on a real screen. */
@ExtendWith({LeakGuard.class, OneBox.class})
class ScreenIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private Screen screen;

  @BeforeEach
  void open() {
    screen = Screen.open();
  }

  @AfterEach
  void close() {
    screen.close();
  }

  @Test
  void anEditorEditsAFile(Box box) {
    screen.hutch("exec -it " + box.id() + " vi /tmp/poem");
    awaitCommandMode();
    screen.type("ifirst");
    screen.keys("Enter", "Escape");
    awaitCommandMode();
    screen.type("ilast");
    screen.keys("Escape");
    awaitCommandMode();
    screen.type("1Gyyp");
    screen.awaitLines(lines -> lines.subList(0, 3).equals(List.of("first", "first", "last")));
    screen.type(":wq");
    screen.keys("Enter");
    assertThat(screen.awaitExit()).isZero();
    assertThat(box.run("cat", "/tmp/poem").stdout().text()).isEqualTo("first\nfirst\nlast\n");
  }

  @Test
  void aProgramThatRedrawsFollowsTheSizeOfTheScreen(Box box) {
    screen.hutch("exec -it " + box.id() + " top");
    screen.awaitLines(lines -> lines.getFirst().startsWith("Mem:") && full(lines, 24));
    screen.resize(60, 12);
    screen.awaitLines(lines -> lines.getFirst().startsWith("Mem:") && full(lines, 12));
    assertThat(screen.lines()).allMatch(line -> line.length() <= 60);
    screen.type("q");
    assertThat(screen.awaitExit()).isZero();
  }

  @Test
  void theSizeIsTheScreens(Box box) {
    screen.hutch("exec -it " + box.id() + " sh");
    screen.awaitLine("/ #");
    screen.line("stty size");
    screen.awaitLine("24 90");
    screen.resize(77, 21);
    await("the new size in the box")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              screen.line("stty size");
              return screen.lines().contains("21 77");
            });
    screen.line("exit 9");
    assertThat(screen.awaitExit()).isEqualTo(9);
  }

  @Test
  void aShellControlsItsJobs(Box box) {
    screen.hutch("exec -it " + box.id() + " sh");
    screen.awaitLine("/ #");
    screen.line("sh -c 'echo begun; cat'"); // what is typed sooner, the shell's editor takes
    screen.awaitLine("begun");
    awaitEchoOf("one");
    screen.keys("C-z");
    screen.awaitLine(line -> line.matches(".*\\[1]\\+ +Stopped +sh -c .*"));
    screen.line("fg");
    screen.awaitLine(line -> line.startsWith("sh -c"));
    awaitEchoOf("two");
    screen.keys("C-c");
    screen.awaitLast("/ #"); // the shell drops what is typed before it asks again
    screen.line("echo ended $?");
    screen.awaitLine("ended 130");
    screen.line("exit");
    assertThat(screen.awaitExit()).isZero();
  }

  @Test
  void aPasteArrivesWholeAndOnce(Box box, @TempDir Path directory) throws Exception {
    Path pasted = pasted(directory);
    screen.hutch("exec -it " + box.id() + " sh");
    screen.awaitLine("/ #");
    screen.line("cat > /tmp/pasted; clear; echo d''one");
    screen.paste(pasted);
    screen.keys("C-d");
    screen.awaitLine("done");
    screen.line("exit");
    assertThat(screen.awaitExit()).isZero();
    assertThat(box.run("cat", "/tmp/pasted").stdout().text()).isEqualTo(Files.readString(pasted));
  }

  @Test
  void keysLeaveACommandThatIsComeBackTo(Box box) {
    screen.hutch("exec -it " + box.id() + " sh");
    screen.awaitLine("/ #");
    screen.keys("C-p", "C-q");
    screen.awaitLine(line -> line.startsWith("hutch: command ") && line.contains(" goes on"));
    assertThat(screen.awaitExit()).isZero();
    screen.hutch("attach " + box.id());
    screen.line("echo still h''ere");
    screen.awaitLine("still here");
    screen.keys("C-p", "C-q");
    assertThat(screen.awaitExit()).isZero();
    screen.hutch("attach --detach-keys ctrl-x " + box.id());
    screen.line("exit 4");
    assertThat(screen.awaitExit()).isEqualTo(4);
    box.commands().forEach(command -> box.forget(command.id()));
  }

  @Test
  void theBoxOfARunEndsWithItUnlessItIsLeft(Box box) throws Exception {
    screen.hutch("run -it --name passing --start-timeout=120 -- sh");
    screen.awaitLine("/ #");
    screen.line("exit 3");
    assertThat(screen.awaitExit()).isEqualTo(3);
    assertThat(HutchCommand.of("ps", "-aq").run().stdout()).isEqualTo(box.id() + "\n");

    screen.hutch("run -it --name staying --start-timeout=120 -- sh");
    screen.awaitLine("/ #");
    screen.keys("C-p", "C-q");
    assertThat(screen.awaitExit()).isZero();
    assertThat(HutchCommand.of("jobs", "staying").run().lines().getLast())
        .contains("running", "sh");
    assertThat(HutchCommand.of("rm", "-f", "staying").run().exit()).isZero();
  }

  @Test
  void whatBoxesUseIsDrawnInItsPlace(Box box) {
    screen.hutch("stats");
    screen.awaitLines(
        lines -> lines.get(0).startsWith("ID ") && lines.get(1).startsWith(box.id() + " "));
    String before = screen.lines().get(1);
    screen.awaitLines(lines -> !lines.get(1).equals(before));
    assertThat(screen.lines().subList(2, 24)).allMatch(String::isEmpty);
    screen.keys("C-c");
    assertThat(screen.awaitExit()).isEqualTo(130);
  }

  @Test
  void aKeyThatOnlyBeginsTheSequenceIsTheCommands(Box box) {
    screen.hutch("exec -it " + box.id() + " sh");
    screen.awaitLine("/ #");
    screen.line("stty raw -echo; head -c 6 | od -An -tx1; stty sane");
    screen.awaitLine(line -> line.endsWith("stty sane"));
    screen.keys("C-p", "C-p", "a", "C-q", "C-p", "b");
    screen.awaitLine(line -> line.strip().equals("10 10 61 11 10 62"));
    screen.line("exit");
    assertThat(screen.awaitExit()).isZero();
  }

  /** Whoever types on behind an escape character at once types an escape sequence. */
  private void awaitCommandMode() {
    screen.awaitLine(line -> line.startsWith("- /tmp/poem"));
  }

  /** Until the terminal and the program have shown it, the program is not in the foreground. */
  private void awaitEchoOf(String text) {
    screen.line(text);
    screen.awaitLines(lines -> Collections.frequency(lines, text) == 2);
  }

  private static boolean full(List<String> lines, int rows) {
    return lines.size() == rows && lines.stream().noneMatch(String::isEmpty);
  }

  /** Lines no longer than a terminal's line may be. */
  private static Path pasted(Path directory) throws IOException {
    Random random = new Random(64);
    StringBuilder text = new StringBuilder();
    while (text.length() < 64 * 1024) {
      for (int i = random.nextInt(200); i >= 0; i--) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      text.append('\n');
    }
    return Files.writeString(directory.resolve("paste"), text, US_ASCII);
  }
}
