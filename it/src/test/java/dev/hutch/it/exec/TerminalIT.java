package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.Box;
import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hutch exec -it}: the terminal is the command's, and ours again when it has ended. */
@ExtendWith({LeakGuard.class, OneBox.class})
class TerminalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void theCommandHasATerminalOfOurSize(Box box) {
    try (TypedTerminal terminal = typed(box, "stty", "size")) {
      assertThat(terminal.awaitExit()).isZero();
      assertThat(terminal.shown()).contains("\r\n33 101\r\n");
    }
  }

  @Test
  void keysAreTheCommandsAndNoneIsLostOrDoubled(Box box) {
    try (TypedTerminal terminal = typed(box, "cat")) {
      String line = "0123456789".repeat(30);
      terminal.type(line + "\r");
      terminal.awaitShown("\r\n" + line + "\r\n" + line + "\r\n");
      terminal.type("half\3");
      assertThat(terminal.awaitExit()).isEqualTo(130);
    }
  }

  @Test
  void theCommandsTerminalChangesItsSizeWithOurs(Box box) throws Exception {
    try (TypedTerminal terminal = typed(box, "sh")) {
      terminal.type("stty size\r");
      terminal.awaitShown("\r\n33 101\r\n");
      terminal.resize(77, 22);
      await("the new size in the box")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                terminal.type("stty size\r");
                return terminal.shown().contains("\r\n22 77\r\n");
              });
      terminal.type("exit 9\r");
      assertThat(terminal.awaitExit()).isEqualTo(9);
    }
  }

  @Test
  void theTerminalIsOursAgainWhenTheBoxDies() {
    try (Hutch hutch = Boxes.open(0);
        Box other = hutch.start(Boxes.small());
        TypedTerminal terminal = TypedTerminal.with("exec", "-it", other.id(), "--", "cat")) {
      terminal.type("up\r");
      terminal.awaitShown("up\r\nup\r\n");
      other.kill();
      assertThat(terminal.awaitExit()).isEqualTo(125);
    }
  }

  private static TypedTerminal typed(Box box, String... command) {
    String[] words = new String[command.length + 4];
    words[0] = "exec";
    words[1] = "-it";
    words[2] = box.id();
    words[3] = "--";
    System.arraycopy(command, 0, words, 4, command.length);
    return TypedTerminal.with(words);
  }
}
