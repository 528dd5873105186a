package dev.hutch.it.cli;

import static dev.hutch.it.cli.Terminals.awaitOutput;
import static dev.hutch.it.cli.Terminals.trap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hutch exec} runs commands in a box that another process started. */
@ExtendWith(LeakGuard.class)
class ExecIT {
  @Test
  void theExitCodeIsTheCommandsAndTheBoxGoesOn() {
    try (DetachedBox box = DetachedBox.running()) {
      assertThat(box.exec("sh", "-c", "exit 7").run().exit()).isEqualTo(7);
      assertThat(box.exec("sh", "-c", "kill -KILL $$").run().exit()).isEqualTo(137);
      assertThat(box.exec("no-such-program").run().exit()).isEqualTo(127);
      assertThat(box.exec("/etc/passwd").run().exit()).isEqualTo(126);
      assertThat(box.state()).isEqualTo("running");
    }
  }

  @Test
  void theCommandGetsItsInputEnvironmentAndDirectory() {
    try (DetachedBox box = DetachedBox.running("--name", "with-input")) {
      String script = "cat; echo \"$A $PWD\"";
      Ended ended =
          HutchCommand.of(
                  "exec", "-i", "-e", "A=b c", "-w", "/etc", "with-input", "sh", "-c", script)
              .stdin(stream -> stream.write("hello ".getBytes(StandardCharsets.UTF_8)))
              .run();
      assertThat(ended.stdout()).as(ended::toString).isEqualTo("hello b c /etc\n");
      assertThat(box.state()).isEqualTo("running");
    }
  }

  @Test
  void aSignalIsTheCommandsAndTheSecondKillsOnlyIt() {
    try (DetachedBox box = DetachedBox.running()) {
      try (RunningHutch hutch = box.exec(trap("TERM", "echo got it; exit 5")).start()) {
        awaitOutput(hutch, "up");
        hutch.signal("TERM");
        assertThat(hutch.awaitEnd().exit()).isEqualTo(5);
      }
      try (RunningHutch hutch = box.exec(trap("INT", "echo ignored")).start()) {
        awaitOutput(hutch, "up");
        hutch.signal("INT");
        awaitOutput(hutch, "ignored");
        hutch.signal("INT");
        assertThat(hutch.awaitEnd().exit()).isEqualTo(137);
      }
      assertThat(box.state()).isEqualTo("running");
    }
  }

  @Test
  void aBoxThatDiesUnderItsCommandIsSaidAndIs125() {
    try (DetachedBox box = DetachedBox.running();
        RunningHutch hutch = box.exec("sh", "-c", Terminals.LOOP).start()) {
      awaitOutput(hutch, "up");
      assertThat(HutchCommand.of("kill", box.id()).run().exit()).isZero();
      Ended ended = hutch.awaitEnd();
      assertThat(ended.exit()).isEqualTo(125);
      assertThat(ended.stderr()).startsWith("hutch: the box is gone").hasLineCount(1);
    }
  }

  @Test
  void aBoxThatDoesNotRunIsSaidAndIs125() {
    try (DetachedBox box = DetachedBox.created()) {
      Ended ended = box.exec("true").run();
      assertThat(ended.exit()).isEqualTo(125);
      assertThat(ended.stderr())
          .isEqualTo("hutch: the box " + box.id() + " is created: 'hutch start' starts it\n");
    }
  }

  @Test
  void aBoxThatIsNotThereIsSaidAndIs125() {
    Ended ended = HutchCommand.of("exec", "nobody", "--", "true").run();
    assertThat(ended.exit()).isEqualTo(125);
    assertThat(ended.stderr()).contains("'nobody'");
  }
}
